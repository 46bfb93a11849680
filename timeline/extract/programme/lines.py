"""The lines of a text as a programme has them: a day, a time and what is left, in columns or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from timeline.extract.programme.days import Found, day_at

_BULLET = re.compile(r"[ \t]*(?:[|>*•·‣▪○–—-][ \t]*)*(?:\(?[a-z0-9]{1,2}\)[ \t]+)?")
_TIME = re.compile(
    r"(?:(?:from|at|by|ca\.?|approx\.?|about|c\.)[ ])?"
    r"(?:[012]?\d[:.h][0-5]\d(?![\d.])(?:[ ]?[ap]\.?m\.?)?|[012]\d[0-5]\d(?=[ ]?(?:[-–/|]|hrs|hours|h\b|lt\b|z\b"
    r"|[ap]m\b|$|[ ]|\t|[A-Z(]))"
    r"|[01]?\d[ ]?[ap]\.?m\b\.?|[ap]\.?m\.?(?=[ ]{1,}|:|$)|(?:early[ ]|late[ ]|mid-?)?(?:morning|afternoon|evening"
    r"|noon|midday|midnight|night)(?=[ ]*[:|]|[ ]{2,})"
    r"|tb[adc]\b)"
    r"(?:[ ]?(?:hrs|hours|h|uhr|lt|local(?: time)?|gmt|utc|cet|cest|est|edt|ist|z)\b\.?)?",
    re.IGNORECASE,
)
_TO = re.compile(r"[ ]*(?:[-–—/]|to|until)[ ]*", re.IGNORECASE)
_ASIDE = re.compile(r"[ ]*\([^()\n]{0,40}\d[^()\n]{0,40}\)")
_GAP = re.compile(r"[ \t,.:;|–—-]*")
_COLUMN = re.compile(r"[ ]{2,}|\t+")
_RULE = re.compile(r"[\s|:+=_*-]+$")


@dataclass(slots=True)
class Line:
    """One line: where it stands, the day and the time that open it, and where its own text begins."""

    start: int
    end: int
    text: str
    at: int = 0  # where what is told begins
    day: Found | None = None
    timed: bool = False
    time: str = ""
    bullet: bool = False
    indent: int = 0
    cells: list[tuple[int, int]] = field(default_factory=list)  # offsets of its columns, where it has several

    @property
    def rest(self) -> str:
        """What is told behind day and time."""
        return self.text[self.at - self.start :].strip(" \t|*_#")

    @property
    def blank(self) -> bool:
        """Whether the line says nothing: empty, or a rule of a table."""
        return not self.text.strip() or bool(_RULE.fullmatch(self.text))

    @property
    def tabled(self) -> bool:
        """Whether the line is a row of a table."""
        return "|" in self.text


def lines(text: str, year: int) -> Iterator[Line]:
    """The lines of a text in order; `year` is about when the programme is."""
    at = 0
    for raw in text.split("\n"):
        line = Line(at, at + len(raw), raw, at)
        at += len(raw) + 1
        if not line.blank:
            _open(text, line, year)
            line.cells = list(_cells(line))
        yield line


def _open(text: str, line: Line, year: int) -> None:
    """Read what opens the line."""
    head = _BULLET.match(text, line.start, line.end)
    assert head is not None
    line.bullet = re.search(r"[•·‣▪○>–—-]|\*(?!\*)[ \t]", head.group()) is not None
    line.indent = len(line.text) - len(line.text.lstrip())
    at = head.end()
    while at < line.end:
        found = day_at(text, at, line.end, year) if line.day is None else None
        if found is not None and not _sane(text, found, line.end):
            found = None
        if found is not None:
            gap = _GAP.match(text, found.end, line.end)
            # the weekday may stand in a column of its own, before the date
            if found.bare and gap is not None:
                behind = day_at(text, gap.end(), line.end, year)
                if behind is not None and behind.weekday is None:
                    found = replace(behind, start=found.start, weekday=found.weekday, count=None)
            line.day, at = found, found.end
        else:
            time = _TIME.match(text, at, line.end)
            if time is None or (line.timed and not time.group()[0].isdigit()):
                break
            at = _time_end(text, time, line.end)
            line.time = line.time or time.group()
            line.timed = True
        gap = _GAP.match(text, at, line.end)
        at = gap.end() if gap else at
    line.at = at


def _sane(text: str, found: Found, end: int) -> bool:
    """Whether a bare number with dots is a day and not a time ("12.30")."""
    if found.weekday is not None or found.year is not None or found.count is not None:
        return True
    written = text[found.start : found.end]
    return not re.fullmatch(r"[012]?\d\.[0-5]\d", written)


def _time_end(text: str, time: re.Match[str], end: int) -> int:
    at = time.end()
    joint = _TO.match(text, at, end)
    other = _TIME.match(text, joint.end(), end) if joint else None
    if other is not None and other.group()[0].isdigit():
        at = other.end()
    aside = _ASIDE.match(text, at, end)
    return aside.end() if aside else at


def _cells(line: Line) -> Iterator[tuple[int, int]]:
    """The columns of the line: by bars, else by wide blanks."""
    if "|" in line.text:
        at = line.start
        inner = line.text.strip()
        at += line.text.index(inner)
        body = inner[1:] if inner.startswith("|") else inner
        at += len(inner) - len(body)
        body = body[:-1] if body.endswith("|") else body
        for piece in body.split("|"):
            yield at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
            at += len(piece) + 1
        return
    at = line.start + line.indent
    for gap in _COLUMN.finditer(line.text, line.indent, len(line.text.rstrip())):
        yield at, line.start + gap.start()
        at = line.start + gap.end()
    yield at, line.start + len(line.text.rstrip())
