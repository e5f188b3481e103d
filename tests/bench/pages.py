#!/usr/bin/env python3
"""pages.py [--articles N] [--sample N] [--handout PROGRAM] [--work DIR]: pages per second of the PDF stage alone, compared with Typst.

Both set the same articles (corpus.py) with warm fonts; times are CPU times. handout's is the share of the PDF stage in one
batch (--report). Typst (`pip install typst`) runs in one process on what pandoc (`pip install pypandoc_binary`, or on the
PATH) made of the articles beforehand, with Typst's default look and tags, after a first article that loads the fonts.
Prints pages, milliseconds, pages per second, and the ratio per article.
"""
import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus  # noqa: E402
from rivals import pandoc_path  # noqa: E402


def ours(handout, folder, work):
    """Returns the number of pages, and the CPU milliseconds of the PDF stage."""
    report = work / "report.jsonl"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([handout, folder, "-o", work / "out", "--to", "pdf", "--jobs", "1", "--quiet", "--report", report],
                   check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    stages = [stage for line in lines for stage in line["ms"].items()]
    part = sum(ms for stage, ms in stages if stage == "pdf") / sum(ms for _, ms in stages)
    return sum(line["pages"] for line in lines), 1000 * cpu * part


def theirs(pandoc, articles):
    import typst
    for article in articles:
        subprocess.run([pandoc, article.name, "--citeproc", "--bibliography", "references.bib", "-s", "-t", "typst",
                        "-o", article.with_suffix(".typ").name], cwd=article.parent, check=True, stderr=subprocess.DEVNULL)
    pages, took = 0, 0.0
    compiler = typst.Compiler()
    for number, article in enumerate(articles):
        start = time.process_time()
        pdf = compiler.compile(input=str(article.with_suffix(".typ")), root=str(article.parent))
        if number:  # the first one loads fonts
            took += 1000 * (time.process_time() - start)
            pages += count_pages(pdf)
    return pages, took, len(articles) - 1


def count_pages(pdf):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        info = subprocess.run(["pdfinfo", file.name], capture_output=True, text=True, check=True).stdout
    return int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages:")))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--handout", type=Path, default=Path("target/release/handout"))
    parser.add_argument("--work", type=Path)
    args = parser.parse_args()
    work = args.work or Path(tempfile.mkdtemp())
    folder = work / "articles"
    corpus.write(args.articles, folder)
    pages, took = ours(args.handout.resolve(), folder, work)
    print(f"handout: {pages} pages in {took:.0f} ms, {1000 * pages / took:.0f} pages per second")
    pandoc = pandoc_path()
    if not pandoc:
        sys.exit("pandoc is not installed: pip install pypandoc_binary typst")
    their_pages, their_took, count = theirs(pandoc, sorted(folder.rglob("*.md"))[: args.sample])
    print(f"Typst:   {their_pages} pages in {their_took:.0f} ms, {1000 * their_pages / their_took:.0f} pages per second")
    ratio = their_took / count / (took / args.articles)
    print(f"per article: handout {took / args.articles:.1f} ms, Typst {their_took / count:.1f} ms, ratio {ratio:.1f}")
    if not args.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
