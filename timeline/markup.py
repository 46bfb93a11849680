"""Texts of strangers inside HTML: what makes them harmless there, whatever they hold."""

from __future__ import annotations

import json
import re

# with the signs that open an expression of Jinja: branca, on which folium stands, renders its own output once more
_HARMFUL = re.compile("[<>&\u2028\u2029\ud800-\udfff]|[{](?=[{%#])")


def harmless_json(document: object) -> str:
    """Compact JSON that cannot end or confuse the script element or template it stands in, and that UTF-8 can hold."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return _HARMFUL.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def clean(text: str) -> str:
    """The text without what UTF-8 or HTML cannot hold (lone surrogates, control characters); not yet escaped."""
    text = text.encode("utf-8", "replace").decode()
    return "".join(c if c >= " " or c in "\t\n" else " " for c in text)
