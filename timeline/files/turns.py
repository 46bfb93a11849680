"""Processes that write into one folder take turns."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def turn(folder: Path) -> Iterator[bool]:
    """Wait until no other process writes into the folder; gives whether the system could tell.

    A network's folder may know no locks, and on Windows a folder cannot be locked.
    """
    try:
        import fcntl
    except ImportError:
        yield False
        return
    alone = False
    while True:
        number = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):
                fcntl.flock(number, fcntl.LOCK_EX)
                alone = True
            if alone and not _leads_to(folder, number):
                continue  # another folder has taken this one's place while it was waited for
            yield alone
            return
        finally:
            os.close(number)


def _leads_to(folder: Path, number: int) -> bool:
    """Whether the path leads to the open folder."""
    try:
        return os.path.samestat(os.fstat(number), folder.stat())
    except FileNotFoundError:
        return False
