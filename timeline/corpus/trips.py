"""The merged trips of a store: a table with a row for each entry, and the ways to ask it."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from timeline.assemble.claims import fold
from timeline.assemble.rows import first_day
from timeline.corpus.store import Store
from timeline.corpus.tables import batches
from timeline.errors import InputError
from timeline.records import Entry, Trip

TRIPS = pa.schema(
    [
        ("first", pa.int32()), ("sorted_name", pa.string()), ("trip_id", pa.string()), ("traveller", pa.string()),
        ("place", pa.string()), ("country", pa.string()), ("country_code", pa.string()), ("low", pa.int32()),
        ("high", pa.int32()), ("entry", pa.binary()),
    ]
)  # fmt: skip
"""`first` is the ordinal of the trip's first day; `low` and `high` are the first and the last day that are known of an
entry, null where none is."""

_encode = msgspec.json.Encoder().encode
_entry = msgspec.json.Decoder(Entry)


@dataclass(frozen=True, slots=True)
class Question:
    """Which entries are wanted; what is empty does not matter.

    `traveller`: words that all stand in the name, whatever their case and accents; `country`: an ISO 3166-1 alpha-2
    code or a name; `between`: the first and the last day of a time into which the known days of an entry reach.
    """

    traveller: str = ""
    country: str = ""
    between: tuple[date, date] | None = None

    @property
    def open(self) -> bool:
        """Whether every entry is wanted."""
        return not (self.traveller or self.country or self.between)


def trip_rows(trip: Trip) -> Iterator[dict[str, Any]]:
    """The rows of one trip."""
    day, name, trip_id = first_day(trip)
    for entry in trip.entries:
        when, place = entry.when, entry.place
        low = when.start or when.earliest or when.latest
        high = max((d for d in (when.end, when.start or when.latest, low) if d), default=None)
        yield {
            "first": day.toordinal(), "sorted_name": name, "trip_id": trip_id, "traveller": fold(entry.traveller),
            "place": place.name if place else entry.place_text, "country": fold(place.country) if place else "",
            "country_code": place.country_code if place else "", "low": low.toordinal() if low else None,
            "high": high.toordinal() if high else None, "entry": _encode(entry),
        }  # fmt: skip


def entries(store: Store, parts: Sequence[str], question: Question) -> Iterator[Entry]:
    """The entries that are asked for, in the order of the itinerary."""
    for _, data in _rows(store, parts, question):
        yield _decoded(data)


def trips(store: Store, parts: Sequence[str], question: Question) -> Iterator[Trip]:
    """The trips that have an entry that is asked for, whole, in order."""
    wanted = {key for key, _ in _rows(store, parts, question)} if not question.open else None
    for key, rows in groupby(_rows(store, parts, Question()), key=lambda row: row[0]):
        if wanted is None or key in wanted:
            members = tuple(_decoded(data) for _, data in rows)
            yield Trip(key[2], members[0].traveller, members)


_Row = tuple[tuple[int, str, str], bytes]


def _rows(store: Store, parts: Sequence[str], question: Question) -> Iterator[_Row]:
    """Key of the trip, and entry, of the rows that are asked for, from all parts in order."""
    streams = (_part(store, f"{part}.parquet", question) for part in parts)
    yield from heapq.merge(*streams, key=lambda row: row[0])


def _part(store: Store, name: str, question: Question) -> Iterator[_Row]:
    for batch in batches(store, name, TRIPS.names, 500):
        kept = batch.filter(_mask(batch, question)) if not question.open else batch
        columns = (kept[n].to_pylist() for n in ("first", "sorted_name", "trip_id", "entry"))
        for day, sorted_name, trip_id, entry in zip(*columns, strict=True):
            yield (day, sorted_name, trip_id), entry


def _mask(batch: pa.RecordBatch, question: Question) -> Any:
    mask = pa.array([True] * batch.num_rows)
    for word in fold(question.traveller).split():
        padded = pc.binary_join_element_wise("", batch["traveller"], "", " ")
        mask = pc.and_(mask, pc.match_substring(padded, f" {word} "))
    if question.country:
        code = pc.equal(batch["country_code"], question.country.strip().upper())
        mask = pc.and_(mask, pc.or_(code, pc.equal(batch["country"], fold(question.country))))
    if question.between:
        first, last = (day.toordinal() for day in question.between)
        mask = pc.and_(mask, pc.and_(pc.less_equal(batch["low"], last), pc.greater_equal(batch["high"], first)))
    return mask


def _decoded(data: bytes) -> Entry:
    try:
        return _entry.decode(data)
    except msgspec.DecodeError as err:
        raise InputError(f"the store holds a damaged record: {err}") from None
