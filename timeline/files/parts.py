"""Temporary files, which are written out in full before they take a name that anybody reads."""

from __future__ import annotations

import os
import re
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PART = re.compile(r"\.[^/\\\0]+\.[a-z0-9_]{8}\.part")
"""What temporary files are called."""
_STALE = 3600.0
"""Seconds after which a temporary file is the remains of a process that was killed."""


def part(target: Path, data: bytes | memoryview) -> Path:
    """A temporary file beside `target` that holds `data` and is on the disk. Raises `OSError`, leaving none."""
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


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed processes left in a folder whose turn one has.

    One with a second name has taken its place already; another may be what a process is writing that takes no turns.
    """
    for path in folder.glob(".*.part"):
        with suppress(OSError):
            found = path.lstat()
            if PART.fullmatch(path.name) and (found.st_nlink > 1 or time.time() - found.st_mtime > _STALE):
                path.unlink()
