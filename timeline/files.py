"""Writing files whole or not at all: to a temporary file beside the target, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from timeline.errors import RenderError


def write_bytes(path: Path, data: bytes | memoryview) -> None:
    """Write `data` to `path`, which afterwards holds the old content or the new, never half of each.

    Raises `RenderError` that names the target if it cannot be written.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:40]}.", delete=False) as file:
            temporary = Path(file.name)
            file.write(data)
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as err:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise RenderError(f"{path}: cannot be written: {err.strerror or err}") from err


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8", "surrogatepass"))
