"""Writing files whole or not at all: to a temporary file beside the target, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from timeline.errors import RenderError


def write_all(contents: Mapping[Path, bytes | memoryview]) -> None:
    """Write several files that belong together: all are written out before the first takes its place.

    Each path afterwards holds the old content or the new, never half of each. Raises `RenderError` that names the
    target that cannot be written.
    """
    waiting: dict[Path, Path] = {}
    target = Path()
    try:
        for target, data in contents.items():
            waiting[target] = _temporary(target, data)
        for target, temporary in waiting.items():
            temporary.replace(target)
    except OSError as err:
        raise RenderError(f"{target}: cannot be written: {err.strerror or err}") from err
    finally:  # also when interrupted; what has taken its place is no longer there
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def _temporary(target: Path, data: bytes | memoryview) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    temporary = Path(name)
    try:
        with open(number, "wb") as file:  # noqa: PTH123 - the file is open already
            file.write(data)
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
