"""Reading inputs into a store: only what it does not know yet, batch by batch, on whatever engine."""

from __future__ import annotations

import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
import numpy as np

from timeline.corpus.engines import Engine
from timeline.corpus.ids import ident
from timeline.corpus.index import Index, holds
from timeline.corpus.inputs import File, Piece, again, batched, files, mark, pieces
from timeline.corpus.jobs import Job
from timeline.corpus.store import Store
from timeline.corpus.tables import DOCUMENTS, INPUTS, Document, Held, batches, compact, read_note, write_segments
from timeline.read import DEFAULT, Options

SECONDS = 60.0
"""The time that one document may take."""
_RECOVERED = 1000  # notes in memory at a time
_COMPACTED = 256  # batches after which their files are put together

Progress = Callable[[dict[str, int]], None]


def add(
    store: Store,
    inputs: Sequence[str],
    engine: Engine,
    *,
    published: str = "",
    seconds: float = SECONDS,
    options: Options = DEFAULT,
    progress: Progress = lambda tally: None,
) -> Counter[str]:
    """Read the inputs that the store does not know, and keep what is found in them.

    `published` is the ISO day of documents that give none; `options` are the limits of what is read. `progress` is
    called after each batch with its tally. The counts: `inputs` read, `unread` of them, `documents`, `failed` of them,
    `events`, `bytes`. Raises `InputError` for an input that no store can hold, `TimelineError` where the program cannot
    work at all.
    """
    recover(store)
    index = Index(store)
    found = _known_pieces(files(inputs, _own(store)), published, index.marks())
    return _read(store, index, found, engine, published, seconds, options, progress)


def retry(
    store: Store,
    engine: Engine,
    *,
    seconds: float = SECONDS,
    options: Options = DEFAULT,
    progress: Progress = lambda tally: None,
) -> Counter[str]:
    """Try again the inputs that could not be read, or that hold documents which failed; counts as for `add`."""
    recover(store)
    index = Index(store)
    marks = index.marks(without_failures=True)
    total: Counter[str] = Counter()
    for published, found in sorted(_failing(store, index, marks).items()):
        wanted = _known_pieces((again(path, label) for path, label in sorted(found)), published, marks)
        total += _read(store, index, wanted, engine, published, seconds, options, progress)
    return total


def _failing(store: Store, index: Index, marks: np.ndarray) -> dict[str, set[tuple[str, str]]]:
    """The names and labels of inputs with failures, by the publication day they were read with."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    current = iter(index.current)
    columns = ("name", "label", "published", "name_id", "version", "part")
    for file in store.list("inputs"):
        for batch in batches(store, file, columns):
            for row in batch.to_pylist():
                if next(current) and not holds(marks, mark(row["name_id"], row["version"], row["part"])):
                    found[row["published"]].add((row["name"], row["label"]))
    return found


def waiting(store: Store, inputs: Sequence[str], published: str = "") -> int:
    """The bytes of the inputs that `add` would read."""
    marks = Index(store).marks()
    found = _known_pieces(files(inputs, _own(store)), published, marks)
    return sum(min(p.size, p.end or p.size) - p.start for p in found if p.size > 0)


def _own(store: Store) -> str:
    return os.path.realpath(store.root) if store.local else ""


def _known_pieces(found: Iterable[File], published: str, marks: np.ndarray) -> Iterator[Piece]:
    return pieces(found, published, lambda one: holds(marks, one))


def _read(
    store: Store,
    index: Index,
    found: Iterable[Piece],
    engine: Engine,
    published: str,
    seconds: float,
    options: Options,
    progress: Progress,
) -> Counter[str]:
    run = max(index.run + 1, time.time_ns())
    total: Counter[str] = Counter()
    tallies = engine.read(_tasks(store, index, batched(found), run, published, seconds, options))
    for number, tally in enumerate(tallies, 1):
        total.update(tally)
        progress(tally)
        if number % _COMPACTED == 0:
            _compact(store)
    if total["inputs"]:
        store.remove(name for name in store.list("work") if name.startswith("work/known-"))
        _compact(store)
    return total


def _compact(store: Store) -> None:
    compact(store, "documents", DOCUMENTS)
    compact(store, "inputs", INPUTS)


def _tasks(
    store: Store,
    index: Index,
    work: Iterable[list[Piece]],
    run: int,
    published: str,
    seconds: float,
    options: Options,
) -> Iterator[tuple[bytes, float]]:
    known = ""
    for number, batch in enumerate(work):
        if number == 0 and len(index.read):
            data = index.read.tobytes()
            known = f"work/known-{ident(data).hex()}"
            store.write(known, data)
        job = Job(store.root if store.local else store.url, run, published, tuple(batch), known, options)
        yield msgspec.msgpack.encode(job), seconds


def recover(store: Store) -> None:
    """Take over what a run that was killed had finished, and clear away what it had begun."""
    names = store.list("journal")
    for start in range(0, len(names), _RECOVERED):
        some = names[start : start + _RECOVERED]
        documents: dict[bytes, Document] = {}
        inputs: list[Held] = []
        for name in some:
            note = read_note(store, name)
            documents |= {d.key: d for d in note.documents}
            inputs += note.inputs
        write_segments(store, documents.values(), inputs)
        store.remove(some)
    store.sweep()
