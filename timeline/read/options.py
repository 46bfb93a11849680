"""What a person may set for reading: the limits of what is read, and how the columns of a table are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from timeline.errors import InputError

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """Limits and names; what exceeds a limit is an `InputError`.

    `max_bytes` bounds a file or page; `unpacking` says how many times as much a packed file (DOCX, XLSX) may hold;
    `max_pages` bounds a PDF, `max_text` the characters of one dispatch; `seconds_reading` is the time for one document
    of a rich format (all but plain text, CSV and JSON Lines) and `max_memory` the bytes that its reader may take;
    `seconds` is the time for one page of the network, `redirects` how many are followed.
    `columns` maps fields of an event to the headings of a person's table, as {"place": "city", "date": "from"}.
    """

    max_bytes: int = 64 * MB
    unpacking: int = 4
    max_pages: int = 2000
    max_text: int = 4_000_000
    seconds_reading: float = 60.0
    max_memory: int = 3072 * MB
    seconds: float = 60.0
    redirects: int = 5
    columns: Mapping[str, str] = field(default_factory=dict)

    def check_size(self, size: int) -> None:
        """Raises `InputError` if a file of `size` bytes is larger than what is read."""
        if size > self.max_bytes:
            raise InputError(f"is larger than {self.max_bytes / MB:g} MB, the limit (--max-mb)")

    def check_text(self, text: str) -> None:
        """Raises `InputError` if the text of one dispatch is longer than what is read."""
        if len(text) > self.max_text:
            raise InputError(f"holds more than {self.max_text:,} characters in one text, the limit (--limit text)")

    def limited(self, limits: Iterable[str]) -> Options:
        """These options with a person's limits, each as "pages=5000". Raises `InputError` for what is no such limit."""
        changes: dict[str, Any] = {}
        for said in limits:
            name, _, value = (part.strip() for part in said.partition("="))
            if name not in LIMITS:
                raise InputError(f"{said!r} is not of the form NAME=NUMBER; the limits are {', '.join(LIMITS)}")
            field_name, unit = LIMITS[name]
            if not value.isascii() or not value.isdigit() or not 0 < int(value) < 10**9:
                raise InputError(f"{said!r}: the number is none from 1 to 999999999")
            changes[field_name] = int(value) * unit
        return replace(self, **changes)


LIMITS = {
    "pages": ("max_pages", 1),
    "text": ("max_text", 1),
    "seconds": ("seconds_reading", 1),
    "memory": ("max_memory", MB),
    "unpacking": ("unpacking", 1),
    "wait": ("seconds", 1),
    "redirects": ("redirects", 1),
}
"""What `--limit` may set: the field of the options, and its unit."""
DEFAULT = Options()
