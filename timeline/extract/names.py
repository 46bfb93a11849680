"""Where names of persons stand in a text: after an office, in apposition to one, or by the look of the name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from timeline.extract.tokens import Token
from timeline.languages import Lexicon, person_names
from timeline.records import PlaceMention

# offices that belong to one state or body wherever they stand alone
OFFICE_HOME = {
    "secretary of state": "US", "defense secretary": "US", "secretary of defense": "US", "treasury secretary": "US",
    "secretary of the treasury": "US", "commerce secretary": "US", "energy secretary": "US", "attorney general": "US",
    "congressman": "US", "congresswoman": "US", "national security adviser": "US", "house speaker": "US",
    "deputy secretary of state": "US", "assistant secretary of state": "US", "under secretary of state": "US",
    "undersecretary of state": "US", "special presidential envoy": "US", "climate envoy": "US", "senator": "US",
    "secretary of war": "US", "national security advisor": "US", "foreign secretary": "GB", "taoiseach": "IE",
    "pope": "VA",
    "holy father": "VA", "pontiff": "VA", "state councilor": "CN",
}  # fmt: skip
_ROYAL = frozenset(
    "king queen emperor empress emir sultan prince princess consort pope shah tsar czar duke duchess".split()
)
_OPENERS = frozenset(
    "the a an and or of but no yes in on at by it we i you there this these those after before file".split()
)
_MONTH_NAMES = frozenset(("may", "april", "june", "august"))  # also names of persons
_PLACED_TITLES = frozenset(("prince", "princess", "duke", "duchess", "earl"))


@dataclass(slots=True)
class Name:
    """A name at tokens `first:end`, with what stands around it; `begin` is the first token of its title."""

    begin: int
    first: int
    end: int
    office: str = ""
    country: str = ""
    kinds: frozenset[str] = field(default_factory=frozenset)
    title: str = ""
    kin: str = ""
    listed: bool = False
    genitive: bool = False


class Names:
    """Scans the tokens of one text for names; `find` yields them in order."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        places: Sequence[PlaceMention],
        lexicon: Lexicon,
        demonyms: Mapping[str, str],
    ) -> None:
        self.text, self.tokens, self.lexicon, self.demonyms = text, tokens, lexicon, demonyms
        self.lowers = [t.lower for t in tokens]
        self.given, self.family = person_names()
        self._place_at: list[PlaceMention | None] = [None] * len(tokens)
        at = 0
        for mention in sorted(places, key=lambda m: m.start):
            while at < len(tokens) and tokens[at].end <= mention.start:
                at += 1
            index = at
            while index < len(tokens) and tokens[index].start < mention.end:
                self._place_at[index] = mention
                index += 1
        words = lexicon.words
        self._particles = words["particles"]
        self._organisation = words["organisations"]
        self._stop = (
            words["months"] | words["days"] | words["prepositions"] | words["auxiliaries"] | words["boundaries"]
            | words["pronouns_m"] | words["pronouns_f"] | words["pronouns_p"] | words["not_names"] | _OPENERS
        )  # fmt: skip

    def find(self) -> Iterator[Name]:
        """The names, none overlapping another."""
        at = 0
        count = len(self.tokens)
        while at < count:
            names, behind = self._read(at)
            yield from names
            at = max(behind, at + 1)

    def _read(self, at: int) -> tuple[list[Name], int]:
        lower = self.lowers[at]
        if lower in self.lexicon.offices:
            match = self.lexicon.match(self.lexicon.offices, self.lowers, at)
            if match:
                return self._after_office(at, match[0], match[1])
        token = self.tokens[at]
        if not token.capital:
            return [], at
        if lower.rstrip(".") in self.lexicon.courtesy:
            return self._after_office(at, 1, frozenset(("courtesy",)))
        return self._plain(at)

    # -- the reach of a name -----------------------------------------------------------------------------------
    def place_at(self, at: int) -> PlaceMention | None:
        """The place mention that covers the token at `at`."""
        return self._place_at[at] if at < len(self.tokens) else None

    def _gap(self, at: int) -> str:
        return self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def reach(self, at: int, allow_place: bool = False) -> int:
        """The index behind the name that begins at token `at`, or `at` if none does."""
        end = at
        while end < len(self.tokens) and end - at < 7:
            token = self.tokens[end]
            if end > at and (self._gap(end).strip(" ") or (self.tokens[end - 1].possessive)):
                break
            if token.text == "." and end > at and len(self.tokens[end - 1].text) == 1:
                end += 1
                continue
            lower = token.lower
            particle = lower in self._particles and end > at
            if not (token.capital and token.text[:1].isalpha()) and not (particle and self._goes_on(end)):
                break
            initial = len(token.text) == 1 and end + 1 < len(self.tokens) and self.tokens[end + 1].text == "."
            month = end > at and lower in _MONTH_NAMES and self.lowers[end - 1] in self.given  # "Theresa May"
            if (
                not particle
                and not initial
                and not month
                and (lower in self._stop or lower in self.demonyms or self._office_at(end))
            ):
                break
            if not (allow_place and end == at) and self._own_place(at, end):
                break
            end += 1
        while end > at and not self.tokens[end - 1].capital:
            end -= 1
        return end

    def _office_at(self, at: int) -> bool:
        lower = self.lowers[at]
        if lower not in self.lexicon.offices:
            return False
        match = self.lexicon.match(self.lexicon.offices, self.lowers, at)
        return bool(match) and lower not in self.family and lower not in self.given

    def _own_place(self, at: int, end: int) -> bool:
        """Whether the word is a place by itself, not a part of the name ("Jack London")."""
        mention = self.place_at(end)
        if mention is None:
            return False
        return mention.place is not None or end == at

    def _goes_on(self, at: int) -> bool:
        following = at + 1
        while following < len(self.tokens) and self.lowers[following] in self._particles:
            following += 1
        return following < len(self.tokens) and self.tokens[following].capital

    def _broken(self, first: int, second: int) -> bool:
        """Whether a line ends between two tokens, so that they are no one phrase."""
        between = self.text[self.tokens[first].end : self.tokens[second].start]
        if "\n" not in between:
            return False
        line = self.text.rfind("\n", 0, self.tokens[first].end)
        return between.count("\n") > 1 or self.tokens[first].end - line < 55

    # -- offices -----------------------------------------------------------------------------------------------
    def country_before(self, at: int) -> str:
        """The country of an office at token `at`: "Kazakhstan's", "Chinese", "U.S.", "the U.S. top"."""
        for back in range(at - 1, max(-1, at - 6), -1):
            token = self.tokens[back]
            mention = self.place_at(back)
            if mention and mention.place and mention.place.kind in ("country", "city", "admin1"):
                between = self.lowers[back + 1 : at]
                joined = not any(w in ("of", "in", "to", "from", "with", "and", ",", "on") for w in between)
                if mention.place.kind == "country":
                    return mention.place.country_code if joined else ""
                if not joined or not token.possessive:
                    return ""
            code = self.demonyms.get(token.lower, "") if token.capital else ""
            if code:
                return code
            if token.text in ",.;:()" or token.lower in ("and", "the", "with", "by", "to"):
                return ""
        return ""

    def country_after(self, at: int) -> str:
        """ "of Kenya" behind an office or a name that ends before token `at`."""
        if at + 1 < len(self.tokens) and self.lowers[at] == "of":
            for ahead in range(at + 1, min(at + 3, len(self.tokens))):
                mention = self.place_at(ahead)
                if mention and mention.place and mention.place.kind == "country":
                    return mention.place.country_code
                if self.lowers[ahead] != "the":
                    break
        return ""

    def _behind_country(self, at: int) -> int:
        index = at + 1
        while index < len(self.tokens) and (self.place_at(index) or self.lowers[index] == "the"):
            index += 1
        return index

    def _after_office(self, at: int, length: int, kinds: frozenset[str]) -> tuple[list[Name], int]:
        behind = at + length
        short = len(self.lowers[behind - 1]) <= 4  # "Gen.", "Sen.", "Dr."; not the end of a sentence
        while short and behind < len(self.tokens) and self.tokens[behind].text == "." and not self._gap(behind):
            behind += 1
        if behind >= len(self.tokens) or self.tokens[behind - 1].possessive:
            return [], behind
        office = "" if "courtesy" in kinds else " ".join(self.lowers[at : at + length])
        if "plural" in kinds:
            office = _singular(office)
        if "family" in kinds:
            return self._kin(at, behind)
        country = self.country_before(at) or OFFICE_HOME.get(office, "")
        begin = behind
        if after := self.country_after(behind):
            begin = self._behind_country(behind)
            country = country or after
        if begin < len(self.tokens) and office.split(" ")[0] in _PLACED_TITLES and self.lowers[behind] == "of":
            return self._placed_title(at, behind)
        return self._listed(at, begin, office, country, kinds)

    def _listed(self, at: int, begin: int, office: str, country: str, kinds: frozenset[str]) -> tuple[list[Name], int]:
        """The name behind an office, or all of "Presidents X of Kenya and Y of Zambia"."""
        found: list[Name] = []
        start = begin
        while start < len(self.tokens):
            comma = self.lowers[start] == ","
            first = start + 1 if comma and not found else start
            while (
                first + 1 < len(self.tokens)
                and self.lowers[first].rstrip(".") in self.lexicon.courtesy
                and self.tokens[first].capital
            ):
                first += 1 + (self.tokens[first + 1].text == ".")
            if first >= len(self.tokens) or self._broken(max(at, first - 1), first):
                break
            end = self.reach(first, allow_place=not comma)
            royal = office.split(" ")[-1] in _ROYAL
            if end == first or (comma and not found and end - first < (1 if royal else 2)):
                break
            if (self.lowers[first] in self._organisation and end - first == 1) or self._thing(first, end):
                break
            if self._shouted(first, end) and self._shouted(at, begin) and not self._known(first, end):
                break  # "HOLY FATHER COMES TO ...": a headline
            origin = self.country_after(end)
            title = self.lowers[at]
            found.append(
                Name(
                    at if not found else first,
                    first,
                    end,
                    office,
                    country or origin,
                    kinds,
                    title,
                    listed=self._known(first, end),
                )
            )
            if "plural" not in kinds:
                break
            start = self._behind_country(end) if origin else end
            while start < len(self.tokens) and self.lowers[start] in (",", "and"):
                start += 1
        if found:
            return found, found[-1].end
        return [], max(begin if begin > at else at + 1, at + 1) if not self.country_after(begin) else begin

    def _thing(self, first: int, end: int) -> bool:
        """Whether the words behind an office name a thing of its own ("King Khaled Airport", "President Hotel")."""
        return end - first > 1 and self.lowers[end - 1] in self._organisation

    def _shouted(self, first: int, end: int) -> bool:
        return all(t.text.isupper() and len(t.text) > 1 for t in self.tokens[first:end])

    def _placed_title(self, at: int, behind: int) -> tuple[list[Name], int]:
        """ "the Prince of Wales": the title is the name."""
        end = self._behind_country(behind)
        if end <= behind + 1 or not self.tokens[at].capital:
            return [], behind
        return [
            Name(at, at, end, self.lowers[at], title=self.lowers[at], kinds=frozenset(("office",)), listed=True)
        ], end

    def _kin(self, at: int, behind: int) -> tuple[list[Name], int]:
        start = behind + 1 if self.lowers[behind] == "," else behind
        end = self.reach(start) if start < len(self.tokens) and not self._broken(at, start) else start
        if end == start:
            return [], behind
        return [Name(start, start, end, kin=self.lowers[at], listed=True)], end

    # -- names without an office before them -------------------------------------------------------------------
    def _known(self, first: int, end: int) -> bool:
        """Whether the name begins with a given name or ends with a family name of the lists."""
        begin, last = self.lowers[first], self.lowers[end - 1]
        return begin.split("-")[0] in self.given or last in self.family

    def _plain(self, at: int) -> tuple[list[Name], int]:
        lower = self.lowers[at]
        if lower in self._stop or self.place_at(at) or lower in self.demonyms:
            return [], at + 1
        end = self.reach(at)
        if end - at < 2:
            return [], at + 1
        words = self.lowers[at:end]
        known = self._known(at, end)
        shouted = self._shouted(at, end)
        capitals = sum(t.capital for t in self.tokens[at:end])
        odd = any(w in self._organisation for w in words) or any(c.isdigit() for w in words for c in w)
        if odd or shouted or capitals > (5 if known else 4):
            return [], end
        genitive = at > 0 and self.tokens[at - 1].possessive and self.place_at(at - 1) is not None
        country = ""
        if genitive:
            mention = self.place_at(at - 1)
            country = mention.place.country_code if mention and mention.place else ""
        office, kinds, home = self._apposition(end)
        country = country or self.country_after(end) or home
        return [Name(at, at, end, office, country, kinds, listed=known, genitive=genitive)], end

    def _apposition(self, at: int) -> tuple[str, frozenset[str], str]:
        """An office in apposition behind a name: ", the U.S. defense secretary," or ", Israel's foreign minister"."""
        lowers = self.lowers
        if at >= len(lowers) or lowers[at] not in (",", "(", "-", "–", "—"):
            return "", frozenset(), ""
        for ahead in range(at + 1, min(at + 12, len(lowers))):
            if lowers[ahead] in (
                ".",
                ";",
                ":",
                ",",
                "who",
                "said",
                "and",
                "in",
                "told",
                "is",
                "was",
                "has",
                "had",
                "to",
            ):
                break
            match = self.lexicon.match(self.lexicon.offices, lowers, ahead)
            if match and "family" not in match[1]:
                office = " ".join(lowers[ahead : ahead + match[0]])
                country = self.country_before(ahead) or self.country_after(ahead + match[0])
                return office, match[1], country or OFFICE_HOME.get(office, "")
        return "", frozenset(), ""


def _singular(office: str) -> str:
    words = []
    for word in office.split():
        words.append(word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") else word)
    return " ".join(words)
