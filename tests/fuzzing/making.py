"""Bytes and texts: random ones, and damaged ones of a sound document."""

from __future__ import annotations

import io
import json
import re
import zipfile
from copy import deepcopy
from random import Random
from typing import Any

from fuzzing.seeds import STORY

TOKENS = (
    "<script>alert(1)</script>", "</script>", "<!--", "-->", "]]>", "<![CDATA[", "{{7*7}}", "{% raw %}", "${x}",
    "&amp;", "&#0;", "&x;", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff", "\u200b", "\x00", "\x1b[2J", "\x07",
    "\ud800", "\udfff", "\uffff", "\U0010ffff", "=1+1", "+1", "-1", "@SUM(1)", "\t", "\r", "\n", "\r\n", "'", '"',
    "`", "\\", "|", ";", ",", "%00", "../..", "file:///etc/passwd", "javascript:alert(1)", "http://[::1]/", "e\u0301",
    "\u0130", "ß", "ﬁ", "北京", "السلام", "𝔙𝔦𝔢𝔫𝔫𝔞", "9" * 400, "-0", "1e999", "NaN", "a" * 300, " " * 80, ".", "...",
    "Mr. ", "U.S. ", "(", ")", "[", "]", "“", "”",
)  # fmt: skip
WORDS = (
    *STORY.split(), "February 29", "31 June", "0000-00-00", "9999-12-31", "1/2/2023", "Monday", "next Friday",
    "the following day", "two-day", "May", "March 3 to 1", "30 February 2023", "in 2023", "the 1990s", "early May",
    "overnight", "tomorrow", "yesterday", "1,", "2", "and", "to", "until", "from", "between", "week", "Vienna",
    "Paris, Texas", "Georgia", "St. Petersburg", "Washington", "Congo", "Jordan", "King", "President", "Foreign",
    "Minister", "Xi Jinping", "arrived", "left", "flew", "cancelled", "will", "travel", "visit", "return", "home",
    "via", "New", "York", "Côte d'Ivoire", "N'Djamena", "São Paulo", "Anna Berg",
)  # fmt: skip

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def character(rng: Random) -> str:
    """Any character, most of them of the planes that texts use."""
    kind = rng.random()
    if kind < 0.5:
        return chr(rng.randrange(32, 127))
    return chr(rng.randrange(0x3000) if kind < 0.9 else rng.randrange(0x110000))


def text(rng: Random, most: int = 60) -> str:
    """Characters, words of a story and pieces that break formats, mixed."""
    pieces = []
    for _ in range(rng.randrange(most)):
        kind = rng.random()
        if kind < 0.55:
            pieces.append(rng.choice(WORDS) + rng.choice((" ", " ", " ", ", ", ". ", "\n", "-", "")))
        elif kind < 0.75:
            pieces.append(rng.choice(TOKENS))
        else:
            pieces.append("".join(character(rng) for _ in range(rng.randrange(1, 9))))
    return "".join(pieces)


def word(rng: Random) -> str:
    """A short text with a visible character: a name, a heading."""
    found = text(rng, 4)
    return found if found.strip() else f"x{found}"


def noise(rng: Random) -> bytes:
    """Random bytes, or a random text in some encoding."""
    if rng.random() < 0.5:
        return rng.randbytes(rng.randrange(400))
    encoding = rng.choice(("utf-8", "utf-16", "latin-1", "utf-32", "utf-7"))
    return text(rng).encode(encoding, "replace")


def damaged(rng: Random, whole: bytes) -> bytes:
    """The document with some of its bytes cut, doubled, changed, swapped or replaced."""
    data = bytearray(whole)
    for _ in range(rng.randrange(1, 6)):
        at = rng.randrange(len(data) + 1)
        length = rng.choice((0, 1, 2, 8, 64, rng.randrange(len(data) + 1)))
        kind = rng.randrange(6)
        if kind == 0:
            del data[at : at + length]
        elif kind == 1:
            data[at : at + 1] = rng.randbytes(rng.randrange(1, 5))
        elif kind == 2:
            data[at:at] = data[at : at + length]
        elif kind == 3:
            data[at:at] = rng.choice(TOKENS).encode("utf-8", "surrogatepass")
        elif kind == 4:
            other = rng.randrange(len(data) + 1)
            data[at : at + length] = data[other : other + length]
        elif data:
            data[at % len(data)] ^= 1 << rng.randrange(8)
    return bytes(data)


def rewritten(rng: Random, whole: bytes) -> bytes:
    """An XML document, well-formed still, of which elements are doubled, moved, taken away, or hold another text."""
    from lxml import etree

    root = etree.fromstring(whole)
    for _ in range(rng.randrange(1, 5)):
        nodes = [node for node in root.iter("*") if node is not root] or [root]
        node, other = rng.choice(nodes), rng.choice(nodes)
        kind = rng.randrange(5)
        if kind == 0 and node is not root:
            node.getparent().append(deepcopy(node))
        elif kind == 1 and node is not root and node not in other.iterancestors() and node is not other:
            other.append(node)
        elif kind == 2 and len(nodes) > 1:
            node.getparent().remove(node)
        elif kind == 3 and node.attrib:
            node.set(rng.choice(node.keys()), _UNFIT.sub("", text(rng, 4)))
        else:
            node.text = _UNFIT.sub("", text(rng, 12))
    return etree.tostring(root, encoding=rng.choice(("utf-8", "utf-16", "ascii")))


def _values(rng: Random, node: Any) -> Any:
    """A JSON value with some of what it holds changed."""
    if isinstance(node, dict):
        found = {key: _values(rng, value) for key, value in node.items() if rng.random() > 0.03}
        return {**found, text(rng, 2): text(rng, 3)} if rng.random() < 0.02 else found
    if isinstance(node, list):
        found = [_values(rng, value) for value in node if rng.random() > 0.03]
        return [*found, *found[:1]] if rng.random() < 0.05 else found
    if rng.random() > 0.08:
        return node
    others = (None, True, -1, 0, 1e308, 10**30, "", [], {}, "2023-02-30", "0001-01-01", "9999-12-31", text(rng, 6),
              float("nan"))  # fmt: skip
    return rng.choice(others)


def revalued(rng: Random, whole: bytes) -> bytes:
    """JSON, or lines of JSON, with other values."""
    try:
        return json.dumps(_values(rng, json.loads(whole))).encode()
    except ValueError:
        return b"\n".join(json.dumps(_values(rng, json.loads(line))).encode() for line in whole.split(b"\n"))


def repacked(rng: Random, whole: bytes) -> bytes:
    """A zip file of which one part's content is damaged, and the rest sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        parts = package.namelist()
        chosen = rng.choice(parts)
        for name in parts:
            content = package.read(name)
            if name == chosen:
                change = rewritten if name.endswith((".xml", ".rels")) and rng.random() < 0.7 else damaged
                content = change(rng, content)
            made.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def document(rng: Random, whole: bytes) -> bytes:
    """Noise now and then; else a damaged form of the document."""
    chance = rng.random()
    if chance < 0.05:
        return noise(rng)
    if chance < 0.35:
        return damaged(rng, whole)
    if whole.startswith(b"PK"):
        return repacked(rng, whole)
    if whole.startswith(b"{"):
        return revalued(rng, whole)
    return rewritten(rng, whole) if whole.startswith(b"<?xml") else damaged(rng, whole)
