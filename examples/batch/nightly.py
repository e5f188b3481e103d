#!/usr/bin/env python3
"""nightly.py ARTICLES OUT: converts a folder, and says which articles want a person's eye.

Shows the report (`--report -`, a line of JSON an article, as they are done) and the exit codes: 0 all converted, 1 some
article failed, 2 used wrongly and nothing written.
"""
import json
import subprocess
import sys


def main(articles, out):
    command = ["handout", articles, "-o", out, "--incremental", "--quiet", "--report", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as run:
        pages = 0
        for line in run.stdout:
            article = json.loads(line)
            pages += article["pages"] or 0
            for told in article["diagnostics"]:
                if told["severity"] != "note":
                    print(f"{told['file']}:{told.get('line', 1)}: {told['message']} [{told['code']}]")
            if sum(article["ms"].values()) > 500:
                print(f"{article['input']}: slow: {article['ms']}")
    print(f"{pages} pages", file=sys.stderr)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
