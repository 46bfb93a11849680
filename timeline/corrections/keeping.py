"""Whether a folder holds a person's work, so that nothing of it is written over unasked."""

from __future__ import annotations

from pathlib import Path

from timeline.corrections.difference import difference
from timeline.corrections.history import read_base
from timeline.errors import InputError, RenderError
from timeline.files import finish
from timeline.frame import read_csv, row, to_csv

TABLE = "itinerary.csv"


def check_folder(folder: Path, *, source: Path | None = None) -> None:
    """Raises `RenderError` if the table in `folder` was edited by hand and would be lost.

    `source` is the table that is read: its corrections go into what is written. But columns of the person's own would
    not, so that they too are kept from being written over.
    """
    finish(folder)
    table = folder / TABLE
    if not table.exists():
        return
    if source is not None and source.exists() and source.samefile(table):
        others = [p.message for p in read_csv(table).problems if p.kind == "column"]
        if others:
            raise RenderError(f"{others[0]}; write into another folder, or give it up with --overwrite")
        return
    if _edited(table):
        known = (
            "was edited by hand" if read_base(table) else "may be edited by hand, as nothing beside it tells otherwise"
        )
        raise RenderError(f"{table}: {known}; keep it with --corrections {table}, or give it up with --overwrite")


def _edited(table: Path) -> bool:
    """Whether a table is not what the program wrote beside it. What cannot be told counts as edited."""
    base = read_base(table)
    if base is None or base.corrections:
        return True
    try:
        if table.read_text(encoding="utf-8") == to_csv(row(e) for e in base.entries()):
            return False
        found = read_csv(table)
    except (OSError, UnicodeError, InputError):
        return True
    done, gone = difference(base, found)
    return bool(gone or found.problems or any(c.before is None or c.columns for c in done))
