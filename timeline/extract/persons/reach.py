"""How far a name reaches in a text, and which country stands beside an office."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from timeline.extract.persons.tables import (
    BODIES,
    COUNTRY_TOKENS,
    EASTERN,
    INSTITUTION_HEADS,
    INSTITUTIONS,
    MONTH_NAMES,
    OFFICE_HOME,
    SELDOM_GIVEN,
    SHARED_OFFICES,
    SHIPS,
    SUFFIXES,
    THING_HEADS,
    THING_TAILS,
    WORD_NAMES,
    tables,
)
from timeline.extract.tokens import Tokens
from timeline.languages import Lexicon
from timeline.records import PlaceMention

_LONGEST = 8
_JOINED = frozenset("like based made led born backed owned era held style area wide".split())
_QUOTES = frozenset("“”\"'‘’")
_APART = frozenset(
    (
        "of",
        "in",
        "to",
        "from",
        "with",
        "and",
        ",",
        "on",
        "by",
        "at",
        "for",
        "over",
        "against",
        "as",
        ".",
        ";",
        ":",
        "(",
        ")",
    )
)


class Reach:
    """The tokens of one text with the places over them."""

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        places: Sequence[PlaceMention],
        lexicon: Lexicon,
        demonyms: Mapping[str, str],
    ) -> None:
        self.text, self.tokens, self.lexicon, self.demonyms = text, tokens, lexicon, demonyms
        self.lowers = tokens.lowers
        self.capitals = tokens.capitals
        self.words = tables(lexicon)
        self.openers = tokens.at(self.words.openers)
        self.places = self._laid(places)
        self.things: set[int] = set()  # tokens of names that are no person's
        self._spoken: Counter[str] | None = None

    def _laid(self, places: Sequence[PlaceMention]) -> dict[int, PlaceMention]:
        """The place mention over each token that has one."""
        found: dict[int, PlaceMention] = {}
        tokens, count = self.tokens, len(self.tokens)
        for mention in sorted(places, key=lambda m: m.start):
            start, end = mention.start, mention.end
            index = max(0, bisect_right(tokens.starts, start) - 1)
            if index < count and tokens[index].end <= start:
                index += 1
            if " " in mention.text and any(t.start < end < t.end - 2 for t in tokens[index : index + 6]):
                continue  # half of a name: "Kung Ming" of "Kung Ming-hsin"
            while index < count and tokens[index].start < end:
                found[index] = mention
                index += 1
        return found

    def place_at(self, at: int) -> PlaceMention | None:
        """The place mention that covers the token at `at`."""
        return self.places.get(at)

    def _code(self, at: int) -> str:
        """The code of the country that the token names, by itself or as an adjective."""
        mention = self.places.get(at)
        if mention is not None and mention.place is not None and mention.place.kind == "country":
            return mention.place.country_code
        if not self.tokens[at].capital:
            return ""
        lower = self.lowers[at]
        if self._acronym(at, COUNTRY_TOKENS):
            return COUNTRY_TOKENS[lower]
        if lower not in self.demonyms:
            return ""
        return (
            self.demonyms.get(f"{self.lowers[at - 1]} {lower}", "") or self.demonyms[lower]
            if at
            else self.demonyms[lower]
        )

    def _acronym(self, at: int, known: Mapping[str, str]) -> bool:
        """Whether the token is one of the known acronyms: "UN" and "U.N.", not "Un"."""
        lower, text = self.lowers[at], self.tokens[at].text
        return lower in known and (text.isupper() or len(text) > 4)

    # -- the reach of a name -----------------------------------------------------------------------------------
    def gap(self, at: int) -> str:
        """What stands between a token and the one before."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def broken(self, first: int, second: int) -> bool:
        """Whether a line ends between two tokens, so that they are no one phrase."""
        between = self.text[self.tokens[first].end : self.tokens[second].start]
        if "\n" not in between:
            return False
        line = self.text.rfind("\n", 0, self.tokens[first].end)
        return between.count("\n") > 1 or self.tokens[first].end - line < 55

    def reach(self, at: int, allow_place: bool = False, titled: bool = False) -> int:
        """The index behind the name that begins at token `at`, or `at` if none does.

        With `allow_place` its first word may be a place's name, with `titled` an ordinary word.
        """
        end, count = at, len(self.tokens)
        while end < count and end - at < _LONGEST:
            token = self.tokens[end]
            if end > at and (self.tokens[end - 1].possessive or self.gap(end).strip(" ")):
                break
            if token.text == "." and end > at and self._dotted(end - 1):
                end += 1
            elif token.capital and token.text[0].isalpha():
                if not self._part(at, end, allow_place, titled):
                    break
                end += 1
            elif end > at and self._joins(end):
                end += 1
            elif end > at and token.text in _QUOTES and self._nickname(end):
                end += 3
            else:
                break
        while end > at and not self._closes(end - 1, at):
            end -= 1
        return end

    def _closes(self, last: int, at: int) -> bool:
        """Whether a name can end with the token `last`."""
        token = self.tokens[last]
        return token.capital or (token.text == "." and last > at) or token.text[2:3].isupper()

    def _joins(self, at: int) -> bool:
        """Whether the small word is a particle of a name, as in "bin Salman" or "Giscard d'Estaing"."""
        text = self.tokens[at].text
        if self.lowers[at] in self.words.particles:
            return self._goes_on(at)
        return text[:2] in ("d'", "d’", "l'", "l’") and text[2:3].isupper()

    def _dotted(self, at: int) -> bool:
        return len(self.tokens[at].text) == 1 or self.lowers[at] in ("jr", "sr")

    def _nickname(self, at: int) -> bool:
        """Whether a nickname in quotation marks begins at `at`, inside a name."""
        after = at + 3
        if after >= len(self.tokens) or self.tokens[at + 2].text not in _QUOTES or not self.tokens[at + 1].capital:
            return False
        return self.tokens[after].capital or (self.lowers[after] in self.words.particles and self._goes_on(after))

    def _part(self, at: int, end: int, allow_place: bool, titled: bool) -> bool:
        """Whether the capitalised word at `end` can be a part of the name that begins at `at`."""
        lower, words = self.lowers[end], self.words
        if end > at and lower in words.particles:
            return True
        if len(lower) == 1 and end + 1 < len(self.tokens) and self.tokens[end + 1].text == ".":
            return True
        if end > at and lower in SUFFIXES:
            return True
        if end > at and lower in MONTH_NAMES and self.lowers[end - 1] in words.given:  # "Theresa May"
            return True
        if end == at and lower in SELDOM_GIVEN and self._given_here(at):
            return True
        if lower in words.stop or lower in self.demonyms or self._acronym(end, COUNTRY_TOKENS):
            return False
        if self._acronym(end, BODIES):
            return False
        if "-" in lower and lower.rpartition("-")[2] in _JOINED:
            return False  # "Twitter-like"
        if lower in words.ordinary and not (titled and end == at) and not self._eastern(at, end):
            return False
        if self._office_at(end):
            return False
        return (allow_place and end == at) or not self._own_place(at, end) or self._initials(at, end)

    def _initials(self, at: int, end: int) -> bool:
        """Whether only initials stand before the word: "V. M. Molotov", a town's name too."""
        return end > at + 1 and all(len(t.text) == 1 for t in self.tokens[at:end])

    def _given_here(self, at: int) -> bool:
        """Whether a word that is mostly something else opens a name: "Jan Hendry", "Vice Premier He Lifeng"."""
        if at + 1 >= len(self.tokens) or not self.tokens[at + 1].capital or self.gap(at + 1) != " ":
            return False
        lower, following = self.lowers[at], self.lowers[at + 1]
        if lower in WORD_NAMES:
            return following in self.words.family and not self.shouted(at, at + 2)
        if lower not in MONTH_NAMES and not (
            lower == "he" and at and self.gap(at) == " " and self.tokens[at - 1].text != "."
        ):
            return False
        return not (following in self.words.stop or following in self.words.ordinary or self.places.get(at + 1))

    def _eastern(self, at: int, end: int) -> bool:
        """Whether a word that is English too is a given name behind an East Asian family name ("Qin Gang")."""
        return end - at == 1 and self.lowers[at] in EASTERN and len(self.lowers[end]) < 6

    def _office_at(self, at: int) -> bool:
        lower = self.lowers[at]
        if lower not in self.lexicon.offices or lower in self.words.family or lower in self.words.given:
            return False
        return self.lexicon.match(self.lexicon.offices, self.lowers, at) is not None

    def _own_place(self, at: int, end: int) -> bool:
        """Whether the word is a place by itself, not a part of the name ("Jack London")."""
        mention = self.places.get(end)
        token = self.tokens[end]
        if mention is None or mention.end < token.end - 2 or mention.start > token.start:
            return False  # none, or only a part of a longer word
        return mention.place is not None or end == at

    def _goes_on(self, at: int) -> bool:
        tokens, following = self.tokens, at + 1
        try:
            while not tokens[following].capital:
                if self.lowers[following] not in self.words.particles:
                    return False
                following += 1
        except IndexError:
            return False
        return True

    def known(self, first: int, end: int) -> bool:
        """Whether the name begins with a given name or ends with a family name of the lists."""
        last = self.lowers[end - 1] if self.tokens[end - 1].text != "." else self.lowers[end - 2]
        begin = self.lowers[first]
        if begin.split("-")[0] in self.words.given or begin in EASTERN:
            return True
        return last in self.words.family or last in self.words.statesmen

    def thing(self, first: int, end: int) -> bool:
        """Whether the words name a thing: "Camp Smith", "Konrad Adenauer Foundation", "USS Arizona"."""
        lowers, words = self.lowers, self.words
        before = lowers[first - 1] if first else ""
        if before in SHIPS or (before in THING_HEADS and self.tokens[first - 1].capital):
            return True
        if end - first > 1 and lowers[first] in THING_HEADS and lowers[first] not in words.given:
            return True
        if end - first > 1 and (lowers[end - 1] in words.organisations or lowers[end - 1] in THING_TAILS):
            return True
        if end < len(lowers) and not self.gap(end).strip(" ") and not self.tokens[end - 1].possessive:
            tail = lowers[end]
            if tail in THING_TAILS and tail not in ("times", "partners"):
                return True
            return self.tokens[end].capital and tail in words.organisations and "\n" not in self.gap(end)
        return False

    def shouted(self, first: int, end: int) -> bool:
        """Whether the words are in capitals only."""
        return all((t.text.isupper() and len(t.text) > 1) or t.text == "." for t in self.tokens[first:end])

    # -- countries ---------------------------------------------------------------------------------------------
    def country_before(self, at: int) -> str:
        """The country of an office at token `at`: "Kazakhstan's", "Chinese", "U.S.", "the U.S. top", "White House"."""
        for back in range(at - 1, max(-1, at - 6), -1):
            token, lower = self.tokens[back], self.lowers[back]
            if "\n" in self.gap(back + 1) and self.broken(back, back + 1):
                return ""
            mention = self.places.get(back)
            if (
                mention is not None
                and mention.place is not None
                and mention.place.kind in ("country", "city", "admin1")
            ):
                joined = _APART.isdisjoint(self.lowers[back + 1 : at])
                if mention.place.kind == "country":
                    return mention.place.country_code if joined else ""
                if not joined or not token.possessive:
                    return ""
            if code := self._code(back):
                return code
            if lower in INSTITUTIONS and self._institution(back):
                return INSTITUTIONS[lower]
            if lower in _APART or lower == "the":
                return ""
        return ""

    def home(self, office: str) -> str:
        """The country of an office that no word beside it tells; of several the one most spoken of in the text."""
        if office not in SHARED_OFFICES:
            return OFFICE_HOME.get(office, "")
        if self._spoken is None:
            lowers, tokens = self.lowers, self.tokens
            self._spoken = Counter([m.place.country_code for m in self.places.values() if m.place is not None])
            self._spoken.update([self.demonyms[lowers[at]] for at in tokens.at(self.demonyms)])
            self._spoken.update([COUNTRY_TOKENS[lowers[at]] for at in tokens.at(COUNTRY_TOKENS) if lowers[at] != "us"])
        lands, spoken = SHARED_OFFICES[office], self._spoken
        best = max(lands, key=lambda code: spoken[code])
        return best if spoken[best] else OFFICE_HOME.get(office, "") if len(self.tokens) < 60 else ""

    def _institution(self, at: int) -> bool:
        head = INSTITUTION_HEADS.get(self.lowers[at])
        return head is None or (at > 0 and self.lowers[at - 1] == head)

    def country_after(self, at: int) -> str:
        """ "of Kenya", "of the Republic of Korea" behind an office or a name that ends before token `at`."""
        if at + 1 < len(self.lowers) and self.lowers[at] in ("of", "for"):
            for ahead in range(at + 1, min(at + 6, len(self.lowers))):
                code = self._code(ahead) if self.places.get(ahead) is not None else ""
                if code:
                    return code
                if self.lowers[ahead] not in ("the", "of", "republic", "federal", "islamic", "kingdom", "state"):
                    break
        return ""

    def behind_country(self, at: int) -> int:
        """The index behind "of the Republic of Korea" that begins at token `at`."""
        index = at + 1
        while index < len(self.lowers) and (
            self.places.get(index) is not None
            or self.lowers[index] in ("the", "of", "republic", "federal", "islamic", "kingdom", "state")
        ):
            index += 1
        return index

    def body_before(self, at: int) -> str:
        """The international body of an office at token `at`: "UN", "NATO", "the International Monetary Fund's"."""
        for back in range(at - 1, max(-1, at - 4), -1):
            lower = self.lowers[back]
            if self._acronym(back, BODIES):
                return BODIES[lower]
            if lower == "nations" and back and self.lowers[back - 1] == "united":
                return "un"
            if self.tokens[back].text in ",.;:()" or lower in ("and", "the", "of"):
                return ""
        return ""

    def body_after(self, at: int) -> str:
        """The body behind an office: "of the United Nations", "of NATO"."""
        if at + 2 < len(self.lowers) and self.lowers[at] == "of":
            first = at + 2 if self.lowers[at + 1] == "the" else at + 1
            if self._acronym(first, BODIES):
                return BODIES[self.lowers[first]]
            if self.lowers[first] == "united" and self.lowers[first + 1 : first + 2] == ["nations"]:
                return "un"
        return ""
