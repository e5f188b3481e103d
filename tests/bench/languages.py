#!/usr/bin/env python3
"""languages.py [--copies N] [--fonts DIR] [--handout PROGRAM]: the cost of an article by language, relative to English.

Converts copies of the hand-washing samples, which have the same content in every language, in one batch per language on
one core. Prints CPU milliseconds per article by stage from --report, after a first run that warms the disk cache, and the
size of one output of each format. Chinese, Japanese and Korean need --fonts, a folder with their fonts, and are skipped
without it. The cost of parsing fonts shows in the run of a single article.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = ["en", "es", "ru", "vi", "ar", "fa", "he", "hi", "th"]
EAST_ASIAN = ["zh-Hans", "zh-Hant", "ja", "ko"]
STAGES = ["read", "resolve", "pdf", "epub", "text", "write"]


def sample(lang):
    folder = "tests/cases/languages" if lang in EAST_ASIAN else "sources/languages"
    return ROOT / folder / f"hand-washing.{lang}.md"


def cpu_ms(command):
    child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{' '.join(map(str, command))}: failed with {status}")
    return 1000 * (usage.ru_utime + usage.ru_stime)


def measured(args, lang, work):
    """Returns pages, milliseconds per article by stage, per article of the batch, and of a run of one article."""
    folder, out, report = work / lang, work / "out", work / "report.jsonl"
    folder.mkdir()
    shutil.copy(ROOT / "sources/languages/references.bib", folder)
    for copy in range(args.copies):
        shutil.copy(sample(lang), folder / f"{copy}.md")
    fonts = ["--font-dir", args.fonts] if lang in EAST_ASIAN else []
    command = [args.handout, folder, "-o", out, "--jobs", "1", "--quiet", "--report", report, *fonts]
    cpu_ms(command)
    shutil.rmtree(out)
    batch = cpu_ms(command)
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    stages = {stage: sum(line["ms"].get(stage, 0) for line in lines) / len(lines) for stage in STAGES}
    sizes = [(out / f"0.{ending}").stat().st_size for ending in ("pdf", "epub", "txt")]
    shutil.rmtree(out)
    alone = min(cpu_ms([args.handout, folder / "0.md", "-o", out, "--quiet", *fonts]) for _ in range(5))
    return lines[0]["pages"], stages, batch / len(lines), alone, sizes


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=300)
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--handout", type=Path, default=Path("target/release/handout"))
    args = parser.parse_args()
    args.handout = args.handout.resolve()
    print(f"{'':8} {'pages':>5} {'batch':>7} {'to en':>6}  " + " ".join(f"{stage:>7}" for stage in STAGES)
          + f" {'alone':>7} {'pdf KB':>7}")
    base = None
    with tempfile.TemporaryDirectory() as work:
        for lang in BUNDLED + (EAST_ASIAN if args.fonts else []):
            pages, stages, batch, alone, sizes = measured(args, lang, Path(work))
            base = base or batch
            print(f"{lang:8} {pages:5} {batch:7.2f} {batch / base:5.1f}×  "
                  + " ".join(f"{stages[stage]:7.2f}" for stage in STAGES) + f" {alone:7.1f} {sizes[0] / 1024:7.0f}")


if __name__ == "__main__":
    main()
