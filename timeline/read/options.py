"""What a person may set for reading: the limits of what is read, and how the columns of a table are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from timeline.errors import InputError

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """Limits and names; what exceeds a limit is an `InputError`.

    `max_bytes` bounds a file or page; `unpacking` says how many times as much a packed file (DOCX, XLSX) may hold;
    `max_pages` bounds a PDF; `seconds` is the time for one page of the network, `redirects` how many are followed.
    `columns` maps fields of an event to the headings of a person's table, as {"place": "city", "date": "from"}.
    """

    max_bytes: int = 64 * MB
    unpacking: int = 4
    max_pages: int = 2000
    seconds: float = 60.0
    redirects: int = 5
    columns: Mapping[str, str] = field(default_factory=dict)

    def check_size(self, size: int) -> None:
        """Raises `InputError` if a file of `size` bytes is larger than what is read."""
        if size > self.max_bytes:
            raise InputError(f"is larger than {self.max_bytes / MB:g} MB, the limit (--max-mb)")


DEFAULT = Options()
