#!/usr/bin/env python3
"""epub.py [--articles N] [--sample N] [--handout PROGRAM] [--work DIR]: EPUBs a second of the EPUB stage alone, beside pandoc's writer.

Both write the same articles (corpus.py) on one core, and what is told is processor time: handout's in one batch, by the
EPUB stage's part of it in --report; pandoc's (`pip install pypandoc_binary`, or on the PATH) in one process, of its EPUB
writer alone, on articles that it has read and cited beforehand. handout draws a cover, writes links back from references
and looks for what Kindles refuse; pandoc does none of that. Prints articles a second, bytes each, and the ratio.
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

# Reads lines of folder and name; prints how many EPUBs it wrote, the seconds that writing took, and their bytes. An
# article is written as JSON first, as Haskell puts off all work until somebody looks at its outcome.
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
    """Articles a second, and bytes an article."""
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
    told = subprocess.run([pandoc, "lua", program], input=names, stdout=subprocess.PIPE, text=True, check=True)
    count, took, size = map(float, told.stdout.split())
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
    print(f"handout: {rate:.0f} articles a second, {size / 1000:.0f} kB each")
    pandoc = pandoc_path()
    if not pandoc:
        sys.exit("pandoc is not there: pip install pypandoc_binary")
    their_rate, their_size = theirs(pandoc, sorted(folder.rglob("*.md"))[: args.sample], work)
    print(f"pandoc:  {their_rate:.0f} articles a second, {their_size / 1000:.0f} kB each")
    print(f"ratio: {rate / their_rate:.1f}")
    if not args.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
