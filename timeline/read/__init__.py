"""Files, folders, standard input and URLs -> dispatches or already extracted events.

Each input gives `ReadResult`s; one that cannot be read gives a result with an `error` and the rest goes on. `READERS`
maps a file name's suffix to the function that reads its bytes; what comes without a name is told by its first bytes or
by the content type of its page.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from timeline.errors import InputError
from timeline.read.apart import read_apart
from timeline.read.formats import looks_like_html, read_html, read_json_lines, read_text
from timeline.read.mail import read_mail
from timeline.read.office import read_docx
from timeline.read.options import DEFAULT, MB, Options
from timeline.read.pdf import read_pdf
from timeline.read.tables import parse_columns, read_csv_events, read_xlsx_events
from timeline.read.urls import fetch
from timeline.read.xml import read_xml
from timeline.records import Dispatch, RawEvent

__all__ = ["DEFAULT", "MB", "READERS", "Options", "ReadResult", "parse_columns", "read_inputs"]

Item = Dispatch | RawEvent
Reader = Callable[[bytes, str, Options], list[Item]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    "": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".eml": read_mail,
    ".rss": read_xml,
    ".atom": read_xml,
    ".xml": read_xml,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv_events,
    ".xlsx": read_xlsx_events,
}
_PLAIN = (read_text, read_csv_events, read_json_lines)
"""Readers whose cost is known, so that they need no process of their own."""
_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES: dict[str, Reader] = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "application/pdf": read_pdf,
    "application/rss+xml": read_xml,
    "application/atom+xml": read_xml,
    "application/xml": read_xml,
    "text/xml": read_xml,
    "message/rfc822": read_mail,
    "text/csv": read_csv_events,
    "application/x-ndjson": read_json_lines,
    f"{_OFFICE}.wordprocessingml.document": read_docx,
    f"{_OFFICE}.spreadsheetml.sheet": read_xlsx_events,
}


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What one input gave: its items, or the one-line error that names it and the cause."""

    name: str
    items: tuple[Item, ...] = ()
    error: str = ""


def read_inputs(
    inputs: Iterable[str], published: date | None = None, options: Options = DEFAULT
) -> Iterator[ReadResult]:
    """Read every input (file, folder, `-` or URL), in order; folders by name, without hidden files.

    `published` is the publication date of those documents that give none themselves. A source name that occurs
    twice is numbered, so that every dispatch is cited by a name of its own.
    """
    seen: dict[str, int] = {}
    for name in inputs:
        for one in _expand(name):
            if isinstance(one, ReadResult):
                yield one
                continue
            try:
                items = _read(one, options)
            except InputError as err:
                yield ReadResult(one, error=str(err))
                continue
            yield ReadResult(one, tuple(_finish(item, published, seen) for item in items))


def _expand(name: str) -> Iterator[str | ReadResult]:
    """The files of a folder by name, and what of it cannot be looked into; any other name as it stands."""
    path = Path(name)
    if name == "-" or _is_url(name) or not _is_folder(path):
        yield name
        return
    closed: list[OSError] = []
    files = sorted(Path(folder, file) for folder, _, names in os.walk(path, onerror=closed.append) for file in names)
    for err in closed:
        yield ReadResult(str(err.filename), error=f"{err.filename}: {(err.strerror or str(err)).lower()}")
    seen = [p for p in files if not any(part.startswith(".") for part in p.relative_to(path).parts)]
    known = [p for p in seen if p.suffix.lower() in READERS and _is_own_file(p, path)]
    if not known and not closed:
        yield name  # an empty folder is told as such by `_read`
    yield from map(str, known)


def _is_own_file(file: Path, folder: Path) -> bool:
    """Whether it is a file that really lies in the folder: a link in it may lead anywhere, and a pipe never ends."""
    try:
        return file.is_file() and (not file.is_symlink() or file.resolve().is_relative_to(folder.resolve()))
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself, before Python 3.13
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, a folder that may not be entered: told when it is opened
        return False


def _is_url(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def _read(name: str, options: Options) -> list[Item]:
    if name == "-":
        return _stdin(options)
    if _is_url(name):
        return _page(name, options)
    path = Path(name)
    if _is_folder(path):
        raise InputError(f"{name}: the folder holds no file of a known kind ({', '.join(s for s in READERS if s)})")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{name}: unknown kind of file; known: {', '.join(s for s in READERS if s)}")
    try:
        with path.open("rb") as file:  # a pipe has no size, and a file may grow
            data = file.read(options.max_bytes + 1)
    except (OSError, ValueError) as err:  # ValueError: a name that holds a null character
        raise InputError(f"{name}: {(getattr(err, 'strerror', None) or str(err)).lower()}") from err
    if not path.suffix:
        reader = _by_content(data)
    return _parsed(reader, data, path.stem, name, options)


def _stdin(options: Options) -> list[Item]:
    if sys.stdin is None:
        raise InputError("-: standard input is closed")
    try:
        data = sys.stdin.buffer.read(options.max_bytes + 1)
    except OSError as err:
        raise InputError(f"-: {(err.strerror or str(err)).lower()}") from err
    return _parsed(_by_content(data), data, "stdin", "-", options)


def _by_content(data: bytes) -> Reader:
    """The reader that the first bytes ask for; text is read as text."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"%PDF"):
        return read_pdf
    if data.startswith(b"PK\x03\x04"):
        return read_xlsx_events if b"xl/workbook.xml" in data else read_docx
    return read_xml if start.startswith((b"<?xml", b"<rss", b"<feed", b"<trips")) else read_text


def _page(url: str, options: Options) -> list[Item]:
    data, kind = fetch(url, options)
    suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    reader = _TYPES.get(kind) or (READERS.get(suffix) if suffix else None) or _by_content(data)
    items = _parsed(reader, data, url, url, options)
    return [replace(item, url=item.url or url) if isinstance(item, Dispatch) else item for item in items]


def _parsed(reader: Reader, data: bytes, source: str, name: str, options: Options) -> list[Item]:
    """The items of the data; an error begins with the name of the input."""
    try:
        options.check_size(len(data))
        if reader is read_text and looks_like_html(data):
            reader = read_html
        items = (_alone if reader in _PLAIN else read_apart)(reader, data, source, options)
        for item in items:
            if isinstance(item, Dispatch):
                options.check_text(item.text)
    except InputError as err:
        raise InputError(f"{name}: {err}") from err
    return items


def _alone(reader: Reader, data: bytes, source: str, options: Options) -> list[Item]:
    return reader(data, source, options)


def _finish(item: Item, published: date | None, seen: dict[str, int]) -> Item:
    if isinstance(item, Dispatch):
        count = seen[item.source] = seen.get(item.source, 0) + 1
        source = item.source if count == 1 else f"{item.source}-{count}"
        return replace(item, source=source, published=item.published or published)
    return replace(item, published=item.published or published)
