"""A dump of GeoNames (`allCountries.txt`, `cities500.txt`, `KZ.zip`, ...) read as a layer of the gazetteer.

The format is that of GeoNames' own readme: UTF-8, one place a line, 19 columns apart by tabs, no heading, no quoting.
Taken are settlements, first- and second-level divisions, islands, airfields, palaces and castles, regions, seas,
straits and ranges; countries come from the project's own layer, which knows their demonyms.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from timeline.errors import GazetteerError
from timeline.gazetteer.folding import fold
from timeline.gazetteer.layers import Layer, Row, degrees, opened

_COLUMNS = 19
_DIVISIONS = {"ADM1": "admin1", "ADM2": "admin2"}
_GONE = frozenset(["PPLH", "PPLQ", "PPLW", "PPLCH"])  # settlements that are no more
_KINDS = {
    "ISL": "island", "ISLS": "island", "ISLET": "island", "ATOL": "island", "AIRP": "airport", "AIRF": "airport",
    "AIRB": "base", "MILB": "base", "NVB": "base", "PAL": "venue", "CSTL": "venue", "RGN": "region", "RGNH": "region",
    "SEA": "natural", "OCN": "natural", "GULF": "natural", "STRT": "natural", "MTS": "natural", "DSRT": "natural",
    "PEN": "natural",
}  # fmt: skip
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")
_CODE = re.compile(r"[A-Z]{1,4}|[A-Z]{2}\d+")
# forms that say a direction, a continent or another place far better known; as by-names of a town they only mislead
_MISLEADING = frozenset(
    "central centre center capital north south east west northern southern eastern western northeast northwest"
    " southeast southwest africa asia europe america state international general".split()
) | {"north east", "north west", "south east", "south west", "middle east", "white house", "blue house"}


def variants(name: str, others: Iterable[str]) -> tuple[str, ...]:
    """The other names worth keeping, in order, each once after folding.

    Left out: what folds to the name itself, transliterations made by machine (Latin letters, not one capital), bare
    codes, and what is too long or has figures: no report writes those.
    """
    seen = {fold(name), ""}
    kept = []
    for other in sorted(others):
        other = other.replace(";", ",").strip()
        if not 1 < len(other) <= 48 or any(c.isdigit() for c in other) or _CODE.fullmatch(other):
            continue
        if _LATIN.search(other) and not any(c.isupper() for c in other):
            continue
        key = fold(other)
        if key not in seen and key not in _MISLEADING:
            seen.add(key)
            kept.append(other)
    return tuple(kept)


def layers_of(path: Path, least: int = 0) -> list[Layer]:
    """The layers that a dump makes: its divisions, then its other places, settlements from `least` people on."""
    divisions = Layer(
        name="divisions", path=path, prefix="geonames", kind="admin1", aliases="variant", form="divisions",
        source=f"GeoNames, {path.name}", licence="CC BY 4.0", attribution="GeoNames",
    )  # fmt: skip
    return [divisions, replace(divisions, name="places", kind="city", form="places", least=least)]


def dump_rows(layer: Layer) -> Iterator[Row]:
    """The places of one layer of a dump. Raises `GazetteerError` naming the file and the line of the first bad one."""
    line = 0
    try:
        with _opened(layer.path) as stream:
            for line, text in enumerate(stream, 1):  # noqa: B007 - told in the error below
                row = _row(text.rstrip("\n").split("\t"), layer)
                if row is not None:
                    yield row
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise GazetteerError(f"{layer.path}: {error}") from error
    except ValueError as error:
        raise GazetteerError(f"{layer.path}, line {line}: {error}") from error


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The text of a dump; of a zip archive the part that bears its name."""
    if path.suffix != ".zip":
        with opened(path) as stream:
            yield stream
        return
    with zipfile.ZipFile(path) as archive:
        inside = f"{path.stem}.txt"
        if inside not in archive.namelist():
            raise GazetteerError(f"{path}: holds no {inside}")
        with archive.open(inside) as raw:
            yield TextIOWrapper(raw, encoding="utf-8", newline="")


def _row(cells: list[str], layer: Layer) -> Row | None:
    """One line as a row, None if it is none of the layer's. Raises `ValueError` saying what is wrong."""
    if len(cells) != _COLUMNS:
        raise ValueError(f"{len(cells)} columns instead of {_COLUMNS}; is this a dump of GeoNames?")
    number, name, ascii_name, others, latitude, longitude, kind_class, code, country, _, admin1, admin2 = cells[:12]
    kind = _DIVISIONS.get(code, "") if kind_class == "A" else "city" if kind_class == "P" else _KINDS.get(code, "")
    if not kind or (kind in ("admin1", "admin2")) != (layer.form == "divisions"):
        return None
    population = int(cells[14] or 0)
    if kind == "city" and (code in _GONE or (layer.least and population < layer.least)):
        return None
    if not fold(name) or not number.isdigit():
        return None
    return Row(
        number, name, degrees(latitude, 90), degrees(longitude, 180), country, kind,
        variants(name, (ascii_name, *others.split(","))), "" if admin1 == "00" else admin1, admin2, population, code,
    )  # fmt: skip
