#!/usr/bin/env python3
"""epub.py [--articles N] [--sample N] [--handout PROGRAM] [--work DIR]: EPUBs per second of the EPUB stage alone, compared with pandoc.

Both write the same articles (corpus.py) on one core; times are CPU times. handout's is the share of the EPUB stage in one
batch (--report); pandoc's (`pip install pypandoc_binary`, or on the PATH) is that of its EPUB writer alone in one process,
on articles that were read and cited beforehand. handout also draws a cover and writes links back from references. Prints
articles per second, bytes per article, and the ratio.
"""
import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus  # noqa: E402
from rivals import pandoc_path  # noqa: E402

# Reads lines of folder and name; prints the number of EPUBs, the seconds spent writing them, and their bytes. Each article
# is first written as JSON to force Haskell's lazy evaluation.
THEIRS = """
local template = pandoc.template.compile(pandoc.template.default 'epub3')
local count, took, size = 0, 0, 0
for line in io.lines() do
  local folder, name = line:match '^(.-)\\t(.*)$'
  pandoc.system.with_working_directory(folder, function()
    local file = io.open(name)
    local article = pandoc.read(file:read 'a', 'markdown')
    file:close()
    article.meta.bibliography = 'references.bib'
    article = pandoc.utils.citeproc(article)
    pandoc.write(article, 'json')
    local start = os.clock()
    size = size + #pandoc.write(article, 'epub3', { template = template })
    took = took + os.clock() - start
    count = count + 1
  end)
end
print(count, took, size)
"""


def ours(handout, folder, work):
    """Returns articles per second, and bytes per article."""
    report, out = work / "report.jsonl", work / "out"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([handout, folder, "-o", out, "--to", "epub", "--jobs", "1", "--quiet", "--report", report], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    stages = [stage for line in lines for stage in line["ms"].items()]
    part = sum(ms for stage, ms in stages if stage == "epub") / sum(ms for _, ms in stages)
    size = sum(file.stat().st_size for file in out.rglob("*.epub"))
    return len(lines) / (cpu * part), size / len(lines)


def theirs(pandoc, articles, work):
    program = work / "write.lua"
    program.write_text(THEIRS)
    names = "".join(f"{article.parent}\t{article.name}\n" for article in articles)
    printed = subprocess.run([pandoc, "lua", program], input=names, stdout=subprocess.PIPE, text=True, check=True)
    count, took, size = map(float, printed.stdout.split())
    return count / took, size / count


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--handout", type=Path, default=Path("target/release/handout"))
    parser.add_argument("--work", type=Path)
    args = parser.parse_args()
    work = (args.work or Path(tempfile.mkdtemp())).resolve()
    folder = work / "articles"
    corpus.write(args.articles, folder)
    rate, size = ours(args.handout.resolve(), folder, work)
    print(f"handout: {rate:.0f} articles per second, {size / 1000:.0f} kB each")
    pandoc = pandoc_path()
    if not pandoc:
        sys.exit("pandoc is not installed: pip install pypandoc_binary")
    their_rate, their_size = theirs(pandoc, sorted(folder.rglob("*.md"))[: args.sample], work)
    print(f"pandoc:  {their_rate:.0f} articles per second, {their_size / 1000:.0f} kB each")
    print(f"ratio: {rate / their_rate:.1f}")
    if not args.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
