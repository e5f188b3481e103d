#!/usr/bin/env python3
"""nightly.py ARTICLES OUT: converts a folder, and lists the articles that a person should look at.

Demonstrates the report (`--report -`, one JSON line per article) and the exit codes: 0 all converted, 1 some article
failed, 2 usage error, nothing written.
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
            for diagnostic in article["diagnostics"]:
                if diagnostic["severity"] != "note":
                    print(f"{diagnostic['file']}:{diagnostic.get('line', 1)}: {diagnostic['message']} [{diagnostic['code']}]")
            if sum(article["ms"].values()) > 500:
                print(f"{article['input']}: slow: {article['ms']}")
    print(f"{pages} pages", file=sys.stderr)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
