"""Finds `templates/` and `gazetteer/`, in a wheel and in a source tree alike."""

from __future__ import annotations

from pathlib import Path

from timeline.errors import TimelineError

_PACKAGE = Path(__file__).resolve().parent
# a file that tells the data folder from a code folder of the same name
_MARKERS = {"templates": "page.html", "gazetteer": "layers.toml"}


def folder(name: str) -> Path:
    """The folder `templates` or `gazetteer`: the packaged one where present, else the sibling of the package.

    Raises `TimelineError` if neither stands.
    """
    for candidate in (_PACKAGE / name, _PACKAGE.parent / name):
        if (candidate / _MARKERS[name]).is_file():
            return candidate
    raise TimelineError(f"the {name} folder is missing from this installation")
