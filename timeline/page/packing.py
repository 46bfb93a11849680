"""How the page's data stand in the file: as JSON that can be read there, or packed if they are many."""

from __future__ import annotations

import base64
import gzip
import json
import struct
import sys
from array import array
from typing import Any

from timeline.markup import harmless_json

PLAIN_LIMIT = 2_000
"""Rows up to which the data stand as plain JSON."""
FIRST = (
    "seq", "event", "status", "precision", "start", "end", "earliest", "latest", "trip", "place", "placeText",
)  # fmt: skip
"""The columns that the first view shows."""
LATER = ("trips", "texts", "sentences")
"""What else the first view can do without."""
NOT_KNOWN = -(2**31)
"""Stands for None in packed columns."""


def plain(document: dict[str, Any]) -> str:
    """All of the data as JSON, harmless inside a script element."""
    return harmless_json(document)


def packed(document: dict[str, Any]) -> tuple[str, str]:
    """What the first view needs, and what is wanted when a stop is opened or searched for, each gzipped in base64."""
    columns = document["columns"]
    first = {name: columns[name] for name in FIRST} | {"travellers": document["travellers"]}
    later = {name: values for name, values in columns.items() if name not in FIRST}
    later |= {name: document[name] for name in ("support", "alternatives")}
    head = {k: v for k, v in document.items() if k not in ("columns", "travellers", "support", "alternatives", *LATER)}
    return _part(head, first), _part({name: document[name] for name in LATER}, later)


def _part(head: dict[str, Any], columns: dict[str, list[int | None]]) -> str:
    """A head and columns in one.

    It holds the length of the head as JSON (four bytes, little endian), the head, filled up with blanks to a multiple
    of four, then the columns as whole numbers, little endian, each of as many bytes a number as it needs and the wider
    ones first: a browser reads them where they lie.
    """
    arrays = {name: _column(values) for name, values in columns.items()}
    arrays = dict(sorted(arrays.items(), key=lambda item: -item[1].itemsize))
    lengths = {name: [len(numbers), numbers.itemsize] for name, numbers in arrays.items()}
    text = json.dumps({**head, "lengths": lengths}, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return _gzipped(struct.pack("<I", len(text)) + text + b"".join(numbers.tobytes() for numbers in arrays.values()))


def _column(values: list[int | None]) -> array[int]:
    """One or two unsigned bytes a number where all are known and fit, else four signed ones."""
    known = [v for v in values if v is not None]
    whole = len(known) == len(values) and min(known, default=0) >= 0
    most = max(known, default=0)
    code = "i" if not whole or most >= 2**16 else "H" if most >= 2**8 else "B"
    numbers = array(code, (NOT_KNOWN if v is None else v for v in values))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _gzipped(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, compresslevel=6, mtime=0)).decode()
