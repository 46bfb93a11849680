"""Feeds (RSS, Atom): every entry is a dispatch of its own, with its own day, title and address."""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from timeline.errors import InputError
from timeline.read.clean import clean
from timeline.read.fragments import fragment_text
from timeline.read.options import DEFAULT, Options
from timeline.records import Dispatch, RawEvent


def read_feed(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """The entries of a feed that hold text: the full content where it is there, else the summary.

    Each is cited by its address, else by its id, else by the feed's name and its number. Raises `InputError` for a
    feed without any.
    """
    import feedparser  # loads slowly

    # as a stream: given bytes alone the library would try them as a file's name
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as err:  # the library stumbles over some elements at odd places
        raise InputError(f"is no sound feed ({type(err).__name__}: {err})") from err
    found: list[Dispatch | RawEvent] = []
    for number, entry in enumerate(feed.entries, 1):
        text = _text(entry)
        if text:
            link = str(entry.get("link") or "")
            address = link if link.startswith(("http://", "https://")) else ""
            source = address or str(entry.get("id") or "") or f"{name}-{number}"
            title = fragment_text(str(entry.get("title") or ""))
            found.append(Dispatch(clean(text), _day(entry), source, title, address))
    if not found:
        raise InputError("is a feed without any entry that holds text")
    return found


def _text(entry: Mapping[str, Any]) -> str:
    """The longest of the entry's texts, which is the full story where the feed has it."""
    told = [str(part.get("value") or "") for part in entry.get("content") or ()]
    return max((fragment_text(part) for part in (*told, str(entry.get("summary") or ""))), key=len)


def _day(entry: dict[str, Any]) -> date | None:
    """The day of publication in the feed's own zone, else that of the last change."""
    told = dict(entry.items())  # the library's own mapping warns of one key that stands in for another
    for key in ("published", "updated"):
        said = str(told.get(key) or "").strip()
        for read in (parsedate_to_datetime, datetime.fromisoformat):
            try:
                return read(said).date()
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
        if parsed := told.get(f"{key}_parsed"):
            with suppress(ValueError):  # of no year that there is
                return date(*parsed[:3])
    return None
