"""Files, folders, standard input and URLs -> dispatches or already extracted events.

Each input gives `ReadResult`s; one that cannot be read gives a result with an `error` and the rest goes on. `READERS`
maps a file name's suffix to the function that reads its bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from timeline.errors import InputError
from timeline.read.formats import read_csv_events, read_html, read_json_lines, read_text
from timeline.read.record import read_xml
from timeline.read.urls import fetch
from timeline.records import Dispatch, RawEvent

__all__ = ["READERS", "ReadResult", "read_inputs"]

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read."""

Item = Dispatch | RawEvent
Reader = Callable[[bytes, str], list[Item]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    "": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv_events,
    ".xml": read_xml,
}


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What one input gave: its items, or the one-line error that names it and the cause."""

    name: str
    items: tuple[Item, ...] = ()
    error: str = ""


def read_inputs(inputs: Iterable[str], published: date | None = None) -> Iterator[ReadResult]:
    """Read every input (file, folder, `-` or URL), in order; folders by name, without hidden files.

    `published` is the publication date of those documents that give none themselves. A source name that occurs
    twice is numbered, so that every dispatch is cited by a name of its own.
    """
    seen: dict[str, int] = {}
    for name in inputs:
        for one in _expand(name):
            try:
                items = _read(one)
            except InputError as err:
                yield ReadResult(one, error=str(err))
                continue
            yield ReadResult(one, tuple(_finish(item, published, seen) for item in items))


def _expand(name: str) -> Iterator[str]:
    path = Path(name)
    if name == "-" or _is_url(name) or not path.is_dir():
        yield name
        return
    files = sorted(p for p in path.rglob("*") if p.is_file())
    seen = [p for p in files if not any(part.startswith(".") for part in p.relative_to(path).parts)]
    known = [p for p in seen if p.suffix.lower() in READERS]
    if not known:
        yield name  # an empty folder is told as such by `_read`
    yield from map(str, known)


def _is_url(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def _read(name: str) -> list[Item]:
    if name == "-":
        return read_text(sys.stdin.buffer.read(MAX_BYTES + 1), "stdin")
    if _is_url(name):
        data, kind = fetch(name, MAX_BYTES)
        items = read_html(data, name) if "html" in kind else read_text(data, name)
        return [replace(item, url=name) if isinstance(item, Dispatch) else item for item in items]
    path = Path(name)
    if path.is_dir():
        raise InputError(f"{name}: the folder holds no file of a known kind ({', '.join(s for s in READERS if s)})")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{name}: unknown kind of file; known: {', '.join(s for s in READERS if s)}")
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{name}: is larger than {MAX_BYTES // 1024 // 1024} MB")
        data = path.read_bytes()
    except OSError as err:
        raise InputError(f"{name}: {(err.strerror or str(err)).lower()}") from err
    try:
        return reader(data, path.stem)
    except InputError as err:
        raise InputError(f"{name}: {err}") from err


def _finish(item: Item, published: date | None, seen: dict[str, int]) -> Item:
    if isinstance(item, Dispatch):
        count = seen[item.source] = seen.get(item.source, 0) + 1
        source = item.source if count == 1 else f"{item.source}-{count}"
        return replace(item, source=source, published=item.published or published)
    return replace(item, published=item.published or published)
