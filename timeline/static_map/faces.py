"""Which font files there are.

Roboto, from the package `font-roboto`, always (Latin, Greek, Cyrillic); for letters that it lacks the fonts of the
`fonts` extra (Noto Sans Arabic, Noto Sans CJK), of any other `fontpkg` package, and of the system.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

FAMILY = "Roboto"
_PACKAGES = ("cvttf_NotoSansCJK_Regular",)
_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
    "C:/Windows/Fonts",
)  # fmt: skip
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")
# parts of file names that promise the letters of a script, best first; a script's own name is tried before all
_EAST_ASIAN_NAMES = (
    "cjk", "sourcehan", "pingfang", "msyh", "wqy", "hiragino", "malgun", "fallback", "simsun", "gothic",
)  # fmt: skip
_BROAD_NAMES = ("dejavusans.", "notosans-regular", "arial unicode", "arialunicode", "freesans.", "unifont", "arial.")
_MOST_TRIED = 400


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A font: where it lies, what it is called, the letters it has, and HarfBuzz's own object."""

    path: str
    families: tuple[str, ...]
    letters: Any
    shaped: Any


@cache
def own(bold: bool = False) -> Face:
    """Roboto, which every picture is set in as far as it goes."""
    from importlib.resources import files

    return next(iter(_faces(str(files("font_roboto") / "files" / f"Roboto-{'Bold' if bold else 'Regular'}.ttf"))))


@lru_cache(maxsize=4096)
def having(letter: str) -> Face | None:
    """A font that has the letter, None if none is found; the same one for all letters of a script where possible."""
    script = unicodedata.name(letter, "").partition(" ")[0]
    known = (face for face in _found if ord(letter) in face.letters)
    face = next(known, None) or next((f for f in _tried(script) if ord(letter) in f.letters), None)
    if face is not None and face not in _found:
        _found.append(face)
    return face


_found: list[Face] = []


def _tried(script: str) -> Iterator[Face]:
    ordered = sorted(_files(), key=lambda path: (_promise(path, script), path))
    for path in islice(ordered, _MOST_TRIED):
        yield from sorted(_faces(path), key=lambda face: not any(f.endswith(" SC") for f in face.families))


def _promise(path: str, script: str) -> tuple[int, bool, bool]:
    """The smaller, the likelier the file is to have the script, plain and upright."""
    name = os.path.basename(path).lower()  # noqa: PTH119 - thousands of names, of which most are never opened
    wanted = (script.lower(), *(_EAST_ASIAN_NAMES if script in _EAST_ASIAN else ()), *_BROAD_NAMES)
    rank = next((number for number, part in enumerate(wanted) if part and part in name), len(wanted))
    styled = any(word in name for word in ("bold", "italic", "oblique", "thin", "light", "black", "medium", "mono"))
    return rank, styled, "sans" not in name


@cache
def _files() -> tuple[str, ...]:
    """All font files of installed packages and of the system's folders."""
    places: list[str] = []
    for name in (*_PACKAGES, *(point.value for point in entry_points(group="fontpkg.family"))):
        spec = find_spec(name)
        places += spec.submodule_search_locations or () if spec else ()
    places += [str(Path(folder).expanduser()) for folder in _FOLDERS]
    return tuple(
        f"{folder}/{name}" for place in places for folder, _, names in os.walk(place)
        for name in sorted(names) if name.lower().endswith(_SUFFIXES)
    )  # fmt: skip


@cache
def _faces(path: str) -> tuple[Face, ...]:
    """The fonts of a file, several in a collection; none where it cannot be read."""
    import uharfbuzz as hb

    found: list[Face] = []
    try:
        blob = hb.Blob.from_file_path(path)
        for number in range(max(1, hb.Face(blob, 0).count)):
            face = hb.Face(blob, number)
            names = hb.OTNameIdPredefined
            families = (face.get_name(n) for n in (names.TYPOGRAPHIC_FAMILY, names.FONT_FAMILY))
            if face.unicodes:
                found.append(Face(path, tuple(dict.fromkeys(f for f in families if f)), face.unicodes, hb.Font(face)))
    except (OSError, ValueError, hb.HarfBuzzError):
        pass  # what is no font is passed over
    return tuple(found)
