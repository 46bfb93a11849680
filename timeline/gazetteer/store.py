"""Where the index lies: its name from a digest of the data, its folder, and who builds it when it is missing."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import platformdirs

from timeline.errors import GazetteerError
from timeline.gazetteer import layers as layer_files
from timeline.gazetteer.build import BUILDING, FORMAT, TRIE_SUFFIX, UnwritableError, Watch, build
from timeline.gazetteer.dump import layers_of
from timeline.gazetteer.layers import Layer

_log = logging.getLogger(__name__)
_STALE = 86_400.0
"""Seconds after which a building that is not done will not be."""


def cache_folders() -> Iterator[Path]:
    """Where an index may lie, best first: `TIMELINE_CACHE`, else the user's cache folder; then the temporary folder."""
    named = os.environ.get("TIMELINE_CACHE")
    with suppress(RuntimeError):  # there is no home folder
        first = Path(named) if named else Path(platformdirs.user_cache_dir("timeline"))
        if named or first.is_absolute():
            yield first
    if temporary := _temporary():
        user = getattr(os, "getuid", lambda: "user")()
        yield temporary / f"timeline-{user}"


def _temporary() -> Path | None:
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError:  # none that may be written
        return None


def _trusted(folder: Path) -> bool:
    """Whether nobody else can have laid an index into a folder: anybody may make one in the temporary folder."""
    if folder.parent != _temporary() or not hasattr(os, "getuid"):
        return True
    try:
        found = folder.lstat()
    except OSError:
        return True  # not made yet
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def digest(layers: Sequence[Layer]) -> str:
    """A short digest of what the index is made of. Raises `GazetteerError` if a layer is unreadable."""
    total = hashlib.blake2b(f"{FORMAT}".encode(), digest_size=10)
    for layer in layers:
        try:
            total.update(repr((layer.name, layer.role, layer.prefix, layer.kind, layer.aliases)).encode())
            total.update(_mark(layer.path))
        except OSError as error:
            raise GazetteerError(f"{layer.path}: {error}") from error
    return total.hexdigest()


def _mark(path: Path) -> bytes:
    """What tells a file from another version of it: its bytes, or of a packed file its length and its end.

    An .xz file ends with the check sums of all it holds, so that the large ones need not be read at every start.
    """
    with path.open("rb") as stream:
        if path.suffix != ".xz":
            return stream.read()
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - 4096))
        return size.to_bytes(8, "big") + stream.read()


def index_file(layers: Sequence[Layer] | None = None) -> Path:
    """The index of the layers (default: the shipped ones and the user's), built if it is missing.

    Raises `GazetteerError` if it can neither be found nor written anywhere.
    """
    chosen = [*layer_files.shipped(), *layer_files.users()] if layers is None else list(layers)
    name = f"gazetteer-{digest(chosen)}.sqlite"
    folders = list(cache_folders())
    for folder in folders:
        if _trusted(folder) and complete(folder / name):
            return folder / name
    complaints = []
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not _trusted(folder):
                raise PermissionError(errno.EPERM, "belongs to somebody else")
            _sweep(folder)
            _log.info("building the gazetteer index in %s, once; it takes about half a minute", folder)
            build(folder / name, chosen)
            return folder / name
        except UnwritableError as error:
            complaints.append(str(error))
        except OSError as error:
            complaints.append(f"{folder}: {error.strerror or error}")
    raise GazetteerError(
        f"no folder for the gazetteer index can be written ({'; '.join(complaints)}); set TIMELINE_CACHE"
    )


def build_from_dump(dump: Path, target: Path, least: int = 0, watch: Watch = iter) -> int:
    """Builds an index from a dump of GeoNames, the shipped layers and the user's; gives back how many places it holds.

    The dump takes the place of the shipped cities and divisions. `least` leaves out settlements known to have fewer
    people; `watch` as in `build`. Raises `GazetteerError` if the dump is unreadable or `target` not writable; nothing
    half-built is left.
    """
    if not dump.is_file():
        raise GazetteerError(f"{dump}: no such file")
    shipped = [layer for layer in layer_files.shipped() if layer.name not in ("cities", "divisions")]
    countries, rest = [la for la in shipped if la.role == "countries"], [la for la in shipped if la.role != "countries"]
    try:
        return build(target, [*countries, *layers_of(dump, least), *rest, *layer_files.users()], watch)
    except OSError as error:
        raise GazetteerError(f"{target}: {error.strerror or error}") from error


def _sweep(folder: Path) -> None:
    """Removes what a process that was killed while building left behind."""
    for path in folder.glob(f"{BUILDING}*"):
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime > _STALE:
                shutil.rmtree(path, ignore_errors=True)


def complete(path: Path) -> bool:
    """Whether both files of an index are there."""
    return path.is_file() and Path(str(path) + TRIE_SUFFIX).is_file()
