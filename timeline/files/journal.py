"""Renaming files by a journal: what a killed process left to do, the next one that looks at the folder does.

Once all files are written out, a journal says which temporary file becomes which target; then they are renamed, and the
journal is removed.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from timeline.errors import RenderError
from timeline.files.parts import PART, part

JOURNAL = ".timeline-journal"


def write(folder: Path, files: Mapping[str, bytes | memoryview]) -> None:
    """Write the files, by name, into a folder. Raises `RenderError` that names the one that cannot be written."""
    waiting: dict[str, Path] = {}
    target = folder
    try:
        for name, data in files.items():
            target = folder / name
            waiting[name] = part(target, data)
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


def finish(folder: Path) -> None:
    """Do what the journal of a folder says, if there is one. Raises `OSError`."""
    journal = folder / JOURNAL
    for temporary, name in _noted(journal).items():
        # a folder may come from anywhere: only a temporary file of this folder may become a file of this folder
        if PART.fullmatch(temporary) and name == Path(name).name and not name.startswith("."):
            with suppress(FileNotFoundError):  # done before
                (folder / temporary).replace(folder / name)
    journal.unlink(missing_ok=True)


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
    noted = part(journal, data.encode("utf-8", "surrogateescape"))
    try:
        noted.replace(journal)
    finally:
        noted.unlink(missing_ok=True)


def _noted(journal: Path) -> dict[str, str]:
    try:
        found = json.loads(journal.read_text(encoding="utf-8", errors="surrogateescape"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
