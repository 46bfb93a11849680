"""The folder of a store, local or at any place that fsspec reaches: files are written whole or not at all.

    store.json      what this folder is
    journal/        documents finished since their batch began, one small file each
    documents/      Parquet: what was found in each document, by the id of its content
    inputs/         Parquet: which contents each input holds, and which documents each content holds
    trips/          what merging made of the documents, with one list of its parts for each state of the store
    work/           what merging is at, and the ids that are known already; made anew when missing

Every file but `store.json` is named by its content and never changed, so that a second writer or a worker that is run
again can only write the same file once more.
"""

from __future__ import annotations

import json
import posixpath
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from timeline.errors import InputError, RenderError
from timeline.files import write_all

FORMAT = 1
FOLDERS = ("journal", "documents", "inputs", "trips", "work")


class Store:
    """A store by its path or URL.

    Methods raise `InputError` for what is no store or cannot be read, `RenderError` where nothing can be written.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self.fs, self.root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as err:
            raise InputError(f"{url}: cannot be reached: {err}") from None
        self.local = isinstance(self.fs, LocalFileSystem)

    def path(self, name: str) -> str:
        """The full path of a file of the store, for its file system."""
        return posixpath.join(self.root, name)

    def open(self) -> Store:
        """This store, which must be there."""
        try:
            found = json.loads(self.fs.cat_file(self.path("store.json")))
        except (FileNotFoundError, NotADirectoryError):
            raise InputError(f"{self.url}: is no store; `timeline corpus add` makes one") from None
        except (OSError, ValueError) as err:
            raise InputError(f"{self.url}: store.json cannot be read: {err}") from None
        made = found.get("format") if isinstance(found, dict) else None
        if made != FORMAT:
            raise InputError(f"{self.url}: store of format {made!r}; this program reads {FORMAT}")
        return self

    def make(self) -> Store:
        """This store, made if nothing is there yet. Raises `InputError` for a folder that holds something else."""
        if self.fs.exists(self.path("store.json")):
            return self.open()
        held = [posixpath.basename(name.rstrip("/")) for name in self._names("")]
        if self.fs.isfile(self.root) or any(not name.startswith(".") for name in held):
            raise InputError(f"{self.url}: is no store and not empty")
        self.write("store.json", json.dumps({"format": FORMAT}).encode())
        return self

    def write(self, name: str, data: bytes | memoryview) -> None:
        """Write one file whole or not at all (a bucket's object is so by itself)."""
        if self.local:
            write_all({Path(self.path(name)): data}, tidy=False)  # `sweep` does it, once a run
            return
        try:
            self.fs.pipe_file(self.path(name), bytes(data))
        except OSError as err:
            raise RenderError(f"{self.url}/{name}: cannot be written: {err}") from err

    def read(self, name: str) -> bytes:
        """The bytes of one file. Raises `InputError` if it cannot be read."""
        try:
            return bytes(self.fs.cat_file(self.path(name)))
        except OSError as err:
            raise InputError(f"{self.url}/{name}: cannot be read: {err}") from err

    def exists(self, name: str) -> bool:
        """Whether a file is there."""
        return bool(self.fs.exists(self.path(name)))

    def sizes(self, folder: str) -> dict[str, int]:
        """The bytes of each file that `list` gives."""
        held = self._names(folder, detail=True)
        found = {posixpath.basename(info["name"]): int(info.get("size") or 0) for info in held}
        return {f"{folder}/{name}": found[name] for name in sorted(found) if name and not name.startswith(".")}

    def open_file(self, name: str) -> Any:
        """An open file, to be read in pieces."""
        return Path(self.path(name)).open("rb") if self.local else self.fs.open(self.path(name), "rb")

    def _names(self, folder: str, detail: bool = False) -> list[Any]:
        self.fs.invalidate_cache()  # a bucket's file system remembers listings
        try:
            return list(self.fs.ls(self.path(folder) if folder else self.root, detail=detail))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def list(self, folder: str) -> list[str]:
        """The names of a folder's files, sorted, without what a writer that was killed left behind."""
        names = (posixpath.basename(name) for name in self._names(folder))
        return sorted(f"{folder}/{name}" for name in names if name and not name.startswith("."))

    def remove(self, names: Iterable[str]) -> None:
        """Remove files; one that is gone already is no fault."""
        for name in names:
            try:
                if self.local:
                    Path(self.path(name)).unlink(missing_ok=True)
                else:
                    self.fs.rm_file(self.path(name))
            except FileNotFoundError:
                continue

    def sweep(self) -> None:
        """Remove the half-written files of writers that were killed an hour ago or earlier."""
        if not self.local:
            return  # a bucket shows no object before it is whole
        before = time.time() - 3600
        for folder in FOLDERS:
            for path in Path(self.path(folder)).glob(".*"):
                if path.is_file() and path.stat().st_mtime < before:
                    path.unlink(missing_ok=True)

    def clear(self, folder: str) -> None:
        """Remove a folder with all it holds, what a killed writer left behind included."""
        if self.fs.exists(self.path(folder)):
            self.fs.rm(self.path(folder), recursive=True)
