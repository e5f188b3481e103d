"""Draws squares.ttf, a font for tests of East Asian setting: python3 squares.py, with fontTools."""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen


def bar(left, right, bottom=0, top=700):
    pen = TTGlyphPen(None)
    if right > left:
        pen.moveTo((left, bottom))
        pen.lineTo((left, top))
        pen.lineTo((right, top))
        pen.lineTo((right, bottom))
        pen.closePath()
    return pen.glyph()


# name: (width, left and right of the ink, characters)
GLYPHS = {
    ".notdef": (1000, (100, 900), ""),
    "space": (250, (0, 0), " "),
    "ideograph": (1000, (50, 950), "一二三四五六七八九十他说你好是的人中文年月日翰约史密斯家族のひらがなアイウョっシワー々々"),
    "opening": (1000, (600, 900), "「『（《【“"),
    "closing": (1000, (100, 400), "」』）》】”"),
    "stop": (1000, (100, 350), "。、，"),
    "centred": (1000, (450, 550), "！？：·・／～…—"),
}

builder = FontBuilder(1000, isTTF=True)
builder.setupGlyphOrder(list(GLYPHS))
builder.setupCharacterMap({ord(c): name for name, (_, _, text) in GLYPHS.items() for c in text})
builder.setupGlyf({name: bar(*ink) for name, (_, ink, _) in GLYPHS.items()})
builder.setupHorizontalMetrics({name: (width, ink[0]) for name, (width, ink, _) in GLYPHS.items()})
builder.setupHorizontalHeader(ascent=880, descent=-120)
builder.setupNameTable({"familyName": "Handout Squares", "styleName": "Regular", "psName": "HandoutSquares-Regular"})
builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
builder.setupPost()
builder.font["head"].created = builder.font["head"].modified = 3_800_000_000
builder.font.recalcTimestamp = False
builder.save("squares.ttf")
