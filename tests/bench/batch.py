#!/usr/bin/env python3
"""batch.py [--articles N] [--sample N] [--handout PROGRAM] [--work DIR]: batch speed compared with pandoc and Typst.

Writes a corpus (corpus.py), then measures, with three formats per article:
  - handout in one batch, on one core and on all (--jobs), with times by stage from --report;
  - handout cold, one process per article, and again over unchanged articles (--incremental);
  - pandoc (from `pip install pypandoc_binary`, or on the PATH) for EPUB, plain text and Typst markup, and Typst
    (`pip install typst`) in-process for the PDF, on a sample.
Prints a table: articles per second, CPU milliseconds per article, peak memory, and ratios to pandoc with Typst. Programs
that are not installed are skipped with a message.
"""
import argparse
import json
import os
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

FORMATS = 3


def measured(command, **more):
    """Wall seconds, CPU seconds and peak kilobytes of one command."""
    start = time.perf_counter()
    child = subprocess.Popen(command, **more)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(map(str, command))}: failed with {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


class Table:
    def __init__(self):
        self.rows = []

    def add(self, name, articles, wall, cpu, memory):
        self.rows.append((name, articles / wall, 1000 * cpu / articles, memory / 1024))
        print(f"  {name}: {articles / wall:.1f} articles/s", file=sys.stderr, flush=True)

    def show(self):
        base = next((row for row in self.rows if row[0].startswith("pandoc")), None)
        print(f"\n{'':34}{'articles/s':>11}{'CPU ms each':>13}{'MB':>7}{'rate':>8}{'CPU':>8}")
        for name, rate, cpu, memory in self.rows:
            ratios = f"{rate / base[1]:7.1f}×{base[2] / cpu:7.1f}×" if base else ""
            print(f"{name:34}{rate:11.1f}{cpu:13.1f}{memory:7.0f}{ratios}")


def ours(table, handout, folder, count, work, cores):
    # One folder per run: some file systems are slow to reuse blocks that were just freed.
    for jobs in sorted({1, cores}):
        out = work / f"out-{jobs}"
        report = work / "report.jsonl"
        command = [handout, folder, "-o", out, "--quiet", "--jobs", str(jobs), "--report", report]
        table.add(f"handout, one batch, {jobs} job{'s' * (jobs > 1)}", count, *measured(command))
    stages = {}
    for line in report.read_text().splitlines():
        for stage, ms in json.loads(line)["ms"].items():
            stages[stage] = stages.get(stage, 0) + ms
    base = [handout, folder, "-o", work / "out-kept", "--quiet", "--incremental"]
    measured(base)
    table.add("handout, nothing changed", count, *measured(base))
    return {stage: ms / count for stage, ms in stages.items()}


def cold(table, handout, articles, work):
    total = [0.0, 0.0, 0]
    for article in articles:
        wall, cpu, memory = measured([handout, article, "-o", work / "cold", "--quiet"])
        total = [total[0] + wall, total[1] + cpu, max(total[2], memory)]
    table.add("handout, one process per article", len(articles), *total)


def pandoc(table, articles, work):
    program = pandoc_path()
    try:
        import typst
    except ImportError:
        typst = None
    if not program or not typst:
        print("pandoc or Typst is not installed: pip install pypandoc_binary typst", file=sys.stderr)
        return
    made = work / "pandoc"
    made.mkdir(exist_ok=True)
    before = resource.getrusage(resource.RUSAGE_SELF)
    total = [0.0, 0.0, 0]
    for article in articles:
        for form, ending in (("epub", "epub"), ("plain", "txt"), ("typst", "typ")):
            command = [program, article.name, "--citeproc", "--bibliography", "references.bib", "-s", "-t", form,
                       "-o", made / f"{article.stem}.{ending}"]
            wall, cpu, memory = measured(command, cwd=article.parent)
            total = [total[0] + wall, total[1] + cpu, max(total[2], memory)]
        start = time.perf_counter()
        source = article.parent / f".{article.stem}.typ"
        shutil.copy(made / f"{article.stem}.typ", source)
        typst.compile(str(source), output=str(made / f"{article.stem}.pdf"))
        source.unlink()
        total[0] += time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    total[1] += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    total[2] = max(total[2], after.ru_maxrss)
    table.add("pandoc + Typst in-process", len(articles), *total)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--handout", type=Path, default=Path("target/release/handout"))
    parser.add_argument("--work", type=Path)
    args = parser.parse_args()
    work = args.work or Path(tempfile.mkdtemp())
    folder = work / "articles"
    corpus.write(args.articles, folder)
    handout = args.handout.resolve()
    articles = sorted(folder.rglob("*.md"))[: args.sample]
    table = Table()
    pandoc(table, articles, work)
    cold(table, handout, articles, work)
    stages = ours(table, handout, folder, args.articles, work, os.cpu_count() or 1)
    table.show()
    print("\nmilliseconds per article by stage: " + ", ".join(f"{stage} {ms:.2f}" for stage, ms in stages.items()))
    if not args.work:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
