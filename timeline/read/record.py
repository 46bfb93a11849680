"""The Office of the Historian's record: travels of presidents and secretaries of state, and visits to the U.S.

Travels are `<trip>` elements with `name`, `role`, `start-date`, `end-date`, `country`, `locale` and `remarks`; visits
are `<visit>` elements with `visitor`, `from`, `start-date`, `end-date` and `description`. What stands beside these is
passed over, and either root element may hold either.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.records import Dispatch, RawEvent
from timeline.text import sentences

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROLES = {"president": "President", "secretary": "Secretary of State"}
_LONGEST_PURPOSE = 120
_BESIDE = re.compile(r"\s*\([^()]*\)")  # "Henry A. (Heinz Alfred) Kissinger"
# How many days may lie between two rows of one trip. In the record since 1946 rows of one day's distance or less are
# nine in ten; those of two to twelve days are all equally rare, as chance has it. Before, trips went by ship.
_BY_AIR, _BY_SHIP = 1, 8
_FIRST_BY_AIR = date(1946, 1, 1)


def read_record(root: _Element, name: str) -> list[Dispatch | RawEvent]:
    """The rows of a file of travels or visits as stops, in order of time; a row that stands twice is read once.

    Rows of one traveller that follow each other closely belong to one journey. Raises `InputError` for what is no such
    file and, with its line, for a row that lacks its traveller, country or first day.
    """
    rows = [_row(element, name) for element in root.iter("{*}trip", "{*}visit")]
    if not rows:
        raise InputError(f"is XML with <{_local(root)}>, neither a feed nor a record of travels or visits")
    return list(_journeys(list(dict.fromkeys(rows)), name))


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: _Element, name: str) -> str:
    found = element.find(f"{{*}}{name}")
    return "" if found is None else " ".join("".join(found.itertext("{*}*", with_tail=True)).split())


def _row(element: _Element, source: str) -> RawEvent:
    visit = _local(element) == "visit"
    line = f"line {element.sourceline}"
    traveller = _BESIDE.sub("", _text(element, "visitor" if visit else "name"))
    country = _text(element, "country")
    start, end = _text(element, "start-date"), _text(element, "end-date")
    for what, text in (("visitor" if visit else "name", traveller), ("start-date", start)):
        if not text:
            raise InputError(f"{line}: <{_local(element)}> has no <{what}>")
    if end and _day(end, line) < _day(start, line):
        raise InputError(f"{line}: the end-date {end} is before the start-date {start}")
    told = _text(element, "description" if visit else "remarks")
    row = RawEvent(traveller, "stop", "", start, "reported", source, purpose=_purpose(told), evidence=told, end=end)
    if visit:
        return replace(row, traveller=_visitor(traveller, _text(element, "from")), place="United States", country="US")
    if not country:
        raise InputError(f"{line}: <{_local(element)}> has no <country>")
    office = _text(element, "role")
    role = _ROLES.get(office, office.replace("-", " "))
    return replace(row, place=_text(element, "locale") or country, country=country, role=role, several=True)


def _visitor(name: str, country: str) -> str:
    """The visitor; where only a title and one name stand, with his country, which tells namesakes apart."""
    return f"{name} of {country}" if country and len(name.split()) < 3 else name


def _purpose(told: str) -> str:
    """The first sentence of the remarks, unless it is long."""
    first = next(iter(sentences(told)), None)
    text = told[first.start : first.end].rstrip(".") if first else ""
    return text if len(text) <= _LONGEST_PURPOSE else ""


def _journeys(rows: Sequence[RawEvent], name: str) -> list[RawEvent]:
    """The rows in order of time, each with the journey it belongs to."""
    by_traveller: dict[str, list[RawEvent]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: r.date):
        by_traveller[row.traveller].append(row)
    found = []
    for own in by_traveller.values():
        number, reach = 0, date.min
        for row in own:
            start, end = _day(row.date), _day(row.end or row.date)
            allowed = _BY_AIR if start >= _FIRST_BY_AIR else _BY_SHIP
            number += (start - reach).days > allowed
            reach = max(reach, end) if (start - reach).days <= allowed else end
            found.append(replace(row, journey=f"{name}: {row.traveller} {number}"))
    return found


def _day(text: str, where: str = "") -> date:
    """The day as the record writes it. Raises `InputError`, which begins with `where`, for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{where}: {text!r} is no day of the form 1998-03-23".removeprefix(": ")) from None
