"""Places without their names: "the Senegalese capital", "here", "this resort", "flies home"."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.tokens import Tokens
from timeline.gazetteer import Gazetteer
from timeline.records import Place, PlaceMention

_CAPITAL = frozenset(("capital",))
HOME = "the capital at home"
"""Why "home" is a place: the capital of the land of whoever the text names most."""


def capitals(tokens: Tokens, places: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[PlaceMention]:
    """ "the Senegalese capital", "Senegal's capital": mentions of the capital without its name."""
    stands = tokens.at(_CAPITAL)
    if not stands:
        return []
    demonyms = gazetteer.demonyms()
    ends = {m.end: m for m in places if m.place and m.place.kind == "country"}
    starts = {m.start for m in places}
    found = []
    for at in stands:
        if not at:
            continue
        before = tokens[at - 1]
        mention = ends.get(before.end) or (ends.get(before.start + len(before.text)) if before.possessive else None)
        code = (
            mention.place.country_code
            if mention and mention.place
            else demonyms.get(before.lower, "")
            if before.capital
            else ""
        )
        following = [t.start for t in tokens[at + 1 : at + 4] if t.lower not in (",", "of", "city")][:1]
        capital = gazetteer.capital(code) if code else None
        if capital is not None and not (following and following[0] in starts):
            found.append(
                PlaceMention(
                    tokens[at].start, tokens[at].end, tokens[at].text, capital, reason="the capital of the land named"
                )
            )
    return found


_LEAVING = frozenset(("leave", "leaves", "left", "leaving"))
_HERE = frozenset("here city town capital resort port village base enclave".split())


def here(tokens: Tokens, base: PlaceMention | None) -> list[PlaceMention]:
    """ "here" and "this resort": mentions of the place of the dateline."""
    if base is None:
        return []
    found = []
    for at in tokens.at(_HERE):
        token = tokens[at]
        said = token.lower == "here" and not _presenting(tokens, at)
        if token.lower == "town" and at and tokens[at - 1].lower in _LEAVING:
            said = True  # "leaves town on Friday"
        if not said and at > 2:
            said = tokens[at - 1].lower == "this" or (
                tokens[at - 2].lower == "this" and tokens[at - 1].lower not in ("is", "was")
            )
        if said:
            found.append(
                PlaceMention(token.start, token.end, token.text, base.place, reason="the place of the dateline")
            )
    return found


def _presenting(tokens: Tokens, at: int) -> bool:
    """Whether "here" tells of no place: "I'm here to tell you"."""
    behind = [t.lower for t in tokens[at + 1 : at + 3]]
    return behind[:1] == ["to"] and behind[1:] in (["tell"], ["say"], ["stay"])


_HOME = frozenset(("home",))
_HOMEWARD = frozenset(
    "fly flies flew flying head heads headed heading go goes return returns returned returning due".split()
)


def homeward(tokens: Tokens, home: Place | None) -> list[PlaceMention]:
    """ "flies home", "due home": mentions of the traveller's own capital without its name."""
    if home is None:
        return []
    stands = [at for at in tokens.at(_HOME) if at and tokens[at - 1].lower in _HOMEWARD]
    return [PlaceMention(tokens[at].start, tokens[at].end, tokens[at].text, home, reason=HOME) for at in stands]
