"""Writing files whole or not at all.

parts      temporary files, written out before they take their names
exchange   files that belong together changed in one step, where the system can
journal    the same by renames, which the next process ends if one is killed between them
turns      processes that write into one folder wait for each other
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from timeline.errors import RenderError
from timeline.files import exchange, journal
from timeline.files.journal import JOURNAL
from timeline.files.parts import sweep
from timeline.files.turns import turn

__all__ = ["JOURNAL", "as_bytes", "finish", "write_all", "write_bytes", "write_text"]


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
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with turn(folder) as alone:
                journal.finish(folder)
                if tidy:
                    sweep(folder)
                if not (len(files) > 1 and alone and exchange.change(folder.resolve(), files)):
                    journal.write(folder, files)
        except OSError as err:
            raise RenderError(f"{folder}: cannot be written: {err.strerror or err}") from err


def finish(folder: Path) -> None:
    """Do what a process that was killed left to do in a folder, if anything: call it before reading what it wrote."""
    if (folder / JOURNAL).exists():
        with suppress(OSError), turn(folder):  # a folder that may only be read stays as it is
            journal.finish(folder)


def write_bytes(path: Path, data: bytes | memoryview) -> None:
    """Write `data` to `path`; see `write_all`."""
    write_all({path: data})


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8; see `write_all`."""
    write_all({path: as_bytes(text)})


def as_bytes(text: str) -> bytes:
    """The text as it stands in a file: UTF-8, with lone surrogates kept."""
    return text.encode("utf-8", "surrogatepass")
