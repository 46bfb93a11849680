"""Readers of single formats: bytes and a name in, dispatches or raw events out. All raise `InputError` on bad bytes."""

from __future__ import annotations

import json
import re
from typing import Any

from timeline.errors import InputError
from timeline.read.clean import clean
from timeline.read.options import DEFAULT, Options
from timeline.read.rows import day, raw_event
from timeline.read.wrapped import unwrap
from timeline.records import Dispatch, RawEvent

_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,30})""", re.I)


def decode(data: bytes) -> str:
    """The text of `data`: UTF-8, the encoding that an HTML page declares, or the one that is detected, in this order.

    Raises `InputError` for nothing at all and for binary data.
    """
    if not data.strip():
        raise InputError("is empty")
    if data.startswith(_BINARY) or (b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        raise InputError("is not text (binary data)")
    declared = _CHARSET.search(data[:4096])
    for name in ("utf-8-sig", declared[1].decode("ascii") if declared else ""):
        try:
            return data.decode(name)
        except (LookupError, UnicodeError):
            continue
    return _detect(data)


def _detect(data: bytes) -> str:
    from charset_normalizer import from_bytes  # loads slowly

    found = from_bytes(data)
    best = found.best()
    if best is None:
        raise InputError("is not text in any known encoding")
    # a few accents in an English text fit several code pages alike: then the commonest, windows-1252, is taken
    western = (match for match in found if match.encoding == "cp1252" and match.chaos <= best.chaos)
    return str(next(western, best)).lstrip("\ufeff")


def read_text(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """A plain text: one dispatch, its lines unwrapped; text that is HTML all the same is read as HTML.

    Raises `InputError` for one without a word or one too long.
    """
    if looks_like_html(data):
        return read_html(data, name, options)
    text = decode(data)
    options.check_text(text)
    text = unwrap(clean(text))
    if not text.strip():
        raise InputError("is empty")
    return [Dispatch(text, source=name)]


def looks_like_html(data: bytes) -> bool:
    """Whether a text is a page all the same."""
    return data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith((b"<!doctype html", b"<html"))


def read_html(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """The main text of a page (trafilatura) with its publication day (htmldate) and title."""
    import trafilatura  # loads slowly
    from htmldate import find_date

    page = decode(data)
    text = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True)
    if not text:
        raise InputError("holds no readable text")
    found = find_date(page, extensive_search=False, original_date=True)
    metadata = trafilatura.extract_metadata(page)
    title = (metadata.title if metadata else "") or ""
    return [Dispatch(clean(text), day(found), name, title)]


def read_json_lines(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """JSON Lines: dispatches (`text`, `published`, `title`, `source` or `id`) or events (`traveller`, `place`, ...)."""
    items: list[Dispatch | RawEvent] = []
    for number, line in enumerate(decode(data).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as err:
            raise InputError(f"line {number}: is not JSON: {err}") from None
        except RecursionError:
            raise InputError(f"line {number}: is nested too deeply") from None
        if not isinstance(record, dict):
            raise InputError(f"line {number}: is no JSON object")
        try:
            items.append(_json_item(record, name, number))
        except InputError as err:
            raise InputError(f"line {number}: {err}") from None
    return items


def _json_item(record: dict[str, Any], name: str, number: int) -> Dispatch | RawEvent:
    if "text" not in record:
        if not {"traveller", "place"} <= record.keys():
            raise InputError("has neither 'text' nor 'traveller' and 'place'")
        return raw_event(record, f"{name}-{number}")
    source = str(record.get("source") or record.get("id") or f"{name}-{number}")
    return Dispatch(clean(str(record["text"])), day(record.get("published")), source, str(record.get("title") or ""))
