"""Which offices a description stands for: "the top U.S. diplomat", "the Pentagon chief", "the pontiff"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.extract.persons.tables import BODIES, COUNTRY_TOKENS, INSTITUTIONS

_DIPLOMATS = (
    "foreign minister", "secretary of state", "foreign secretary", "minister of foreign affairs",
    "external affairs minister",
    "minister for foreign affairs", "minister of external affairs", "foreign policy chief", "high representative",
    "top diplomat", "chief diplomat", "fm", "eam", "secretary", "state councilor", "minister for external affairs",
)  # fmt: skip
_DEFENCE = (
    "defense secretary", "secretary of defense", "defence minister", "defense minister", "defence secretary",
    "minister of defense", "minister of defence", "minister for defence", "defence chief", "defense chief",
    "secretary of war",
)  # fmt: skip
_MONEY = (
    "finance minister", "treasury secretary", "secretary of the treasury", "chancellor of the exchequer",
    "minister of finance", "treasurer", "economy minister",
)  # fmt: skip
_POPES = ("pope", "pontiff", "holy father")
_CROWNS = ("king", "queen", "emperor", "empress", "sultan", "emir", "shah", "tsar", "czar", "monarch", "grand duke")
_PRIMES = ("prime minister", "premier", "chancellor", "taoiseach", "pm", "head of government", "interim prime minister")
_STATES = ("president", "interim president", "acting president", "head of state", "president-elect", *_CROWNS)
_LEADERS = (
    *_STATES, *_PRIMES, "leader", "supreme leader", "paramount leader", "general secretary", "party chief",
    "chairman",
    "ruler", "dictator", "crown prince", "generalissimo", "caudillo", "chief executive", "first secretary",
    "ayatollah",
)  # fmt: skip
_CHIEFS = (
    "secretary-general", "secretary general", "director general", "director-general", "managing director",
    "president",
    "head", "chief", "chair", "chairman", "chairwoman", "high commissioner", "commissioner", "foreign policy chief",
    "high representative", "general secretary", "director", "cia director", "fbi director", "executive director",
    "boss",
)  # fmt: skip
_TRADE = ("trade minister", "commerce secretary", "trade representative", "commerce minister", "minister of commerce")
_SPIES = (
    "cia director",
    "intelligence chief",
    "spy chief",
    "director of national intelligence",
    "intelligence director",
)
_ENVOYS = (
    "special envoy", "envoy", "ambassador", "special representative", "emissary", "peace envoy", "climate envoy",
    "special presidential envoy", "mediator", "representative", "high representative", "nuclear negotiator",
)  # fmt: skip

BODY_OFFICES = frozenset(
    (
        "secretary-general", "secretary general", "director general", "director-general", "managing director",
        "high commissioner",
    )
)  # fmt: skip
# the head word of a description, with the word before it where that decides; the offices it stands for
_MEANT: Mapping[str, tuple[str, ...]] = {
    "diplomat": _DIPLOMATS, "pontiff": _POPES, "holy father": _POPES, "pope": _POPES, "premier": _PRIMES,
    "prime minister": _PRIMES, "pm": _PRIMES, "head of government": _PRIMES, "head of state": _STATES,
    "monarch": _CROWNS, "sovereign": _CROWNS, "royal": (*_CROWNS, "prince", "princess", "crown prince"),
    "leader": _LEADERS,
    "ruler": _LEADERS, "strongman": _LEADERS, "dictator": _LEADERS, "statesman": _LEADERS,
    "diplomacy chief": _DIPLOMATS,
    "foreign policy chief": _DIPLOMATS, "pentagon chief": _DEFENCE, "pentagon head": _DEFENCE,
    "pentagon boss": _DEFENCE,
    "defense chief": _DEFENCE, "defence chief": _DEFENCE, "finance chief": _MONEY, "treasury chief": _MONEY,
    "trade chief": _TRADE, "trade negotiator": _TRADE, "spy chief": _SPIES, "intelligence chief": _SPIES,
    "spymaster": _SPIES,
    "envoy": _ENVOYS, "emissary": _ENVOYS, "mediator": _ENVOYS, "chief": _CHIEFS, "boss": _CHIEFS, "head": _CHIEFS,
    "commander in chief": ("president",), "commander-in-chief": ("president",), "foreign minister": _DIPLOMATS,
    "defense minister": _DEFENCE, "defence minister": _DEFENCE, "defense secretary": _DEFENCE,
    "defence secretary": _DEFENCE,
    "finance minister": _MONEY, "secretary-general": ("secretary-general", "secretary general"),
    "secretary general": ("secretary-general", "secretary general"),
    "director general": ("director general", "director-general"),
    "director-general": ("director general", "director-general"),
    "crown prince": ("crown prince",), "secretary": ("secretary", "secretary of state", *_DEFENCE, *_MONEY),
    "prince": ("crown prince", "prince"), "foreign secretary": _DIPLOMATS,
}  # fmt: skip
_HOUSES = {"white": ("president",), "kremlin": ("president",)}  # "the Kremlin chief"


@dataclass(frozen=True, slots=True)
class Description:
    """Offices that would fit, the best first; the country and the body named with them."""

    offices: tuple[str, ...]
    country: str = ""
    body: str = ""
    exact: str = ""


def describe(words: Sequence[str], demonyms: Mapping[str, str]) -> Description | None:
    """Read a description in lower-case words, without its article: `("top", "u.s.", "diplomat")`."""
    words = _turned(words)
    country = body = ""
    rest = list(words)
    for at, word in enumerate(words[:-1]):
        bare = word.removesuffix("'s")
        body = body or BODIES.get(bare, "")
        land = COUNTRY_TOKENS.get(bare) or demonyms.get(bare, "") or INSTITUTIONS.get(bare, "")
        if land or bare in BODIES:
            country = country or land
            rest = list(words[at + 1 :])
    if not rest:
        return None
    exact = " ".join(rest)
    if words[0] in _HOUSES and rest[-1] in ("leader", "chief", "boss", "occupant"):
        return Description(_HOUSES[words[0]], country or INSTITUTIONS.get(words[0], ""), "", exact)
    if body == "pentagon":
        return Description(_DEFENCE, "US", "", exact)
    for length in (3, 2, 1):
        phrase = " ".join(rest[-length:])
        if len(rest) >= length and phrase in _MEANT:
            return Description(_MEANT[phrase], country, body if body != "pentagon" else "", exact)
    return Description((exact,), country, body, exact)


def _turned(words: Sequence[str]) -> Sequence[str]:
    """ "head of nato" -> "nato head"; "head of state" stays."""
    if "of" in words[1:-1]:
        at = words.index("of", 1)
        tail = [w for w in words[at + 1 :] if w != "the"]
        if tail and (tail[0] in BODIES or tail[0] in COUNTRY_TOKENS):
            return (*tail, *words[:at])
    return words
