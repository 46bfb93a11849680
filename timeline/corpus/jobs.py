"""What goes to a reading process and what comes back."""

from __future__ import annotations

import msgspec

from timeline.corpus.inputs import Piece
from timeline.read import DEFAULT, Options


class Job(msgspec.Struct, frozen=True):
    """A batch for one worker: pieces, the store, and the files that list what is known there already."""

    store: str
    run: int
    published: str
    pieces: tuple[Piece, ...]
    known: str = ""
    options: Options = DEFAULT
    aside: dict[bytes, str] = {}
    """Why a document, by its key, or a piece, by its mark, is not tried again."""


class Step(msgspec.Struct, frozen=True):
    """What a worker is at: a piece being opened (`mark`), a document being read (`key`), or the batch's end."""

    what: str
    id: bytes = b""
    name: str = ""
    tally: dict[str, int] = {}
