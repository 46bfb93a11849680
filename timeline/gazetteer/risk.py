"""Names that are also something else: English words, family names, given names."""

from __future__ import annotations


def risk(key: str) -> str:
    """What else a folded name is: "word", "surname", "given", or "" if nothing."""
    return ""
