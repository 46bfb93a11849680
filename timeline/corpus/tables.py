"""What a store keeps, as records and as Parquet: documents with what was found in them, and inputs.

Events and problems are kept as JSON beside typed columns: the records travel through the store without loss and are
checked field by field when they come back (msgspec).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from timeline.corpus.ids import SIZE, ident
from timeline.corpus.store import Store
from timeline.errors import InputError
from timeline.records import Problem, TripEvent

_ID = pa.binary(SIZE)


class Document(msgspec.Struct, frozen=True):
    """What was found in one document: `key` is the id of its content, `error` tells why it was set aside.

    `story` is false for rows of a table of events, which may share their source with other documents. `run` counts
    upwards from one `add` to the next; `seconds` is the time that reading took.
    """

    key: bytes
    source: str
    story: bool
    run: int
    events: tuple[TripEvent, ...] = ()
    problems: tuple[Problem, ...] = ()
    error: str = ""
    seconds: float = 0.0


class Held(msgspec.Struct, frozen=True):
    """What one part of one version of an input holds: the id of its bytes, and the documents made of them.

    `label` and `published` are what it was read with. `keys` is None where another input has the same bytes, whose
    documents they are; `error` tells why nothing was read.
    """

    name: str
    label: str
    published: str
    version: bytes
    part: int
    parts: int
    run: int
    content: bytes
    keys: tuple[bytes, ...] | None
    error: str = ""


class Note(msgspec.Struct, frozen=True):
    """A file of the journal."""

    documents: tuple[Document, ...] = ()
    inputs: tuple[Held, ...] = ()


DOCUMENTS = pa.schema(
    [
        ("key", _ID), ("source_id", _ID), ("source", pa.string()), ("story", pa.bool_()), ("run", pa.int64()),
        ("error", pa.string()), ("seconds", pa.float32()), ("count", pa.int32()), ("events", pa.binary()),
        ("problems", pa.binary()),
    ]
)  # fmt: skip
INPUTS = pa.schema(
    [
        ("name_id", _ID), ("name", pa.string()), ("label", pa.string()), ("published", pa.string()),
        ("version", _ID), ("part", pa.int32()), ("parts", pa.int32()), ("run", pa.int64()), ("content", _ID),
        ("keys", pa.list_(_ID)), ("error", pa.string()),
    ]
)  # fmt: skip

_encode = msgspec.json.Encoder().encode
_events = msgspec.json.Decoder(tuple[TripEvent, ...])
_problems = msgspec.json.Decoder(tuple[Problem, ...])
_note = msgspec.json.Decoder(Note)


def _document(row: Document) -> dict[str, Any]:
    return {
        "key": row.key, "source_id": ident(row.source), "source": row.source, "story": row.story, "run": row.run,
        "error": row.error, "seconds": row.seconds, "count": len(row.events), "events": _encode(row.events),
        "problems": _encode(row.problems),
    }  # fmt: skip


def _held(row: Held) -> dict[str, Any]:
    return {
        "name_id": ident(row.name), "name": row.name, "label": row.label, "published": row.published,
        "version": row.version, "part": row.part, "parts": row.parts, "run": row.run, "content": row.content,
        "keys": row.keys, "error": row.error,
    }  # fmt: skip


def events(data: bytes) -> tuple[TripEvent, ...]:
    """The events of a cell. Raises `InputError` for what is none."""
    found: tuple[TripEvent, ...] = _read(_events, data)
    return found


def problems(data: bytes) -> tuple[Problem, ...]:
    """The problems of a cell. Raises `InputError` for what is none."""
    found: tuple[Problem, ...] = _read(_problems, data)
    return found


def _read(decoder: msgspec.json.Decoder[Any], data: bytes) -> Any:
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeError) as err:
        raise InputError(f"the store holds a damaged record: {err}") from None


def write_note(store: Store, name: bytes, note: Note) -> None:
    """Write a file of the journal: from then on, what it holds outlives the process."""
    store.write(f"journal/{name.hex()}.json", _encode(note))


def read_note(store: Store, name: str) -> Note:
    """A file of the journal; an empty note for one that a loss of power has damaged."""
    try:
        return _note.decode(store.read(name))
    except (InputError, msgspec.DecodeError, UnicodeError):
        return Note()


def parquet(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> bytes:
    """Rows as the bytes of a Parquet file."""
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), sink, compression="zstd")
    return sink.getvalue()


def write_segments(store: Store, documents: Iterable[Document], inputs: Iterable[Held]) -> None:
    """Write documents, then the inputs that refer to them, each as one file named by its rows."""
    found = [_document(row) for row in documents]
    if found:
        name = ident(*(part for r in found for part in (r["key"], str(r["run"])))).hex()
        store.write(f"documents/{name}.parquet", parquet(found, DOCUMENTS))
    held = [_held(row) for row in inputs]
    if held:
        name = ident(*(part for r in held for part in (r["name_id"], r["version"], f"{r['part']} {r['run']}"))).hex()
        store.write(f"inputs/{name}.parquet", parquet(held, INPUTS))


def batches(store: Store, name: str, columns: Sequence[str], size: int = 2000) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file of the store, some at a time. Raises `InputError` for a damaged file."""
    try:
        with store.open_file(name) as file:
            # one thread and a small buffer: else whole columns of a file lie in memory
            found = pq.ParquetFile(file, buffer_size=64 * 1024, pre_buffer=False)
            yield from found.iter_batches(batch_size=size, columns=list(columns), use_threads=False)
    except (OSError, pa.ArrowException) as err:
        raise InputError(f"{store.url}/{name}: cannot be read: {err}") from None


_SMALL = 8 * 1024 * 1024
_ROWS = 4000
_MANY = 8


def compact(store: Store, folder: str, schema: pa.Schema) -> None:
    """Put small files of a folder together when there are many, a few rows in memory at a time.

    The new file stands before the old ones go; what stands twice in between does no harm.
    """
    small = [(name, size) for name, size in store.sizes(folder).items() if size < _SMALL]
    group: list[str] = []
    total = 0
    groups = []
    for name, size in small:
        group.append(name)
        total += size
        if total >= 2 * _SMALL:
            groups.append(group)
            group, total = [], 0
    if len(group) > _MANY:
        groups.append(group)
    for members in groups:
        _join(store, folder, members, schema)


def _join(store: Store, folder: str, members: Sequence[str], schema: pa.Schema) -> None:
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        held: list[pa.RecordBatch] = []
        for name in members:
            for batch in batches(store, name, schema.names):
                held.append(batch)
                if sum(b.num_rows for b in held) >= _ROWS:
                    writer.write_table(pa.Table.from_batches(held, schema))
                    held = []
        if held:
            writer.write_table(pa.Table.from_batches(held, schema))
    store.write(f"{folder}/{ident(*members).hex()}.parquet", sink.getbuffer())
    store.remove(members)
