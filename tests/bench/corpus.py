#!/usr/bin/env python3
"""corpus.py N DIR [WORDS]: writes N articles of about WORDS words (1300) into DIR, always the same.

Each has front matter, sections, a list of numbered tips, a table, a footnote, citations of a shared bibliography and its
own picture. There are a hundred articles per folder.
"""
import random
import struct
import sys
import zlib
from pathlib import Path

WORDS = """water sleep evening morning warm cool breath light walk rest doctor nurse dose tablet week month family child
adult pressure heart blood sugar kidney liver skin pain fever cough throat headache dizzy nausea appetite weight salt
exercise stretch muscle joint bone posture chair screen eyes noise quiet window garden kitchen fruit vegetable bread
protein vitamin medicine pharmacy leaflet question answer plan habit change slowly often rarely usually sometimes
always never before after during without within between because although however therefore and or but so when while
the a an this that these those your our their is are was were can may should must will need take keep drink eat avoid
ask tell write read measure record start stop continue help support treat prevent reduce increase improve follow""".split()
SURNAMES = "Lind Okri Ruiz Wu Poe Haas Silva Tanaka Novak Diaz Moreau Berg Kaya Singh Owusu Costa".split()
TITLES = "Sleep Tea Rest Pain Care Salt Heart Blood Skin Diet Habits Dose Risk Trial Cohort Review".split()


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(7, 18))]
    if len(words) > 12:
        words[5] += ","
    return " ".join(words).capitalize() + "."


def paragraph(rng, words, keys):
    text, count = [], 0
    while count < words:
        part = sentence(rng)
        if rng.random() < 0.12:
            part = part[:-1] + f" [@{rng.choice(keys)}]."
        text.append(part)
        count += part.count(" ") + 1
    return " ".join(text)


def article(rng, at, words, keys):
    title = " ".join(rng.choice(TITLES) for _ in range(3)) + f" {at}"
    out = [f"---\ntitle: {title}\nauthor: Dr. {rng.choice(SURNAMES)}\ndate: 2026-05-03\nlang: en\n"
           f"category: {rng.choice(TITLES)}\n---\n"]
    out.append(paragraph(rng, words // 9, keys) + "[^n]\n\n[^n]: " + sentence(rng) + "\n")
    out.append(f"![{sentence(rng)[:-1]}](pictures/{at:06}.png \"{sentence(rng)[:-1]}\")\n")
    for section in range(4):
        out.append(f"## {rng.choice(TITLES)} and {rng.choice(WORDS)} {section}\n")
        out.append(paragraph(rng, words // 9, keys) + "\n")
        out.append(f"It is **{rng.choice(WORDS)}** to *{rng.choice(WORDS)}* "
                   f"[here](https://example.org/{rng.choice(WORDS)}). " + paragraph(rng, words // 12, keys) + "\n")
    out.append("## Tips\n")
    out.extend(f"{n}. **{sentence(rng)[:-1]}.** {paragraph(rng, words // 30, keys)}" for n in range(1, 7))
    out.append("\n| What | How much |\n|---|---:|")
    out.extend(f"| {rng.choice(WORDS)} {n} | {rng.randint(1, 90)} mg |" for n in range(5))
    return "\n".join(out) + "\n"


def picture(rng, width=320, height=200):
    """An 8-bit palette PNG of colored blocks, about 3 KB."""
    blocks = [[rng.randrange(16) for _ in range(width // 16)] for _ in range(height // 8)]
    rows = b"".join(b"\0" + bytes(v for v in blocks[y // 8] for _ in range(16)) for y in range(height))
    palette = bytes(rng.randrange(256) for _ in range(48))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"PLTE", palette)
            + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b""))


def bibliography(rng, count=60):
    keys, out = [], []
    for n in range(count):
        name = rng.choice(SURNAMES)
        keys.append(f"{name.lower()}{2000 + n % 25}{chr(97 + n % 26)}{n}")
        out.append(f"@article{{{keys[-1]}, author = {{{name}, {rng.choice('ABCDE')}. and {rng.choice(SURNAMES)}, K.}}, "
                   f"title = {{{' '.join(rng.choice(TITLES) for _ in range(6))}}}, journal = {{Open {rng.choice(TITLES)}}}, "
                   f"year = {{{2000 + n % 25}}}, volume = {{{n + 1}}}, pages = {{{n}--{n + 9}}}}}\n")
    return keys, "".join(out)


def write(count, folder, words=1300):
    folder = Path(folder)
    rng = random.Random(7)
    keys, text = bibliography(rng)
    for at in range(count):
        rng = random.Random(1000 + at)
        home = folder / f"{at // 100:04}"
        if at % 100 == 0:
            (home / "pictures").mkdir(parents=True, exist_ok=True)
            (home / "references.bib").write_text(text)
        (home / f"{at:06}.md").write_text(article(rng, at, words, keys))
        (home / "pictures" / f"{at:06}.png").write_bytes(picture(rng))


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1300)
