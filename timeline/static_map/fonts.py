"""Text as a picture sets it: cut into pieces that one font can show, measured, and made fit for one line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from timeline.static_map.faces import Face, having, own


@lru_cache(maxsize=8192)
def runs(text: str, bold: bool = False) -> tuple[tuple[Face, str], ...]:
    """The text cut into (font, piece); a letter that no font has is left to Roboto, which shows a box."""
    pieces: list[tuple[Face, str]] = []
    leftward = _leftward(text)
    for letter in text:
        before = pieces[-1][0] if pieces else leftward or own(bold)
        face = _face(letter, before, leftward, bold)
        if pieces and pieces[-1][0] is face:
            pieces[-1] = (face, pieces[-1][1] + letter)
        else:
            pieces.append((face, letter))
    return tuple(pieces)


def _leftward(text: str) -> Face | None:
    """The font of the script that runs from right to left, if there is one in the text.

    All that it has is set in it, because pieces in several fonts could not change places as such a text needs it.
    """
    letters = (letter for letter in text if unicodedata.bidirectional(letter) in ("R", "AL"))
    return next((face for letter in letters if (face := having(letter))), None)


def _face(letter: str, before: Face, leftward: Face | None, bold: bool) -> Face:
    """A blank, a mark or a sign stays with the letters before it, so that no word is torn apart."""
    kind = unicodedata.category(letter)[0]
    if kind in "ZC" or (kind in "MP" and ord(letter) in before.letters):
        return before
    if leftward and ord(letter) in leftward.letters:
        return leftward
    return own(bold) if ord(letter) in own(bold).letters else having(letter) or own(bold)


@lru_cache(maxsize=8192)
def _ems(face: Face, piece: str) -> float:
    """Width in parts of the font's size, letters joined and placed as HarfBuzz does."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(piece)
    buffer.guess_segment_properties()
    hb.shape(face.shaped, buffer)
    return float(sum(p.x_advance for p in buffer.glyph_positions) / face.shaped.face.upem)


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in pixels."""
    return sum(width_in(face, piece, size) for face, piece in runs(text, bold))


def width_in(face: Face, piece: str, size: float) -> float:
    """Width in pixels of a piece of text that one font shows."""
    return _ems(face, piece) * size


def clean(text: str) -> str:
    """One line that XML and PDF can hold: controls and unpaired surrogates dropped, blanks joined."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def missing(texts: Iterable[str]) -> str:
    """The letters of the texts that no font has, each once."""
    letters = (letter for text in texts for face, piece in runs(text) for letter in piece if _lacks(face, letter))
    return "".join(dict.fromkeys(letters))


def _lacks(face: Face, letter: str) -> bool:
    return ord(letter) not in face.letters and unicodedata.category(letter)[0] not in "ZC"


def used(texts: Iterable[tuple[str, bool]]) -> Iterator[tuple[Face, bool, str]]:
    """The fonts that the texts (each with whether it is bold) are set in, with their letters."""
    letters: dict[tuple[Face, bool], dict[str, None]] = {}
    for text, bold in texts:
        for face, piece in runs(text, bold):
            letters.setdefault((face, bold), {}).update(dict.fromkeys(piece))
    for (face, bold), found in letters.items():
        yield face, bold, "".join(found)
