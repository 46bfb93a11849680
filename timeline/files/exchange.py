"""Several files of a folder changed in one step, as seen from the folder's path.

A second folder, hidden beside the first, gets the new files and a link to every other file of the first. Then the two
change places, which Linux does in one step: from then on the path leads to the new files. The first folder, now out of
sight, gets the new files too, and they change places again, so that a shell, a server or a container that is in the
first folder stays in it. Wherever a process is killed, the path leads to a folder that is whole.

    before           path -> first (old)    hidden -> second, being filled
    changed places   path -> second (new)   hidden -> first, being brought up to date
    and again        path -> first (new)    hidden -> second, being removed
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from timeline.files.parts import PART, part
from timeline.files.turns import turn

MOST = 2000
"""Other files and folders in a folder, beyond which linking them all would take too long."""
_HERE, _EXCHANGE = -100, 2
"""Of Linux: paths count from the working folder; two names change places."""


def change(folder: Path, files: Mapping[str, bytes | memoryview]) -> bool:
    """Write the files, by name, into a folder (an absolute path) whose turn the caller has, all in one step.

    Gives False where that cannot be done, and then the folder is as it was: another system than Linux, a file system
    that cannot exchange or link, a parent that may not be written, a mount point, too much else in the folder.
    """
    second, parts = hidden(folder), dict[str, str]()
    if sys.platform != "linux" or os.path.ismount(folder):
        return False
    try:
        clear(folder)
        if any((folder / name).is_dir() for name in files):
            return False
        parts = _fill(folder, second, files)
        with turn(second) as alone:
            if not alone:
                return False
            _swap(folder, second)
            with suppress(OSError):  # what the path leads to is whole by now
                for name, new in parts.items():
                    mine = second / new
                    os.link(folder / new, mine)
                    mine.replace(second / name)
                _swap(folder, second)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            clear(folder)
            for new in parts.values():  # there only where the second folder has had to stay
                (folder / new).unlink(missing_ok=True)
    return True


def hidden(folder: Path) -> Path:
    """Where the second folder of a folder stands."""
    return folder.parent / f".{folder.name}.timeline-part"


def clear(folder: Path) -> None:
    """Remove the hidden second folder, if there is one, and keep what somebody saved in it meanwhile.

    What it shares with others is only unlinked. A file of its own that is newer than the folder's, or that the folder
    has not, was put there while it stood in the folder's place, and is moved into the folder. Raises `OSError`.
    """
    second = hidden(folder)
    if not _ours(second):
        return
    found = [(path, path.lstat()) for path in _below(second)]
    files = [(path, now) for path, now in found if not stat.S_ISDIR(now.st_mode)]
    # temporary files go last: as long as they are there, the new files of a second folder have two names
    for path, now in sorted(files, key=lambda one: bool(PART.fullmatch(one[0].name))):
        twin = folder / path.relative_to(second)
        if now.st_nlink > 1 or PART.fullmatch(path.name) or _saved(twin) >= now.st_mtime_ns:
            path.unlink()
        else:
            twin.parent.mkdir(parents=True, exist_ok=True)
            path.replace(twin)
    for path, now in reversed(found):
        if stat.S_ISDIR(now.st_mode):
            path.rmdir()
    second.rmdir()


def _ours(second: Path) -> bool:
    """Whether it is a folder of this user's: in a folder that all may write, another could have put something there."""
    try:
        found = second.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _saved(path: Path) -> int:
    """When a file was last written to, in nanoseconds; -1 if there is none."""
    try:
        return path.lstat().st_mtime_ns
    except (FileNotFoundError, NotADirectoryError):
        return -1


def _below(folder: Path) -> Iterator[Path]:
    """All that is in a folder, each folder before what it holds; links are not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            yield Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from _below(Path(entry.path))


def _fill(folder: Path, second: Path, files: Mapping[str, bytes | memoryview]) -> dict[str, str]:
    """Make the second folder; gives each new file's other name in it. Raises `OSError`."""
    second.mkdir(mode=0o700)
    _like(folder, second)
    parts = {name: part(second / name, data).name for name, data in files.items()}
    for name, new in parts.items():
        os.link(second / new, second / name)
    for number, path in enumerate(_below(folder)):
        place = path.relative_to(folder)
        if number >= MOST:
            raise OSError(errno.EMLINK, os.strerror(errno.EMLINK))
        if path.is_dir() and not path.is_symlink():
            (second / place).mkdir()
            _like(path, second / place)
        elif str(place) not in files:
            os.link(path, second / place, follow_symlinks=False)
    return parts


def _like(folder: Path, other: Path) -> None:
    """Give a folder the owner, the rights and the attributes of another. Raises `OSError`."""
    now, wanted = other.stat(), folder.stat()
    if (now.st_uid, now.st_gid) != (wanted.st_uid, wanted.st_gid):
        os.chown(other, wanted.st_uid, wanted.st_gid)
    shutil.copystat(folder, other)


def _swap(one: Path, other: Path) -> None:
    """Let two names change places in one step. Raises `OSError` where system or file system cannot."""
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), ctypes.c_uint(_EXCHANGE)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
