"""Whether a layer of the user's is fit for use: every bad line, named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from timeline.gazetteer import Gazetteer, default
from timeline.gazetteer.layers import COLUMNS, NEEDED, Layer, Row, cells, heading, to_row, user_layer

_NEAR_KM = 60.0  # a point nearer than this to a settlement lies in that settlement's country, or at its border


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: complaints, one line each, and how much of the file is good."""

    complaints: tuple[str, ...]
    places: int
    names: int


def check_layer(path: Path) -> Report:
    """Reads a layer as the index would and looks at what each row says. Raises `GazetteerError` if it is unreadable.

    Complaints: columns that are missing or unknown; rows that cannot be read; ids given twice; a country that there is
    not; a point among the settlements of another country; a city that is not known near the point.
    """
    layer = user_layer(path)
    known = default()
    complaints = [f"{path}: {said}" for said in _columns(layer)]
    ids: dict[str, int] = {}
    places = names = 0
    for line, values in cells(layer):
        try:
            row = to_row(layer, values)
        except ValueError as error:
            complaints.append(f"{path}, line {line}: {error}")
            continue
        found = list(_faults(row, known))
        if row.id in ids:
            found.append(f"the id {row.id!r} stands in line {ids[row.id]} already")
        ids.setdefault(row.id, line)
        complaints += [f"{path}, line {line}: {fault}" for fault in found]
        if not found:
            places += 1
            names += 1 + len(row.aliases) + len(row.codes)
    return Report(tuple(complaints), places, names)


def _columns(layer: Layer) -> Iterator[str]:
    columns = heading(layer)
    for missing in (name for name in NEEDED if name not in columns):
        yield f"the column {missing} is missing"
    for odd in (name for name in columns if name not in COLUMNS):
        yield f"the column {odd!r} is unknown; known: {', '.join(COLUMNS)}"


def _faults(row: Row, known: Gazetteer) -> Iterator[str]:
    if row.country_code and known.country(row.country_code) is None:
        yield f"there is no country {row.country_code}"
        return
    nearest = known.reverse(row.latitude, row.longitude, _NEAR_KM)
    if row.country_code and nearest is not None and nearest.country_code != row.country_code:
        mine = known.reverse(row.latitude, row.longitude, _NEAR_KM, country=row.country_code)
        if mine is None:
            yield f"the point lies near {nearest.name} ({nearest.country_code}), not in {row.country_code}"
    named = known.candidates(row.city, country=row.country_code or None) if row.city else []
    if row.city and not any(candidate.place.kind == "city" for candidate in named):
        yield f"no city {row.city!r} is known in {row.country_code or 'any country'}"
