#!/usr/bin/env python3
"""floors.py [--articles N] [--handout PROGRAM]: times of the stages of a batch compared with lower bounds.

Converts a corpus (corpus.py) on one core, three formats per article, and takes the time of each stage from --report. Then
does the work that every writer of these files must do, in the same run, with the fastest libraries:
  - pdf: HarfBuzz shapes each line of the text without a cache; libdeflate compresses all streams;
  - epub: libdeflate compresses all entries and the filtered rows of the drawn cover;
  - write: SHA-256 of all outputs, and writing them to temporary files that are renamed.
libdeflate runs at its fastest level, as for the PDFs of handout; its EPUBs are compressed by zlib-rs. Line and page breaking, tagging and everything else is not part of the
bounds. Reading, resolving and plain text have no such bound.
Needs `pip install uharfbuzz deflate`.
"""
import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus  # noqa: E402
import deflate  # noqa: E402
import uharfbuzz as hb  # noqa: E402

FONT = Path(__file__).parents[2] / "fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf"
STREAM = re.compile(rb"stream\r?\n")


def streams(pdf):
    """Yields the decompressed streams of a PDF."""
    for found in STREAM.finditer(pdf):
        if pdf[found.start() - 3:found.start()] == b"end":
            continue
        try:
            yield zlib.decompressobj().decompress(pdf[found.end():])
        except zlib.error:
            pass


def entries(epub):
    """Returns the decompressed entries of an EPUB."""
    with zipfile.ZipFile(epub) as archive:
        packed = [info for info in archive.infolist() if info.compress_type == zipfile.ZIP_DEFLATED]
        return [archive.read(info) for info in packed]


def rows(epub):
    """Yields the decompressed PNG rows of the drawn cover of an EPUB, if it has one."""
    with zipfile.ZipFile(epub) as archive:
        covers = [archive.read(name) for name in archive.namelist() if name.endswith("cover.png")]
    for png in covers:
        at, data = 8, b""
        while at < len(png):
            length = int.from_bytes(png[at:at + 4], "big")
            if png[at + 4:at + 8] == b"IDAT":
                data += png[at + 8:at + 8 + length]
            at += length + 12
        yield zlib.decompress(data)


def timed(work):
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def pack(parts):
    return lambda: [deflate.deflate_compress(part, 1) for part in parts]


def shape(lines):
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(FONT))))

    def work():
        for line in lines:
            buffer = hb.Buffer()
            buffer.add_str(line)
            buffer.guess_segment_properties()
            hb.shape(font, buffer, {})

    return work


def write(outputs, folder):
    def work():
        for at, bytes_ in enumerate(outputs):
            hashlib.sha256(bytes_).digest()
            part = folder / f"{at}.part"
            part.write_bytes(bytes_)
            part.rename(folder / str(at))

    return work


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--handout", type=Path, default=Path("target/release/handout"))
    args = parser.parse_args()
    work = Path(tempfile.mkdtemp())
    corpus.write(args.articles, work / "articles")
    report = work / "report.jsonl"
    subprocess.run([args.handout.resolve(), work / "articles", "-o", work / "out", "--quiet", "--jobs", "1", "--report",
                    report], check=True)
    ours = {}
    for line in report.read_text().splitlines():
        for stage, ms in json.loads(line)["ms"].items():
            ours[stage] = ours.get(stage, 0) + ms

    made = {ending: sorted((work / "out").rglob(f"*.{ending}")) for ending in ("pdf", "epub", "txt")}
    text = "".join(path.read_text() for path in made["txt"])
    pdf = [part for path in made["pdf"] for part in streams(path.read_bytes())]
    epub = [part for path in made["epub"] for part in [*entries(path), *rows(path)]]
    outputs = [path.read_bytes() for paths in made.values() for path in paths]
    (work / "again").mkdir()
    floors = {
        "pdf": timed(pack(pdf)) + timed(shape(text.splitlines())),
        "epub": timed(pack(epub)),
        "write": timed(write(outputs, work / "again")),
    }
    shutil.rmtree(work)
    print(f"{'':10}{'ms per article':>15}{'floor':>8}{'ratio':>8}")
    for stage, ms in sorted(ours.items(), key=lambda pair: -pair[1]):
        floor = floors.get(stage)
        least = f"{floor / args.articles:8.2f}{ms / floor:7.1f}×" if floor else ""
        print(f"{stage:10}{ms / args.articles:15.2f}{least}")


if __name__ == "__main__":
    main()
