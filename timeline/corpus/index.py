"""What a store holds now, as sorted arrays of ids: some tens of bytes in memory for a document, whatever its length.

The version of an input that was read last counts; its parts name contents, and contents name documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from timeline.corpus.ids import SIZE, ident
from timeline.corpus.inputs import mark
from timeline.corpus.store import Store
from timeline.corpus.tables import batches

Array = np.ndarray[Any, Any]
_KIND = f"S{SIZE}"


def ids_of(column: pa.Array) -> Array:
    """A column of ids as an array. Ids that end in zero bytes compare rightly, for all are of one length."""
    start = column.offset * SIZE
    return np.frombuffer(column.buffers()[1], _KIND, len(column), start)


def whole(one: bytes) -> bytes:
    """An id taken from an array, with the zero bytes at its end that the array leaves out."""
    return one.ljust(SIZE, b"\0")


def holds(ids: Array, one: bytes) -> bool:
    """Whether a sorted array has an id."""
    at = int(np.searchsorted(ids, np.bytes_(one)))
    return at < len(ids) and bytes(ids[at]) == one.rstrip(b"\0")


def among(ids: Array, these: Array) -> Array:
    """For each of `these`, whether it is in the sorted array `ids`."""
    if not len(ids):
        return np.zeros(len(these), bool)
    at = np.minimum(np.searchsorted(ids, these), len(ids) - 1)
    return np.asarray(ids[at] == these)


def _joined(parts: Sequence[Array], kind: str) -> Array:
    return np.concatenate(parts) if parts else np.empty(0, kind)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of one file of documents that count."""

    name: str
    rows: Array


class Index:
    """The state of a store when it was loaded."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._load_documents()
        self._load_inputs()

    def _load_documents(self) -> None:
        self.files = self.store.list("documents")
        keys, sources, stories, failed, runs, counts = [], [], [], [], [], []
        places: list[Array] = []
        columns = ("key", "source_id", "story", "error", "run", "count")
        for number, name in enumerate(self.files):
            row = 0
            for batch in batches(self.store, name, columns, 10_000):
                keys.append(ids_of(batch["key"]))
                sources.append(ids_of(batch["source_id"]))
                stories.append(batch["story"].to_numpy(zero_copy_only=False))
                failed.append(pa.compute.not_equal(batch["error"], "").to_numpy(zero_copy_only=False))
                runs.append(batch["run"].to_numpy())
                counts.append(batch["count"].to_numpy())
                places.append(number * 2**40 + np.arange(row, row + batch.num_rows))
                row += batch.num_rows
        self.keys = _joined(keys, _KIND)
        self.sources = _joined(sources, _KIND)
        self.stories = _joined(stories, "bool")
        self.failed = _joined(failed, "bool")
        self.runs = _joined(runs, "int64")
        self.counts = _joined(counts, "int32")
        self._places = _joined(places, "int64")

    def _load_inputs(self) -> None:
        names, versions, runs, contents, part_list, error_list = [], [], [], [], [], []
        pairs: list[tuple[Array, Array]] = []
        columns = ("name_id", "version", "part", "run", "content", "keys", "error")
        for name in self.store.list("inputs"):
            for batch in batches(self.store, name, columns, 10_000):
                names.append(ids_of(batch["name_id"]))
                versions.append(ids_of(batch["version"]))
                runs.append(batch["run"].to_numpy())
                contents.append(ids_of(batch["content"]))
                part_list.append(batch["part"].to_numpy())
                error_list.append(pa.compute.not_equal(batch["error"], "").to_numpy(zero_copy_only=False))
                held = batch["keys"]
                lengths = np.asarray(pa.compute.fill_null(pa.compute.list_value_length(held), -1))
                pairs.append((lengths, ids_of(held.flatten())))
        self.names = _joined(names, _KIND)
        self.versions = _joined(versions, _KIND)
        self.input_runs = _joined(runs, "int64")
        self.contents = _joined(contents, _KIND)
        self.parts = _joined(part_list, "int32")
        self.unread = _joined(error_list, "bool")
        self._lengths = _joined([lengths for lengths, _ in pairs], "int64")
        self._held = _joined([held for _, held in pairs], _KIND)

    @cached_property
    def run(self) -> int:
        """The number of the latest run; 0 for an empty store."""
        return int(max(self.runs.max(initial=0), self.input_runs.max(initial=0)))

    @cached_property
    def current(self) -> Array:
        """For each row of the inputs, whether it counts: a part of the version of its input that was read last.

        Where a part was read several times, the last reading counts.
        """
        found = np.zeros(len(self.names), bool)
        if not len(found):
            return found
        order = np.lexsort((self.versions, self.input_runs, self.names))
        names = self.names[order]
        last = np.append(names[1:] != names[:-1], True)
        group = np.cumsum(np.insert(last[:-1], 0, False))
        order = order[self.versions[order][last][group] == self.versions[order]]
        order = order[np.lexsort((self.input_runs[order], self.parts[order], self.names[order]))]
        names, parts = self.names[order], self.parts[order]
        found[order[np.append((names[1:] != names[:-1]) | (parts[1:] != parts[:-1]), True)]] = True
        return found

    def _pairs(self, rows: Array) -> tuple[Array, Array]:
        """The contents and keys of the chosen rows of the inputs, one pair for each document."""
        lengths = np.maximum(self._lengths, 0)
        wanted = np.repeat(rows, lengths)
        return np.repeat(self.contents, lengths)[wanted], self._held[wanted]

    @cached_property
    def live(self) -> Array:
        """The keys of the documents that the current inputs hold, sorted."""
        contents = np.unique(self.contents[self.current])
        return np.unique(self._pairs(among(contents, self.contents))[1])

    @cached_property
    def _best(self) -> Array:
        """The rows of documents that count, one a key: what was read goes before what failed, then the latest."""
        order = np.lexsort((self._places, -self.runs, self.failed, self.keys))
        keys = self.keys[order]
        first = np.insert(keys[1:] != keys[:-1], 0, True) if len(keys) else np.empty(0, bool)
        return np.sort(order[first])

    @cached_property
    def chosen(self) -> Array:
        """The rows of the documents that are live, one a key."""
        return self._best[among(self.live, self.keys[self._best])]

    @cached_property
    def failing(self) -> Array:
        """The keys of documents that failed and were never read since, sorted."""
        rows = self._best[self.failed[self._best]]
        return np.sort(self.keys[rows])

    @cached_property
    def read(self) -> Array:
        """The keys of documents that were read, with the ids of contents all of whose documents were; sorted."""
        keys = np.unique(self.keys[~self.failed])
        contents, held = self._pairs(~self.unread)
        lost = np.unique(contents[~among(keys, held)])
        complete = np.unique(self.contents[~self.unread & (self._lengths >= 0)])
        return np.union1d(keys, complete[~among(lost, complete)])

    @cached_property
    def twice(self) -> Array:
        """The ids of names by which two different stories are cited, sorted."""
        rows = self.chosen[self.stories[self.chosen]]
        found, counts = np.unique(self.sources[rows], return_counts=True)
        return found[counts > 1]

    def marks(self, without_failures: bool = False) -> Array:
        """The marks of the parts of current versions, sorted; if asked, only of those without any failure."""
        rows = self.current.copy()
        if without_failures:
            contents, held = self._pairs(rows)
            bad = np.unique(contents[among(self.failing, held)])
            rows &= ~self.unread & ~among(bad, self.contents)
        triples = zip(self.names[rows], self.versions[rows], self.parts[rows], strict=True)
        found = [mark(whole(bytes(n)), whole(bytes(v)), int(p)) for n, v, p in triples]
        return np.sort(np.array(found, _KIND)) if found else np.empty(0, _KIND)

    def documents(self) -> Iterator[Chosen]:
        """The rows that count, file by file."""
        places = self._places[self.chosen]
        files = places >> 40
        for number, name in enumerate(self.files):
            rows = places[files == number] & (2**40 - 1)
            if len(rows):
                yield Chosen(name, np.sort(rows).astype(np.int64))

    @cached_property
    def state(self) -> bytes:
        """The id of all that is live."""
        return ident(np.sort(self.keys[self.chosen]).tobytes(), self.failed[self.chosen].tobytes())
