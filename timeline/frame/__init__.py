"""Records <-> tables: the column schema of an itinerary stands once, here."""

from timeline.frame.cells import group
from timeline.frame.schema import COLUMNS, EVENT_COLUMNS, event_row, row, to_frame
from timeline.frame.table import TableRow, neutralise, read_csv, read_rows, restore, to_csv, write_csv

__all__ = [
    "COLUMNS",
    "EVENT_COLUMNS",
    "TableRow",
    "event_row",
    "group",
    "neutralise",
    "read_csv",
    "read_rows",
    "restore",
    "row",
    "to_csv",
    "to_frame",
    "write_csv",
]
