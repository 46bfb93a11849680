"""One way to fold a name, used when the index is built and when it is asked."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# letters that Unicode does not decompose, as reporters without them write
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "þ": "th",
        "ħ": "h",
        "ŋ": "n",
        "&": " and ",
    }
)
# accents and the vowel points of Hebrew and Arabic; the signs of Indian scripts and kana are part of their letters
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0640]")
_APOSTROPHES = re.compile("['’‘ʼʻʿʾ`´ʹʺ′\u200b-\u200f\ufeff]")
# the full stop of an initial: U.S., D.C., J.F.
_INITIAL = re.compile(r"(?<![^\W_][^\W_])(?<=[^\W_])\.(?=[^\W\d_](?![^\W_]{2})|\W|$)")
# all that is neither letter, digit nor a sign belonging to a letter
_REST = re.compile(r"(?:(?![\u0900-\u109f\u1780-\u17ff\u3099\u309a\u0e00-\u0eff])[\W_])+")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The form in which names are compared: case, accents and punctuation gone, words apart by one blank.

    Scripts are kept: "Нұр-Сұлтан" and "北京" stay what they are. "U.S." gives "us", "Sana'a" "sanaa",
    "Port-au-Prince" "port au prince". An empty or purely typographic name gives "".
    """
    if name.isascii() and name.replace(" ", "").isalpha():
        return " ".join(name.lower().split())
    if name.isascii():
        text = name.lower().replace("&", " and ")
        text = _INITIAL.sub("", text) if "." in text else text
        text = text.replace("'", "").replace("`", "")
    else:
        text = unicodedata.normalize("NFKD", name.casefold())
        text = unicodedata.normalize("NFC", _MARKS.sub("", text)).translate(_LETTERS)
        text = _APOSTROPHES.sub("", _INITIAL.sub("", text))
    return _REST.sub(" ", text).strip()
