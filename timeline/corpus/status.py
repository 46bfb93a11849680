"""What is in a store, what failed and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from timeline.corpus.index import Index, holds
from timeline.corpus.store import FOLDERS, Store
from timeline.corpus.tables import batches


@dataclass(frozen=True, slots=True)
class Status:
    """Counts over what the current inputs hold; `unfinished` documents were done by a run that was killed."""

    inputs: int
    unread: int
    documents: int
    failed: int
    events: int
    unfinished: int
    size: int


def status(store: Store, index: Index) -> Status:
    """What is in the store; `size` is in bytes."""
    rows = index.chosen
    return Status(
        inputs=len(np.unique(index.names[index.current])),
        unread=int((index.current & index.unread).sum()),
        documents=len(rows),
        failed=int(index.failed[rows].sum()),
        events=int(index.counts[rows].sum()),
        unfinished=len(store.list("journal")),
        size=sum(size for folder in FOLDERS for size in store.sizes(folder).values()),
    )


def failures(store: Store, index: Index) -> Iterator[tuple[str, str]]:
    """Name and reason of each input that could not be read and each document that was set aside."""
    current = iter(index.current)
    for file in store.list("inputs"):
        for batch in batches(store, file, ("name", "error")):
            for row in batch.to_pylist():
                if next(current) and row["error"]:
                    yield row["name"], row["error"].removeprefix(f"{row['name']}: ")
    failing = index.failing
    for chosen in index.documents():
        wanted = set(chosen.rows.tolist())
        number = 0
        for batch in batches(store, chosen.name, ("key", "source", "error")):
            for row in batch.to_pylist():
                if number in wanted and row["error"] and holds(failing, row["key"]):
                    yield row["source"], row["error"]
                number += 1
