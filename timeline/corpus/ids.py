"""Names made from content: of texts, of documents, and of the version of the rooms that read them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

SIZE = 16
"""Bytes of an id: at ten million documents the chance that two share one is below 10**-24."""

# whatever changes one of these may change what is found in a document, or what becomes of it when it is merged
READING = ("records", "text", "geodesy", "languages", "read", "locate", "dating", "extract", "pipeline", "gazetteer")
MERGING = ("records", "text", "geodesy", "assemble", "corpus")


def ident(*parts: bytes | str) -> bytes:
    """An id of `SIZE` bytes made from the parts, told apart by their lengths."""
    total = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.digest()


def clean(text: str) -> str:
    """The text without lone surrogates, which no file of UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def version(rooms: tuple[str, ...]) -> bytes:
    """The id of the source of some rooms and, where they place names, of the gazetteer's data.

    A store made by another version of the program is read anew, not mixed.
    """
    from timeline.gazetteer.store import index_file

    top = Path(__file__).parents[1]
    parts: list[bytes | str] = []
    for room in rooms:
        paths = [top / f"{room}.py", *sorted((top / room).rglob("*"))]
        for path in paths:
            if path.is_file() and path.suffix in (".py", ".json", ".toml", ".txt"):
                parts += [path.relative_to(top).as_posix(), path.read_bytes()]
    if "gazetteer" in rooms:
        parts.append(index_file().name)
    return ident(*parts)
