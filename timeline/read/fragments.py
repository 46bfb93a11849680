"""Pieces of HTML without a page around them, as feeds and mails hold them, as plain text."""

from __future__ import annotations

import re

_BLOCKS = frozenset(
    "p div br li tr table ul ol h1 h2 h3 h4 h5 h6 blockquote section article header footer pre hr dt dd figure".split()
)
_UNSEEN = ("script", "style", "head", "template", "noscript")


def fragment_text(markup: str) -> str:
    """The words of a piece of HTML, one paragraph a line, without scripts and styles; "" if there are none."""
    from lxml import etree, html  # loads slowly

    if not markup.strip():
        return ""
    try:
        root = html.fromstring(f"<div>{markup.replace(chr(0), '')}</div>")
    except (etree.ParserError, ValueError):
        return ""
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        block = element.tag in _BLOCKS
        if event == "start":
            pieces += ["\n" if block else "", _flat(element.text)]
            continue
        pieces += ["\n" if block else "", _flat(element.tail) if element is not root else ""]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
