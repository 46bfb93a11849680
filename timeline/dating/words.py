"""The English words of dates, read once from `en.toml`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, cast

_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "en.toml").read_text(encoding="utf-8"))


def strings(key: str) -> list[str]:
    """The list of words under `key`."""
    return cast(list[str], _DATA[key])


def table(key: str) -> dict[str, Any]:
    """The table under `key`."""
    return cast(dict[str, Any], _DATA[key])


MONTHS = strings("months")
WEEKDAYS = strings("weekdays")
_MONTH_OF = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY_OF = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
NUMBERS: dict[str, int] = table("numbers")


def month_number(name: str) -> int:
    """1..12 for a month's name or abbreviation, with or without its full stop."""
    return _MONTH_OF[name[:3].lower()]


def weekday_number(name: str) -> int:
    """0 (Monday) .. 6 for a weekday's name or abbreviation."""
    return _WEEKDAY_OF[name[:3].lower()]


def number(word: str) -> int:
    """The value of `12`, `two`, `a`, `twenty-one`; raises `KeyError` for any other word."""
    word = word.lower()
    if word.isdecimal():
        return int(word)
    return sum(NUMBERS[part] for part in word.replace("-", " ").split())


def one_of(words: list[str] | dict[str, Any]) -> str:
    """An alternation of literal words, the longest first."""
    return "|".join(sorted((word.replace(" ", r"\s+") for word in words), key=len, reverse=True))


def any_case(word: str) -> str:
    """A word in capitals or not, as classes of letters: these fail faster than a flag does."""
    return "".join(f"[{c.upper()}{c}]" if c.isalpha() else re.escape(c) for c in word)
