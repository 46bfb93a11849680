"""Writing files whole or not at all: to temporary files beside the targets, then renamed.

Files that belong together change together. Once all are written out, a journal says which temporary file becomes which
target; then they are renamed, and the journal is removed. A process that is killed in between leaves the journal, and
whoever next writes into the folder or reads from it by `finish` does what is left. Two processes that write into one
folder take turns.
"""

from __future__ import annotations

import errno
import json
import os
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from timeline.errors import RenderError

JOURNAL = ".timeline-journal"
_TEMPORARY = re.compile(r"\.[^/\\\0]+\.[a-z0-9_]{8}\.part")
_STALE = 3600.0
"""Seconds after which a temporary file is the remains of a process that was killed."""


def write_all(contents: Mapping[Path, bytes | memoryview], *, tidy: bool = True) -> None:
    """Write several files that belong together: all are written out before the first takes its place.

    Each path afterwards holds the old content or the new, never half of each, and so do all of one folder together.
    Without `tidy` what killed processes left in the folder is not looked for, which takes time where it holds a lot.
    Raises `RenderError` that names the target that cannot be written.
    """
    by_folder: dict[Path, dict[str, bytes | memoryview]] = defaultdict(dict)
    for target, data in contents.items():
        by_folder[target.parent][target.name] = data
    for folder, files in by_folder.items():
        _write_folder(folder, files, tidy)


def _write_folder(folder: Path, files: Mapping[str, bytes | memoryview], tidy: bool) -> None:
    waiting: dict[str, Path] = {}
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _turn(folder):
            _finish(folder)
            if tidy:
                _sweep(folder)
            for name, data in files.items():
                target = folder / name
                waiting[name] = _temporary(target, data)
                if target.is_dir():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if len(waiting) > 1:
                _note(folder / JOURNAL, waiting)
            with _forgotten_on_error(folder / JOURNAL):
                for name, temporary in waiting.items():
                    target = folder / name
                    temporary.replace(target)
            (folder / JOURNAL).unlink(missing_ok=True)
    except OSError as err:
        raise RenderError(f"{target}: cannot be written: {err.strerror or err}") from err
    finally:  # also when interrupted; what has taken its place is no longer there
        if not (folder / JOURNAL).exists():
            for temporary in waiting.values():
                temporary.unlink(missing_ok=True)


@contextmanager
def _forgotten_on_error(journal: Path) -> Iterator[None]:
    """What cannot be renamed now cannot be later: only for a process that is stopped the journal stays."""
    try:
        yield
    except OSError:
        journal.unlink(missing_ok=True)
        raise


def _note(journal: Path, waiting: Mapping[str, Path]) -> None:
    """Write the journal, whole or not at all."""
    data = json.dumps({temporary.name: name for name, temporary in waiting.items()})
    noted = _temporary(journal, data.encode("utf-8", "surrogateescape"))
    try:
        noted.replace(journal)
    finally:
        noted.unlink(missing_ok=True)


def finish(folder: Path) -> None:
    """Do what a process that was killed left to do in a folder, if anything: call it before reading what it wrote."""
    if (folder / JOURNAL).exists():
        with suppress(OSError), _turn(folder):  # a folder that may only be read stays as it is
            _finish(folder)


def _finish(folder: Path) -> None:
    journal = folder / JOURNAL
    for temporary, name in _noted(journal).items():
        # a folder may come from anywhere: only a temporary file of this folder may become a file of this folder
        if _TEMPORARY.fullmatch(temporary) and name == Path(name).name and not name.startswith("."):
            with suppress(FileNotFoundError):  # done before
                (folder / temporary).replace(folder / name)
    journal.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Removes what killed processes left."""
    for path in folder.glob(".*.part"):
        with suppress(OSError):
            if _TEMPORARY.fullmatch(path.name) and time.time() - path.lstat().st_mtime > _STALE:
                path.unlink()


def _noted(journal: Path) -> dict[str, str]:
    try:
        found = json.loads(journal.read_text(encoding="utf-8", errors="surrogateescape"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Waits until no other process writes into the folder, where the system can tell."""
    try:
        import fcntl
    except ImportError:  # Windows, where a folder cannot be locked
        yield
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network's folder may know no locks
            fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _temporary(target: Path, data: bytes | memoryview) -> Path:
    number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    temporary = Path(name)
    try:
        with open(number, "wb") as file:  # noqa: PTH123 - the file is open already
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # else the name may be on the disk before the content
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def write_bytes(path: Path, data: bytes | memoryview) -> None:
    """Write `data` to `path`; see `write_all`."""
    write_all({path: data})


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8; see `write_all`."""
    write_all({path: as_bytes(text)})


def as_bytes(text: str) -> bytes:
    """The text as it stands in a file: UTF-8, with lone surrogates kept."""
    return text.encode("utf-8", "surrogatepass")
