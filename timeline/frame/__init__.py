"""Records <-> tables: the column schema of an itinerary stands once, here."""

from timeline.frame.schema import COLUMNS, EVENT_COLUMNS, event_row, row, to_frame
from timeline.frame.table import neutralise, read_csv, restore, to_csv, write_csv

__all__ = [
    "COLUMNS",
    "EVENT_COLUMNS",
    "event_row",
    "neutralise",
    "read_csv",
    "restore",
    "row",
    "to_csv",
    "to_frame",
    "write_csv",
]
