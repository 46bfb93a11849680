"""Files, folders and URLs cut into pieces of work: a file each, or about a megabyte of lines of a JSON Lines file.

A folder is walked as it is read, so that its size does not matter; what its own file system tells of a file (length
and time of change) decides whether it must be opened at all.
"""

# Paths are strings here: a `Path` costs several times as much, for each of millions of files.
# ruff: noqa: PTH100, PTH112, PTH116, PTH119, PTH122

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import msgspec

from timeline.corpus.ids import READING, clean, ident, version
from timeline.errors import InputError
from timeline.read import READERS

LINES = (".jsonl", ".ndjson")
PART = 1024 * 1024
"""Bytes of a JSON Lines file that make one piece: the lines that begin among them."""
_BATCH_FILES, _BATCH_BYTES = 50, 512 * 1024


class Piece(msgspec.Struct, frozen=True):
    """A file or a part of one, before it is opened.

    `path` is what fsspec opens; `label` names the document to readers of the itinerary; `start`..`end` are the bytes
    among which a part's lines begin and `line` is the number of the first of them; `version` is the id of what was
    known of the file without opening it.
    """

    path: str
    label: str
    size: int
    version: bytes
    part: int = 0
    parts: int = 1
    start: int = 0
    end: int = 0
    line: int = 1

    @property
    def mark(self) -> bytes:
        """The id of this version of this part, by which the store knows it again."""
        return mark(ident(self.path), self.version, self.part)


def mark(name: bytes, version: bytes, part: int) -> bytes:
    """The id of one part of one version of an input; `name` is the id of its name."""
    return ident(name, version, str(part))


class File(msgspec.Struct, frozen=True):
    """What a file system tells of a file."""

    path: str
    label: str
    size: int
    changed: str


def pieces(files: Iterable[File], published: str, known: Callable[[bytes], bool]) -> Iterator[Piece]:
    """The pieces of the files that are not `known` by their mark; `published` is the day of what gives none."""
    for file in files:
        yield from _pieces(file, published, known)


def _pieces(file: File, published: str, known: Callable[[bytes], bool]) -> Iterator[Piece]:
    told = ident(file.label, str(file.size), file.changed, published, version(READING))
    if not file.path.lower().endswith(LINES):
        piece = Piece(file.path, file.label, file.size, told)
        if not known(piece.mark):
            yield piece
        return
    parts = max(1, -(-file.size // PART))
    new = [number for number in range(parts) if not known(mark(ident(file.path), told, number))]
    if new:
        lines = _first_lines(file.path, new[-1])
        for number, line in enumerate(lines):
            if number in new:
                start = number * PART
                yield Piece(file.path, file.label, file.size, told, number, parts, start, start + PART, line)


def _first_lines(path: str, last: int) -> Iterator[int]:
    """The number of the first line that begins in each part up to the part `last`."""
    yield 1
    try:
        with fsspec.open(path, "rb") as file:
            line = 2 + file.read(PART - 1).count(b"\n")
            for _ in range(last):
                yield line
                line += file.read(PART).count(b"\n")
    except OSError:
        return  # whoever reads the piece tells of it


def files(inputs: Iterable[str], skip: str = "") -> Iterator[File]:
    """The files that the inputs (file, folder or URL) name; `skip` is a folder that is passed over: the store itself.

    Raises `InputError` for an input that no store can hold.
    """
    for name in inputs:
        yield from _files(name, skip)


def again(path: str, label: str) -> File:
    """A file that was read before, as it is now."""
    if path.startswith(("http://", "https://")):
        return next(_files(path, ""))
    found = next(_remote(path)) if "://" in path else _local_file(path, label)
    return msgspec.structs.replace(found, label=label)


def _files(name: str, skip: str) -> Iterator[File]:
    if name == "-":
        raise InputError("-: standard input has no name by which a store could know it again; add a file or a folder")
    if name.startswith(("http://", "https://")):
        # what a page holds is not known before it is fetched; so it always is
        yield File(name, name, -1, os.urandom(16).hex())
    elif "://" in name:
        yield from _remote(name)
    else:
        yield from _local(os.path.abspath(name), skip)


def _local(path: str, skip: str) -> Iterator[File]:
    if not os.path.isdir(path):
        yield _local_file(path, os.path.splitext(os.path.basename(path))[0])
        return
    found = False
    for file in _walk(path, skip, path):
        found = True
        yield _local_file(file, os.path.splitext(os.path.relpath(file, path))[0].replace(os.sep, "/"))
    if not found:
        yield _local_file(path, os.path.basename(path))  # an empty folder is told as such when it is read


def _local_file(path: str, label: str) -> File:
    try:
        stat = os.stat(path)
    except OSError:
        return File(clean(path), clean(label), 0, "")  # is told when it is read
    return File(clean(path), clean(label), stat.st_size, str(stat.st_mtime_ns))


def _walk(folder: str, skip: str, top: str) -> Iterator[str]:
    """The files of a folder in or below `top`, without links that lead out of it and without what links repeat."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted((e for e in entries if not e.name.startswith(".")), key=lambda e: e.name)
    except OSError:
        yield folder  # one that may not be looked into is told as such when it is read
        return
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            if os.path.realpath(entry.path) != skip:
                yield from _walk(entry.path, skip, top)
        elif entry.is_file() and os.path.splitext(entry.name)[1].lower() in READERS and _inside(entry, top):
            yield entry.path


def _inside(entry: os.DirEntry[str], top: str) -> bool:
    return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(Path(top).resolve())


def _remote(url: str) -> Iterator[File]:
    try:
        fs, root = fsspec.core.url_to_fs(url)
        if not fs.isdir(root):
            yield _remote_file(fs, fs.info(root), posixpath.splitext(posixpath.basename(root))[0])
            return
        for _, _, files in fs.walk(root, detail=True):
            for name, info in sorted(files.items()):
                stem, suffix = posixpath.splitext(posixpath.relpath(info["name"], root))
                if suffix.lower() in READERS and not any(p.startswith(".") for p in (name, *stem.split("/"))):
                    yield _remote_file(fs, info, stem)
    except (ImportError, ValueError) as err:
        raise InputError(f"{url}: cannot be reached: {err}") from None
    except OSError as err:
        raise InputError(f"{url}: {err.strerror or err}") from None


def _remote_file(fs: Any, info: dict[str, Any], label: str) -> File:
    names = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "updated", "created")
    changed = next((str(info[n]) for n in names if info.get(n)), "")
    return File(str(fs.unstrip_protocol(info["name"])), label, int(info.get("size") or 0), changed)


def batched(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces in batches of some seconds' work."""
    batch: list[Piece] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += min(piece.size, PART) if piece.end else max(0, piece.size)
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
