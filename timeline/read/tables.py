"""Tables of events that somebody else extracted: CSV and Excel workbooks, under our headings or a person's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from timeline.errors import InputError
from timeline.read.formats import decode
from timeline.read.office import check_package
from timeline.read.options import DEFAULT, Options
from timeline.read.rows import ALIASES, FIELDS, raw_event
from timeline.records import Dispatch, RawEvent

_MOST_COLUMNS, _MOST_EMPTY = 200, 20_000
_NEEDED = ("date", "event", "place", "traveller")


class _Heading:
    """Which cell of a row holds which field. Raises `InputError` where a field that is needed has none."""

    def __init__(self, cells: Sequence[str], mapping: Mapping[str, str]) -> None:
        names = [" ".join(cell.split()).lower() for cell in cells]
        wanted = {field: " ".join(name.split()).lower() for field, name in mapping.items()}
        for name in wanted.values():
            if name not in names:
                raise InputError(f"line 1: column {name!r} is missing (it is named in --columns)")
        self._at = {field: names.index(name) for field, name in wanted.items()}
        for at, name in enumerate(names):
            field = ALIASES.get(name, name)
            if field in FIELDS and name not in wanted.values():
                self._at.setdefault(field, at)
        needed = [field for field in _NEEDED if field != "event" or not mapping]
        missing = [field for field in needed if field not in self._at]
        if missing:
            hint = f"needed: {', '.join(needed)}; --columns {missing[0]}=HEADING names another"
            raise InputError(f"line 1: column {missing[0]!r} is missing ({hint})")

    def record(self, cells: Sequence[str]) -> dict[str, str]:
        return {field: cells[at].strip() for field, at in self._at.items() if at < len(cells)}


def parse_columns(text: str) -> dict[str, str]:
    """The mapping of a person's "place=city,start=from"; fields may go by their other names.

    Raises `InputError` for a field that no event has and for one without a heading.
    """
    found: dict[str, str] = {}
    for pair in filter(str.strip, text.split(",")):
        field, _, heading = (part.strip() for part in pair.partition("="))
        field = ALIASES.get(field.lower(), field.lower())
        if field not in FIELDS or not heading:
            raise InputError(f"{pair.strip()!r} is not of the form FIELD=HEADING; the fields are {', '.join(FIELDS)}")
        found[field] = heading
    return found


def read_csv_events(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """A table with at least the columns traveller, event, place and date, or those that `options.columns` names."""
    text = decode(data)
    head = text.split("\n", 1)[0]
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))

    def numbered() -> Iterator[tuple[int, list[str]]]:
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as err:
            raise InputError(f"line {reader.line_num}: {err}") from None

    return _events(numbered(), name, options, None)


def read_xlsx_events(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """The first sheet of a workbook that is such a table; rows that name no publication day take the workbook's own."""
    check_package(data, options)
    import openpyxl  # loads slowly

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        made = book.properties.created or book.properties.modified
        sheets = [_rows(sheet) for sheet in book.worksheets]
        book.close()
    except InputError:
        raise
    except Exception as err:  # the library raises whatever a damaged part makes it stumble over
        raise InputError(f"is no sound workbook: {err}") from err
    problem = InputError("is a workbook without any row")
    for rows in sheets:
        try:
            return _events(iter(rows), name, options, made.date() if made else None)
        except InputError as err:
            if rows:
                problem = err
            if not str(err).startswith("line 1: column"):
                break
    raise problem


def _rows(sheet: Any) -> list[tuple[int, list[str]]]:
    """The rows that hold something. Raises `InputError` where the sheet goes on and on with nothing in it."""
    if not hasattr(sheet, "reset_dimensions"):  # a chart
        return []
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    found: list[tuple[int, list[str]]] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), 1):
        cells = [_said(value) for value in row]
        if any(cells):
            found.append((number, cells))
        elif number - (found[-1][0] if found else 0) > _MOST_EMPTY:
            raise InputError(f"has more than {_MOST_EMPTY:,} empty rows after row {number - _MOST_EMPTY - 1}")
    return found


def _said(value: Any) -> str:
    """A cell as a person would write it: days as ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _events(
    rows: Iterable[tuple[int, list[str]]], name: str, options: Options, published: date | None
) -> list[Dispatch | RawEvent]:
    heading: _Heading | None = None
    items: list[Dispatch | RawEvent] = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if heading is None:
            heading = _Heading(cells, options.columns)
            continue
        try:
            items.append(raw_event(heading.record(cells), name, published))
        except InputError as err:
            raise InputError(f"line {line}: {err}") from None
    if heading is None:
        raise InputError("is empty")
    return items
