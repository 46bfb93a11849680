"""The itinerary as CSV, written and read without pandas, so that a command that needs no frame does not load it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.errors import InputError
from timeline.files import finish, write_text
from timeline.frame.cells import DAY_COLUMNS, day_order, group, parse_entry
from timeline.frame.schema import COLUMNS, NUMBERS, row
from timeline.records import Entry, Problem, Trips

# signs that make a spreadsheet take a cell for a formula, the last four in their full-width forms; and what it passes
# over before them: quotation marks, and characters that cannot be seen
_SIGN = "[-=+@\uff1d\uff0b\uff0d\uff20]"
_UNSEEN = "['\"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*"
# a cell begins with the text, and within it where a spreadsheet splits lines at semicolons or tabs, as many do
_BEGINS = rf"\A(?={_UNSEEN}(?:[\t\r\n]|{_SIGN}))|(?<=[;\t\r\n])(?={_UNSEEN}{_SIGN})"
_RISKY = re.compile(_BEGINS)
_MARKED = re.compile(_BEGINS.replace("(?=", "'(?="))
_REQUIRED = ("traveller", "place")
_MOST_BYTES = 512 << 20


def neutralise(text: str) -> str:
    """An apostrophe stands before each place where a spreadsheet would begin to read a formula.

    So it does before apostrophes followed by such a sign, so that `restore` gives every text back.
    """
    return _RISKY.sub("'", text)


def restore(cell: str) -> str:
    """The text that `neutralise` made the cell from."""
    return _MARKED.sub("", cell)


class _Lines:
    """Takes what `csv.writer` writes with CRLF line ends, which make it quote a lone CR too, and ends lines with LF."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> int:
        self.lines.append(line[:-2] + "\n")
        return len(line)


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> str:
    """Rows as CSV text (RFC 4180 with LF line ends, header row); text cells are safe to open in a spreadsheet."""
    out = _Lines()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for cells in rows:
        writer.writerow([_cell(name, cells.get(name)) for name in columns])
    return "".join(out.lines)


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    return str(value) if name in NUMBERS else neutralise(str(value))


def write_csv(trips: Trips, path: Path) -> None:
    """Write the itinerary as UTF-8 CSV. Raises `RenderError` if `path` cannot be written."""
    write_text(Path(path), to_csv(row(e) for e in trips.entries()))


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of an itinerary's table: where it begins, the number it gives itself (None: none) and its entry."""

    line: int
    seq: float | None
    entry: Entry


def read_rows(path: Path) -> tuple[list[TableRow], list[Problem]]:
    """The rows of an itinerary in the order in which they stand, and a problem for each column that is not known.

    A byte order mark, semicolons or tabs for commas, decimal commas and dates such as 28/02/2023 are understood.
    Raises `InputError` that names the file, the line and the column of a cell that cannot be read.
    """
    path = Path(path)
    table = list(_rows(_text(path), str(path)))
    order = day_order((cells.get(n, "") for _, cells in table for n in DAY_COLUMNS), str(path))
    rows = [TableRow(line, *parse_entry(cells, f"{path}: line {line}", order)) for line, cells in table]
    others = dict.fromkeys(name for _, cells in table for name in cells if name not in COLUMNS)
    told = [
        Problem("column", f"{path}: column {n!r} is none of an itinerary and is left out", str(path)) for n in others
    ]
    return rows, told


def read_csv(path: Path) -> Trips:
    """Read an itinerary that `write_csv` wrote and perhaps a person edited in a spreadsheet; see `read_rows`."""
    rows, problems = read_rows(path)
    found = group([(row.seq, row.entry) for row in rows], str(path))
    return Trips(found.trips, (*problems, *found.problems))


def _text(path: Path) -> str:
    finish(path.parent)
    try:
        with path.open("rb") as file:  # a device or a pipe may never end
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise InputError(f"{path}: is larger than {_MOST_BYTES >> 20} MB")
        text = data.decode("utf-8-sig", "surrogatepass")
    except OSError as err:
        raise InputError(f"{path}: cannot be read: {err.strerror or err}") from err
    except UnicodeDecodeError as err:
        raise InputError(f"{path}: is not UTF-8 text; save it as 'CSV UTF-8'") from err
    if not text.strip():
        raise InputError(f"{path}: is empty")
    return text


def _header(cells: Sequence[str], path: str) -> list[str]:
    names = [c.strip().lower() for c in cells]
    missing = [n for n in _REQUIRED if n not in names]
    if missing:
        raise InputError(f"{path}: is no itinerary: column {missing[0]!r} is missing")
    twice = [n for i, n in enumerate(names) if n and n in names[:i]]
    if twice:
        raise InputError(f"{path}: line 1: column {twice[0]!r} stands twice")
    return names


def _rows(text: str, path: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The line on which each row begins, and its cells by column; rows without any text are passed over."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # a sentence may be longer than the default limit
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins, names = 1, None
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if not any(c.strip() for c in cells):
                continue
            if names is None:
                names = _header(cells, path)
            elif any(c.strip() for c in cells[len(names) :]):
                raise InputError(f"{path}: line {line}: has {len(cells)} cells, but the header has {len(names)}")
            else:
                yield line, {n: restore(c) for n, c in zip(names, cells, strict=False) if n}
    except csv.Error as err:
        raise InputError(f"{path}: line {begins}: {err}") from err
