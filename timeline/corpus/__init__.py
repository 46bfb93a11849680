"""Any number of documents, kept in a store with what was found in them, and asked again and again.

    store = Store("corpus").make()
    add(store, ["news"], engine())                       # reads what the store does not know yet
    question = Question(traveller="Blinken", country="KZ")
    for entry in query(store, engine(), question): ...   # merged, in the order of the itinerary

store, tables   what is kept, and where: Parquet files by any path that fsspec knows
inputs          files, folders and URLs cut into pieces
work            one batch read and kept; child, supervise: in a process that is watched
engines         all cores of this machine, or the workers of a Dask scheduler
index           what a store holds now
adding          the first way in; merging, trips, status: the ways out
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.corpus.adding import SECONDS, add, retry, waiting
from timeline.corpus.engines import Engine, engine
from timeline.corpus.index import Index
from timeline.corpus.merging import merged, read_problems
from timeline.corpus.status import Status, failures, status
from timeline.corpus.store import Store
from timeline.corpus.trips import Question, entries, trips
from timeline.errors import InputError
from timeline.records import Entry, Trips

__all__ = [
    "SECONDS", "Engine", "Index", "Question", "Status", "Store", "add", "build", "engine", "failures", "query",
    "retry", "status", "waiting",
]  # fmt: skip

MOST_ROWS = 250_000
"""Rows that one page can show."""


def query(store: Store, engine: Engine, question: Question, least: float = 0.0) -> Iterator[Entry]:
    """The merged entries that are asked for, one after the other, in the order of the itinerary.

    `least` is the confidence (0..1) below which events are left out of merging.
    """
    found = merged(store, Index(store), engine, least)
    yield from entries(store, found["parts"], question)


def build(store: Store, engine: Engine, question: Question, least: float = 0.0) -> Trips:
    """The trips that have an entry that is asked for, and all problems.

    Raises `InputError` if they have more rows than a page can show.
    """
    found = merged(store, Index(store), engine, least)
    held, rows = [], 0
    for trip in trips(store, found["parts"], question):
        held.append(trip)
        rows += len(trip.entries)
        if rows > MOST_ROWS:
            raise InputError(
                f"{store.url}: more than {MOST_ROWS} rows, too many for one page; ask for fewer by traveller, country "
                "or days, or take the table from `timeline corpus query`"
            )
    return Trips(tuple(held), tuple(read_problems(store, found["problems"])))
