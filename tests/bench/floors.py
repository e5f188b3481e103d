#!/usr/bin/env python3
"""floors.py [--articles N] [--handout PROGRAM]: what the stages of a batch take, beside the least that they could take.

Converts a corpus (corpus.py) on one core, three formats an article, and takes each stage's time from --report. Then does
the work that no writer of these very files is spared, in the same run, with the fastest libraries there are:
  - pdf: HarfBuzz shapes each line of the text, each time anew; libdeflate packs the bytes of all streams;
  - epub: libdeflate packs the bytes of all entries, and the rows of the drawn cover (PNG's filtered rows), nearly all
    of them zeros: handout does not look at those, and stays below this;
  - write: SHA-256 of all outputs, and writing them to files that take their places by a new name.
libdeflate packs at its fastest level, as handout does. Breaking lines and pages, tags, and everything else that makes a document is on our side alone. Reading, resolving and
plain text have no such work in them.
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
    """The bytes of a PDF's packed streams, unpacked."""
    for found in STREAM.finditer(pdf):
        if pdf[found.start() - 3:found.start()] == b"end":
            continue
        try:
            yield zlib.decompressobj().decompress(pdf[found.end():])
        except zlib.error:
            pass


def entries(epub):
    """The bytes of an EPUB's packed entries, unpacked."""
    with zipfile.ZipFile(epub) as archive:
        packed = [info for info in archive.infolist() if info.compress_type == zipfile.ZIP_DEFLATED]
        return [archive.read(info) for info in packed]


def rows(epub):
    """The rows of an EPUB's drawn cover as PNG packs them, unpacked; none without one."""
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
    print(f"{'':10}{'ms an article':>15}{'floor':>8}{'ratio':>8}")
    for stage, ms in sorted(ours.items(), key=lambda pair: -pair[1]):
        floor = floors.get(stage)
        least = f"{floor / args.articles:8.2f}{ms / floor:7.1f}×" if floor else ""
        print(f"{stage:10}{ms / args.articles:15.2f}{least}")


if __name__ == "__main__":
    main()
