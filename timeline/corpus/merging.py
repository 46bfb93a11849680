"""The events of a store merged into trips, block by block, so that no process holds them all.

1. Every file of documents is asked for its surnames; together they say which names must be settled together.
2. The events of every file are dealt out to buckets by their block, as Parquet under `work/`.
3. Every bucket is assembled by itself; its trips become a part under `trips/`, named by the events it was made from,
   so that a bucket that did not change is not assembled again.
"""

from __future__ import annotations

import heapq
import io
import itertools
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from timeline.assemble import assemble
from timeline.assemble.blocks import Surnames, block
from timeline.assemble.rows import first_day
from timeline.corpus.engines import Engine, Local
from timeline.corpus.ids import MERGING, ident, version
from timeline.corpus.index import Chosen, Index, holds
from timeline.corpus.store import Store
from timeline.corpus.tables import batches, events, parquet, problems
from timeline.corpus.trips import TRIPS, trip_rows
from timeline.records import Problem, TripEvent

_BUCKET = 16_384
"""Events that make a bucket, about; a traveller with more of them is merged in one piece all the same."""

_encode = msgspec.json.Encoder().encode
_event = msgspec.json.Decoder(TripEvent)
_EVENTS = pa.schema([("bucket", pa.int32()), ("event", pa.binary())])


@dataclass(frozen=True, slots=True)
class _Share:
    """One file of documents for one worker. `twice` are the ids of names by which several stories are cited."""

    store: str
    chosen: Chosen
    twice: np.ndarray[Any, Any]
    work: str
    least: float
    joined: dict[str, str]
    buckets: int


@dataclass(frozen=True, slots=True)
class _Bucket:
    """One bucket for one worker, with the files that hold its events."""

    store: str
    number: int
    files: tuple[str, ...]


def merged(store: Store, index: Index, engine: Engine, least: float = 0.0) -> dict[str, Any]:
    """The list of the parts that hold the trips of the store as it is, made if they are not there yet.

    `least` is the confidence (0..1) below which events are left out. Keys: `parts` and `problems` (names of files),
    `trips`, `rows`, `documents`, `state`.
    """
    state = ident(index.state, version(MERGING), repr(least)).hex()
    name = f"trips/{state}.json"
    if store.exists(name):
        found: dict[str, Any] = json.loads(store.read(name))
        return found
    if isinstance(engine, Local) and int(index.counts[index.chosen].sum()) < _BUCKET:
        engine = Local(1)  # to begin processes would take longer
    work = f"work/{os.urandom(8).hex()}"  # two who ask at once do not meet
    shares = _shares(store, index, engine, work, least)
    dealt = list(engine.map(deal, shares))
    by_bucket: dict[int, list[str]] = {}
    for file, numbers in sorted(dealt):
        for number in numbers:
            by_bucket.setdefault(number, []).append(file)
    tasks = (_Bucket(_address(store), number, tuple(files)) for number, files in sorted(by_bucket.items()))
    total: Counter[str] = Counter()
    parts = []
    for part, counts in engine.map(assemble_bucket, tasks):
        parts.append(part)
        total.update(counts)
    told = _problems(store, work, [file for file, _ in dealt], parts)
    found = {
        "state": state, "documents": len(index.chosen), "trips": total["trips"], "rows": total["rows"],
        "parts": sorted(parts), "problems": told,
    }  # fmt: skip
    store.write(name, json.dumps(found).encode())
    store.clear(work)
    _drop_old(store, name, found)
    return found


def _address(store: Store) -> str:
    return store.root if store.local else store.url


def _shares(store: Store, index: Index, engine: Engine, work: str, least: float) -> list[_Share]:
    chosen = list(index.documents())
    bare = [_Share(_address(store), one, index.twice, work, least, {}, 1) for one in chosen]
    names = Surnames()
    for found in engine.map(surnames, bare):
        names.add(found)
    buckets = 1
    while buckets * _BUCKET < int(index.counts[index.chosen].sum()):
        buckets *= 2
    joined = names.joined()
    return [replace(share, joined=joined, buckets=buckets) for share in bare]


def _documents(share: _Share) -> Iterator[tuple[list[TripEvent], tuple[Problem, ...], bool]]:
    """Events, problems, and whether it is a story, of each chosen document of a file."""
    store = Store(share.store)
    columns = ("key", "source_id", "source", "story", "events", "problems")
    row = 0
    for batch in batches(store, share.chosen.name, columns):
        rows = share.chosen.rows
        own = rows[np.searchsorted(rows, row) : np.searchsorted(rows, row + batch.num_rows)] - row
        row += batch.num_rows
        for cells in batch.take(pa.array(own)).to_pylist():
            found, told = events(cells["events"]), problems(cells["problems"])
            if cells["story"] and holds(share.twice, cells["source_id"]):
                found, told = _renamed(f"{cells['source']}~{cells['key'].hex()[:8]}", found, told)
            yield [e for e in found if e.confidence >= share.least], told, cells["story"]


def _renamed(
    name: str, found: Sequence[TripEvent], told: Sequence[Problem]
) -> tuple[tuple[TripEvent, ...], tuple[Problem, ...]]:
    """What a document tells, cited by another name."""
    return (
        tuple(replace(e, evidence=replace(e.evidence, source=name)) for e in found),
        tuple(replace(p, source=name) for p in told),
    )


def surnames(share: _Share) -> Surnames:
    """The surnames of one file of documents."""
    names = Surnames()
    for found, _, story in _documents(share):
        names.note(found, whole=story)
    return names.thinned()


def deal(share: _Share) -> tuple[str, list[int]]:
    """Writes the events of one file by bucket, and its problems; returns the file's name and its buckets."""
    store = Store(share.store)
    by_bucket: dict[int, list[bytes]] = {}
    told: list[Problem] = []
    for found, problems_, _ in _documents(share):
        told += problems_
        for event in found:
            number = int.from_bytes(ident(block(event.traveller, share.joined))[:4], "big") % share.buckets
            by_bucket.setdefault(number, []).append(_encode(event))
    name = f"{share.work}/{share.chosen.name.rpartition('/')[2]}"
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, _EVENTS, compression="zstd") as writer:
        for number, rows in sorted(by_bucket.items()):
            writer.write_table(pa.table([pa.array([number] * len(rows), pa.int32()), rows], schema=_EVENTS))
    store.write(name, sink.getvalue())
    store.write(f"{name}.problems", b"".join(sorted(_line(p) for p in told)))
    return name, sorted(by_bucket)


def _line(problem: Problem) -> bytes:
    return _encode((problem.source, problem.kind, problem.message, problem.sentence)) + b"\n"


def assemble_bucket(bucket: _Bucket) -> tuple[str, dict[str, int]]:
    """Assembles the events of one bucket, unless that was done before; returns the part's name and its counts."""
    store = Store(bucket.store)
    found: list[bytes] = []
    for name in bucket.files:
        with store.open_file(name) as file:
            found += pq.read_table(file, filters=[("bucket", "=", bucket.number)])["event"].to_pylist()
    found.sort()
    part = f"trips/{ident(version(MERGING), *found).hex()}"
    if not store.exists(f"{part}.json"):
        trips = assemble([_event.decode(data) for data in found])
        rows = [row for trip in sorted(trips.trips, key=first_day) for row in trip_rows(trip)]
        store.write(f"{part}.parquet", parquet(rows, TRIPS))
        store.write(f"{part}.problems", b"".join(sorted(_line(p) for p in trips.problems)))
        store.write(f"{part}.json", json.dumps({"trips": len(trips.trips), "rows": len(rows)}).encode())
    counts: dict[str, int] = json.loads(store.read(f"{part}.json"))
    return part, counts


def _problems(store: Store, work: str, dealt: Sequence[str], parts: Sequence[str]) -> str:
    """All problems in order in one file, each once; returns its name."""
    names = [f"{name}.problems" for name in (*sorted(dealt), *sorted(parts))]
    sorted_lines = heapq.merge(*(_lines(store, name) for name in names))
    once = [line for line, _ in itertools.groupby(sorted_lines)]
    data = b"".join(once)
    name = f"trips/{ident(data).hex()}.problems"
    store.write(name, data)
    return name


def _lines(store: Store, name: str) -> Iterator[bytes]:
    with store.open_file(name) as file:
        yield from file


def _drop_old(store: Store, name: str, found: dict[str, Any]) -> None:
    """Remove the parts of earlier states."""
    kept = {name, found["problems"]}
    kept |= {f"{part}{suffix}" for part in found["parts"] for suffix in (".json", ".parquet", ".problems")}
    store.remove(other for other in store.list("trips") if other not in kept)


def read_problems(store: Store, name: str) -> Iterable[Problem]:
    """The problems of a file that merging wrote."""
    for line in _lines(store, name):
        source, kind, message, sentence = msgspec.json.decode(line, type=tuple[str, str, str, str])
        yield Problem(kind, message, source, sentence)
