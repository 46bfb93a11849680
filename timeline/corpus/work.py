"""One batch of pieces, read and kept: this runs in a process that may be killed at any moment."""

from __future__ import annotations

import posixpath
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

import fsspec
import msgspec
import numpy as np

from timeline import pipeline
from timeline.corpus.ids import READING, clean, ident, version
from timeline.corpus.inputs import LINES, Piece, mark
from timeline.corpus.jobs import Job, Step
from timeline.corpus.store import Store
from timeline.corpus.tables import Document, Held, Note, read_note, write_note, write_segments
from timeline.errors import GazetteerError, InputError
from timeline.read import READERS, Options, read_inputs
from timeline.records import Dispatch, Problem, RawEvent, TripEvent

Item = Dispatch | RawEvent
Chunk = tuple[bytes, str, list[Item], int]
"""A document: its key, its name, its items, and the position of the first of them."""
_ROWS = 500  # rows of somebody's table that make one document


class Known:
    """The ids that a store had when the run began, sorted, in a file: looked up without being loaded where possible."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name

    @cached_property
    def _ids(self) -> np.ndarray:
        if not self._name:
            return np.empty(0, "S16")
        if self._store.local:
            return np.memmap(self._store.path(self._name), "S16", "r")
        return np.frombuffer(self._store.read(self._name), "S16")

    def __contains__(self, one: bytes) -> bool:
        at = int(np.searchsorted(self._ids, np.bytes_(one)))
        return at < len(self._ids) and bytes(self._ids[at]) == one.rstrip(b"\0")


class _Worker:
    """The state of one batch."""

    def __init__(self, job: Job, folder: Path) -> None:
        self.job = job
        self.folder = folder  # for what must be a file to be read
        self.store = Store(job.store)
        self.published = date.fromisoformat(job.published) if job.published else None
        self.known = Known(self.store, job.known)
        self.journal = set(self.store.list("journal"))
        self.documents: dict[bytes, Document] = {}
        self.inputs: list[Held] = []
        self.lost: list[bytes] = []  # lines of the piece in hand that could not be read

    def run(self) -> Iterator[Step]:
        for piece in self.job.pieces:
            yield Step("piece", piece.mark, piece.path)
            yield from self._piece(piece)
        write_segments(self.store, self.documents.values(), self.inputs)
        ids = (*self.documents, *(mark_of(one) for one in self.inputs))
        self.store.remove(f"journal/{one.hex()}.json" for one in ids)
        yield Step("end", tally=self._tally())

    def _tally(self) -> dict[str, int]:
        found = self.documents.values()
        return {
            "inputs": len(self.inputs), "unread": sum(bool(h.error) for h in self.inputs), "documents": len(found),
            "failed": sum(bool(d.error) for d in found), "events": sum(len(d.events) for d in found),
            "bytes": sum(min(p.size, p.end or p.size) - p.start for p in self.job.pieces if p.size > 0),
        }  # fmt: skip

    def _piece(self, piece: Piece) -> Iterator[Step]:
        """Reads one piece, notes each document as soon as it is done, and the piece after its last."""
        note = self._noted(piece.mark)
        if note.inputs:  # done before the process that did it was killed
            self.inputs += note.inputs
            self.documents |= {d.key: d for d in note.documents}
            return
        content, chunks, error = self._opened(piece)
        fresh = [self.documents[key] for key in self.lost]
        for key, source, items, position in chunks or ():
            if key in self.documents or key in self.known:
                continue
            yield Step("document", key, source)
            document = self._noted_document(key) or self._read(key, source, items, position)
            self.documents[key] = document
            if chunks and len(chunks) == 1:
                fresh.append(document)  # one note is enough for a file of one document
            else:
                write_note(self.store, key, Note((document,)))
        keys = None if chunks is None else tuple(dict.fromkeys((*(chunk[0] for chunk in chunks), *self.lost)))
        held = Held(
            piece.path, piece.label, self.job.published, piece.version, piece.part, piece.parts, self.job.run, content,
            keys, error,
        )  # fmt: skip
        self.inputs.append(held)
        write_note(self.store, piece.mark, Note(tuple(fresh), (held,)))

    def _opened(self, piece: Piece) -> tuple[bytes, list[Chunk] | None, str]:
        """What `_open` gives, or why it gives nothing: a file that a library stumbles over does not stop the others."""
        self.lost = []
        nothing = ident(piece.mark)
        if piece.mark in self.job.aside:
            return nothing, None, self.job.aside[piece.mark]
        try:
            return (*self._open(piece), "")
        except InputError as err:
            return nothing, None, clean(str(err))
        except Exception as err:
            return nothing, None, clean(f"{type(err).__name__}: {err}")

    def _noted(self, name: bytes) -> Note:
        path = f"journal/{name.hex()}.json"
        return read_note(self.store, path) if path in self.journal else Note()

    def _noted_document(self, key: bytes) -> Document | None:
        return next(iter(self._noted(key).documents), None)

    def _read(self, key: bytes, source: str, items: Sequence[Item], position: int) -> Document:
        """What one document tells; whatever goes wrong is told of it by name, and the rest goes on."""
        story = isinstance(items[0], Dispatch)
        begun = time.perf_counter()
        events: list[TripEvent] = []
        problems: list[Problem] = []
        error = self.job.aside.get(key, "")
        if not error:
            try:
                for number, item in enumerate(items, position):
                    found, told = _found(item, number)
                    events += found
                    problems += told
            except (GazetteerError, MemoryError):
                raise  # no fault of the document
            except Exception as err:
                error = clean(f"{type(err).__name__}: {err}")
                events, problems = [], []
        spent = time.perf_counter() - begun
        return Document(key, source, story, self.job.run, tuple(events), tuple(problems), error, round(spent, 4))

    def _open(self, piece: Piece) -> tuple[bytes, list[Chunk] | None]:
        """The id of what a piece holds, and its documents, or None where the store has them by that id."""
        head = (piece.label, self.job.published, version(READING))
        if piece.size < 0:
            items = _page(piece.path, self.job.options)
            return ident(piece.path, msgspec.json.encode(items), *head), self._documents(piece, items)
        if piece.end:
            data = _lines(piece, self.job.options.max_bytes)
            content = ident("lines", str(piece.line), data, *head)
            return content, None if content in self.known else self._documents(piece, self._records(piece, data))
        local = _local_path(piece.path)
        if local is None:
            local = self.folder / (posixpath.basename(piece.path) or "page")
            _copy(piece.path, local, self.job.options.max_bytes)
        return self._file(piece, local, head)

    def _file(self, piece: Piece, path: Path, head: tuple[str, str, bytes]) -> tuple[bytes, list[Chunk] | None]:
        content = ident(piece.mark)
        if path.is_file() and path.suffix.lower() in READERS and piece.size <= self.job.options.max_bytes:
            try:
                content = ident(path.suffix, path.read_bytes(), *head)
            except OSError as err:
                raise InputError(f"{piece.path}: {(err.strerror or str(err)).lower()}") from err
            if content in self.known:
                return content, None
        try:
            items = _items(path, self.job.options)
        except InputError as err:
            raise InputError(f"{piece.path}: {err}") from None
        if len(items) == 1 and isinstance(items[0], Dispatch) and items[0].source == path.stem:
            items = [replace(items[0], source=piece.label)]
        return content, self._documents(piece, items)

    def _records(self, piece: Piece, data: bytes) -> list[Item]:
        """The items of some lines; a line that cannot be read is set aside, and the others count."""
        name = ident(data).hex()
        path = self.folder / f"{name}{LINES[0]}"

        def read(lines: bytes, first: int) -> list[Item]:
            path.write_bytes(lines)
            return [_renamed(item, name, piece.label, first) for item in _items(path, self.job.options)]

        if not data.strip():
            return []
        try:
            return read(data, piece.line)
        except InputError:
            items: list[Item] = []
            for number, line in enumerate(data.split(b"\n"), piece.line):
                try:
                    items += read(line, number) if line.strip() else []
                except InputError as err:
                    told = str(err).removeprefix("line 1: ")
                    key = ident(piece.mark, str(number))
                    where = f"{piece.label} line {number}"
                    self.documents[key] = Document(key, where, False, self.job.run, error=clean(told))
                    self.lost.append(key)
            return items
        finally:
            path.unlink()

    def _documents(self, piece: Piece, items: Sequence[Item]) -> list[Chunk]:
        """Key, name, items and position of the first of them: each story by itself, rows of a table in lots."""
        chunks: list[tuple[str, list[Item], int]] = []
        for number, item in enumerate(items):
            day = item.published or self.published
            item = replace(item, published=day)
            if isinstance(item, Dispatch):
                chunks.append((clean(item.source), [item], number))
            elif chunks and isinstance(chunks[-1][1][-1], RawEvent) and len(chunks[-1][1]) < _ROWS:
                chunks[-1][1].append(item)
            else:
                chunks.append((piece.label, [item], number))
        base = version(READING)
        return [
            (ident(base, str(0 if isinstance(held[0], Dispatch) else at), repr(held)), source, held, at)
            for source, held, at in chunks
        ]


def mark_of(held: Held) -> bytes:
    """The mark of the piece that was read."""
    return mark(ident(held.name), held.version, held.part)


def get_ready() -> None:
    """Load what is loaded at first use and build the gazetteer's index if need be: no document is to pay for it."""
    pipeline.events_of(Dispatch("Anna Berg arrived in Vienna on Monday.", date(2023, 7, 27)))


def run(job: Job) -> Iterator[Step]:
    """Read and keep a batch, telling each step before it is taken.

    What was done before the process was killed is taken from the journal. Raises `GazetteerError` where the program
    cannot work at all, `RenderError` where the store cannot be written.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield from _Worker(job, Path(folder)).run()


def _found(item: Item, number: int) -> tuple[list[TripEvent], list[Problem]]:
    if isinstance(item, Dispatch):
        return pipeline.events_of(item)
    return pipeline.events_of_row(item, number)


def _page(url: str, options: Options) -> list[Item]:
    results = list(read_inputs([url], None, options))
    for error in (result.error for result in results if result.error):
        raise InputError(error)
    return [item for result in results for item in result.items]


def _renamed(item: Item, stem: str, label: str, first: int) -> Item:
    """An item of a part of a file, which was named by its line there, named by its line in the whole file."""
    match = re.fullmatch(rf"{stem}-(\d+)", item.source)
    return replace(item, source=f"{label}-{int(match[1]) + first - 1}") if match else item


def _local_path(path: str) -> Path | None:
    return None if "://" in path else Path(path)


def _copy(url: str, target: Path, most: int) -> None:
    try:
        with fsspec.open(url, "rb") as source:
            target.write_bytes(source.read(most + 1))
    except OSError as err:
        raise InputError(f"{url}: {err.strerror or err}") from err


def _lines(piece: Piece, most: int) -> bytes:
    """The lines that begin in a part of a file."""
    try:
        with fsspec.open(piece.path, "rb") as file:
            at = piece.start
            if at:
                file.seek(at - 1)
                at += len(file.readline()) - 1
            lines = []
            while at < piece.end:
                line = file.readline(most)
                if not line:
                    break
                lines.append(line)
                at += len(line)
            return b"".join(lines)
    except OSError as err:
        raise InputError(f"{piece.path}: {(err.strerror or str(err)).lower()}") from err


def _items(path: Path, options: Options) -> list[Item]:
    """The items of a file. Raises `InputError` with what is wrong, without the file's name."""
    items: list[Item] = []
    for result in read_inputs([str(path)], None, options):
        if result.error:
            raise InputError(result.error.removeprefix(f"{path}: "))
        items += result.items
    return items
