"""The fonts that come with the install: their files, the characters they can draw, the widths of texts.

All widths are whole thousandths of the font's size, as the files themselves have them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Wetread Sans"
REGULAR, SEMIBOLD = 400, 600
FILES = {REGULAR: "SourceSansPro-Regular.ttf", SEMIBOLD: "SourceSansPro-Semibold.ttf"}


@cache
def font_file(weight: int) -> Path:
    """The TrueType file of that weight (the OpenType ones fail PDF/A)."""
    return Path(str(files("font_source_sans_pro"))) / "files" / FILES[weight]


@cache
def font_digest(weight: int) -> str:
    """The SHA-256 of the font file of that weight, read once in a process."""
    return hashlib.sha256(font_file(weight).read_bytes()).hexdigest()


@cache
def font_faces() -> str:
    """The CSS that names the fonts, each by the address of its file."""
    return "".join(
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; src: url("{font_file(weight).as_uri()}") }}\n'
        for weight in FILES
    )


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: for each character its glyph, for each glyph its width in thousandths of the size."""

    weight: int
    glyphs: dict[int, int]
    widths: dict[int, int]

    def width(self, text: str) -> int:
        """How wide the text runs, unkerned."""
        return sum(map(self.widths.__getitem__, map(ord, text)))


@cache
def face(weight: int) -> Face:
    """The face of that weight, read once in a process."""
    from fontTools.ttLib import TTFont

    with TTFont(font_file(weight), lazy=True) as font:
        per_em = font["head"].unitsPerEm
        names = font.getBestCmap()
        advances = font["hmtx"].metrics
        return Face(
            weight,
            {code: font.getGlyphID(name) for code, name in names.items()},
            {code: advances[name][0] * 1000 // per_em for code, name in names.items()},
        )


def missing(text: str) -> str:
    """The characters of the text that not all of the fonts can draw, each once."""
    return "".join(sorted(set(text) - _drawable()))


@cache
def _drawable() -> frozenset[str]:
    return frozenset(map(chr, set.intersection(*(set(face(weight).glyphs) for weight in FILES))))
