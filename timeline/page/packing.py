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
NOT_KNOWN = -(2**31)
"""Stands for None in packed columns."""


def plain(document: dict[str, Any]) -> str:
    """All of the data as JSON, harmless inside a script element."""
    return harmless_json(document)


def packed(document: dict[str, Any]) -> tuple[str, str]:
    """The data but for the sentences, and the sentences, each gzipped in base64.

    The first holds the length of a JSON head (four bytes, little endian), the head, filled up with blanks to a
    multiple of four, then all columns and `support` as whole numbers, little endian, each column of as many bytes a
    number as it needs and the wider ones first: a browser reads them where they lie. The sentences, the greater part,
    are wanted only when a stop is opened.
    """
    columns = {**document["columns"], "support": document["support"]}
    head = {k: v for k, v in document.items() if k not in ("columns", "support", "sentences")}
    arrays = {name: _column(values) for name, values in columns.items()}
    arrays = dict(sorted(arrays.items(), key=lambda item: -item[1].itemsize))
    head["lengths"] = {name: [len(numbers), numbers.itemsize] for name, numbers in arrays.items()}
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    body = b"".join(numbers.tobytes() for numbers in arrays.values())
    return _gzipped(struct.pack("<I", len(text)) + text + body), _gzipped(json.dumps(document["sentences"]).encode())


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
