"""The letters: Roboto from the package `font-roboto` (Latin, Greek, Cyrillic), so that pictures look the same on a
machine without fonts; other scripts fall back to what the system has."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Roboto"
REGULAR, BOLD = "Roboto", "Roboto-Bold"
_FILES = {REGULAR: "Roboto-Regular.ttf", BOLD: "Roboto-Bold.ttf"}
# wide coverage first; only tried for letters that Roboto lacks
_FALLBACKS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "ArialUnicode.ttf", "Arial Unicode.ttf", "arial.ttf")
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
_CHINESE, _JAPANESE, _KOREAN = "STSong-Light", "HeiseiKakuGo-W5", "HYGothic-Medium"


def paths() -> list[str]:
    """The bundled font files."""
    folder = files("font_roboto") / "files"
    return [str(folder / name) for name in _FILES.values()]


@cache
def _registered() -> dict[str, frozenset[int]]:
    """Font name -> the code points it has, in the order in which they are tried; known to reportlab afterwards."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    found: dict[str, frozenset[int]] = {}
    sources = list(zip(_FILES, paths(), strict=True)) + [("Fallback", str(p)) for p in _fallback()]
    for name, path in sources:
        font = TTFont(name, path)
        pdfmetrics.registerFont(font)
        found[name] = frozenset(font.face.charToGlyph)
    return found


def _fallback() -> list[Path]:
    for folder in _FOLDERS:
        for name in _FALLBACKS:
            for path in sorted(Path(folder).rglob(name)) if Path(folder).is_dir() else ():
                return [path]
    return []


@lru_cache(maxsize=4096)
def runs(text: str, bold: bool = False) -> tuple[tuple[str, str], ...]:
    """The text cut into (font, piece); a letter that no font has becomes a question mark."""
    pieces: list[tuple[str, str]] = []
    for letter in text:
        font = _font_for(ord(letter), bold)
        shown = letter if font else "?"
        font = font or (BOLD if bold else REGULAR)
        if pieces and pieces[-1][0] == font:
            pieces[-1] = (font, pieces[-1][1] + shown)
        else:
            pieces.append((font, shown))
    return tuple(pieces)


def _font_for(code: int, bold: bool) -> str:
    known = _registered()
    own = BOLD if bold else REGULAR
    for name in (own, "Fallback"):
        if code in known.get(name, ()):
            return name
    return _east_asian(code)


def _east_asian(code: int) -> str:
    """The reader's own font for Chinese, Japanese and Korean: PDF names them without carrying them."""
    if 0xAC00 <= code <= 0xD7A3:
        return _reader_font(_KOREAN)
    if 0x3040 <= code <= 0x30FF:
        return _reader_font(_JAPANESE)
    return _reader_font(_CHINESE) if 0x3000 <= code <= 0x9FFF else ""


@cache
def _reader_font(name: str) -> str:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line of text in pixels."""
    from reportlab.pdfbase import pdfmetrics

    return sum(float(pdfmetrics.stringWidth(piece, font, size)) for font, piece in runs(text, bold))


def clean(text: str) -> str:
    """One line that XML and PDF can hold: controls and unpaired surrogates dropped, blanks joined."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
