"""A row of somebody's table, or an object of JSON, as an event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from timeline.errors import InputError
from timeline.records import RawEvent

ALIASES = {"start": "date", "start_date": "date", "end_date": "end"}
"""Other names of fields, as other tables of this program and people's mappings have them."""

FIELDS = ("traveller", "event", "place", "date", "end", "status", "source", "published", "country", "role", "purpose",
          "evidence")  # fmt: skip
"""The fields of an event that a table may hold."""


def day(value: Any) -> date | None:
    """The day of a publication cell. Raises `InputError` for what is none."""
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise InputError(f"{str(value)[:40]!r} is not a day of the form 2023-02-28") from None


def raw_event(record: Mapping[str, Any], source: str, published: date | None = None) -> RawEvent:
    """The event of a row with fields of `FIELDS`; `source` and `published` serve where it names none itself."""

    def cell(key: str) -> str:
        return str(record.get(key) or "").strip()

    if not cell("traveller") or not cell("place"):
        raise InputError("an event needs a traveller and a place")
    return RawEvent(
        traveller=cell("traveller"), event=cell("event") or "stop", place=cell("place"), date=cell("date"),
        status=cell("status"), source=cell("source") or source, published=day(cell("published")) or published,
        country=cell("country"), role=cell("role"), purpose=cell("purpose"), evidence=cell("evidence"),
        end=cell("end"),
    )  # fmt: skip
