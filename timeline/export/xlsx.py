"""An Excel workbook: the itinerary with real dates and numbers, and a sheet of what could not be resolved."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from struct import error
from typing import TYPE_CHECKING, Any

from timeline.errors import RenderError
from timeline.export.common import clean
from timeline.frame import COLUMNS, row
from timeline.records import Trips

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_DAYS = frozenset({"start_date", "end_date", "earliest", "latest"})
_WIDTHS = {"traveller": 22, "place": 22, "evidence": 60, "conflict": 30, "purpose": 30, "role": 22, "trip_id": 24}
_FIRST_YEAR = 1900  # earlier days are unknown to Excel and stay text


def xlsx(trips: Trips) -> bytes:
    """The workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    rows = ([_cell(name, value) for name, value in row(entry).items()] for entry in trips.entries())
    _sheet(book.create_sheet("Itinerary"), COLUMNS, rows)
    problems = ([clean(x) for x in (p.kind, p.message, p.source, p.sentence)] for p in trips.problems)
    _sheet(book.create_sheet("Problems"), ("kind", "message", "source", "sentence"), problems)
    data = io.BytesIO()
    try:
        book.save(data)
    except (ValueError, OverflowError, error) as err:  # a clock that stands before 1980 or after 2107
        raise RenderError(f"the workbook cannot be made: {err}") from err
    return data.getvalue()


def _cell(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in _DAYS and date.fromisoformat(value).year >= _FIRST_YEAR:
        return date.fromisoformat(value)
    return clean(value)


def _sheet(sheet: Worksheet, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for across, name in enumerate(columns, 1):
        sheet.cell(1, across, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(across)].width = _WIDTHS.get(name, 14)
    down = 1
    for down, values in enumerate(rows, 2):
        for across, value in enumerate(values, 1):
            if value in (None, ""):
                continue
            cell = sheet.cell(down, across)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with "=" is no formula
            elif isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{down}"
