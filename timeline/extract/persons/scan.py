"""The names of persons in a text: after an office, in apposition to one, or by the look of the name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from timeline.extract.persons.reach import Reach
from timeline.extract.persons.tables import (
    LEADING,
    PEERS,
    PLACED_TITLES,
    ROYAL,
    SELDOM_GIVEN,
    STYLES,
    THING_HEADS,
    THING_TAILS,
    TITLE_NAMES,
    WORD_NAMES,
)

_NONE: frozenset[str] = frozenset()
_COURTESY = frozenset(("courtesy",))
_PEER = frozenset(("office", "peer"))
_ENDS = frozenset(". ; : , who said and in told is was has had to will would where when".split())
_PAST = frozenset(("former", "ex", "late", "onetime", "ex-", "then-candidate"))
_OPEN = frozenset((",", "(", "-", "–", "—"))
_SEVERAL = frozenset(("daughters", "sons", "sisters", "brothers", "children", "wives"))
_FOLLOWING = LEADING | {"of", "for", ",", "(", "the"}
_BOUND = frozenset("in at to from near outside via through around visit visited leave left".split())
_ARTICLES = frozenset(("a", "an"))
_DEFINITE = frozenset(("the", "a", "an", "this", "that", "aboard"))
_MONTHS = frozenset(("may", "april", "june", "august"))
_IN_MONTH = frozenset(("in", "of", "since", "until", "till", "last", "by", "early", "late", "mid"))
_MOST_COURTESY = 12  # tokens of "H.E. Dr. Mr." before one name


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
    body: str = ""
    listed: bool = False
    genitive: bool = False
    former: bool = False


class Names(Reach):
    """Scans the tokens of one text for names; `find` yields them in order, none overlapping another."""

    @cached_property
    def marks(self) -> frozenset[int]:
        """The letters that number the paragraphs of a list ("A. ...", "B. ..."), which are no initials."""
        found = [at for at in self.capitals if self._numbers(at)]
        return frozenset(found if len(found) > 2 else ())

    def _numbers(self, at: int) -> bool:
        if len(self.tokens[at].text) > 1 or self.lowers[at + 1 : at + 2] != ["."]:
            return False
        return at == 0 or "\n" in self.gap(at)

    def find(self) -> Iterator[Name]:
        """The names in order of the text."""
        lowers, heralds = self.lowers, self.words.heralds
        stands = sorted({*self.capitals, *self.openers})
        behind = 0
        for at in stands:
            if at < behind:
                continue
            lower = lowers[at]
            if lower == "under" and not self.tokens[at].capital and self._goes_on(at):
                continue  # the preposition, not "under secretary"
            found = self._announced(at, lower) if lower in heralds or lower[-1] == "." else None
            if found is None and (self._goes_on(at) or lowers[at + 1 : at + 2] == ["."]):
                found = self._plain(at)
            if found is not None:
                names, behind = found
                yield from names

    def _announced(self, at: int, lower: str) -> tuple[list[Name], int] | None:
        """The names behind an office or a courtesy title, and where to go on; None where the word is neither."""
        offices, courtesy = self.lexicon.offices, self.lexicon.courtesy
        if lower in offices and (match := self.lexicon.match(offices, self.lowers, at)):
            return self._after_office(at, match[0], match[1])
        if lower in PEERS:
            return self._after_office(at, 1, _PEER)
        if (lower in courtesy or lower.rstrip(".") in courtesy) and at not in self.places:
            return self._after_office(at, 1, _COURTESY)
        return None

    # -- offices -----------------------------------------------------------------------------------------------
    def _after_office(self, at: int, length: int, kinds: frozenset[str]) -> tuple[list[Name], int]:
        behind = self._behind_dot(at + length)
        if behind >= len(self.tokens) or self.tokens[at + length - 1].possessive:
            return [], behind
        if not self.tokens[behind].capital and self.lowers[behind] not in _FOLLOWING and self.lowers[at] != "dalai":
            return [], behind  # no name can stand here
        office = "" if "courtesy" in kinds or "peer" in kinds else " ".join(self.lowers[at : at + length])
        if "plural" in kinds:
            office = singular(office)
        if "family" in kinds:
            return self._kin(at, behind)
        if at and self.lowers[at - 1] in THING_HEADS and self.tokens[at - 1].capital and self.tokens[at].capital:
            return [], behind  # "Hotel President Wilson"
        if office in PLACED_TITLES and (self.lowers[behind] == "of" or self.tokens[behind].text == "Royal"):
            return self._placed_title(at, behind)
        country = self.country_before(at)
        begin = behind
        body = self.body_before(at) or self.body_after(behind)
        if self.lowers[behind] in ("of", "for"):
            if after := self.country_after(behind):
                begin, country = self.behind_country(behind), country or after
            else:
                begin = self._behind_domain(behind)
        country = country or ("" if body else self.home(office))
        if office == "secretary" and self.tokens[at].capital and not country and not body:
            country = "US"  # the style of that country alone
        found, end = self._listed(
            at, begin, Name(at, at, at, office, country, kinds, self._title(at, office), "", body)
        )
        once = office in TITLE_NAMES and self.lowers.count(self.lowers[at]) == 1  # met in passing
        if not found and office in TITLE_NAMES and self.tokens[at].capital and not once:
            return [Name(at, at, at + length, office, kinds=frozenset(("office", "placed")), listed=False)], end
        return found, end

    def _title(self, at: int, office: str) -> str:
        return office if office in STYLES else self.lowers[at].rstrip(".")

    def _behind_dot(self, behind: int) -> int:
        """Over the full stop of an abbreviated title, "Gen." or "Dr."; not over the end of a sentence."""
        short = len(self.lowers[behind - 1]) <= 4
        while short and behind < len(self.tokens) and self.tokens[behind].text == "." and not self.gap(behind):
            behind += 1
        return behind

    def _behind_domain(self, behind: int) -> int:
        """Over "for Human Rights" or "of the Atomic Energy Organization" where a name stands behind; else no step."""
        at, limit = behind + 1, min(behind + 9, len(self.tokens))
        while at < limit:
            token, lower = self.tokens[at], self.lowers[at]
            if token.capital and lower in self.words.given and self.place_at(at) is None:
                return at
            if lower == "," and at + 1 < limit and self.tokens[at + 1].capital:
                return at
            if not token.capital and lower not in ("the", "of", "and", "for", "&"):
                return behind
            at += 1
        return behind

    def _over_courtesy(self, first: int) -> int:
        """Over "Mr.", "H.E. Dr." and the like before a name."""
        limit = min(first + _MOST_COURTESY, len(self.tokens))
        while first + 1 < limit and self.tokens[first].capital:
            lower = self.lowers[first]
            if lower not in self.lexicon.courtesy and lower.rstrip(".") not in self.lexicon.courtesy:
                break
            if not (self.tokens[first + 1].capital or self.tokens[first + 1].text == "."):
                break
            first += 1 + (self.tokens[first + 1].text == ".")
        return first

    def _listed(self, at: int, begin: int, like: Name) -> tuple[list[Name], int]:
        """The name behind an office, or all of "Presidents X of Kenya and Y of Zambia"."""
        found: list[Name] = []
        start, count = begin, len(self.tokens)
        while start < count:
            comma = self.lowers[start] in (",", "(")
            first = self._over_courtesy(start + 1 if comma and not found else start)
            if first >= count or self.broken(max(at, first - 1), first):
                break
            end = self._name_end(at, begin, first, comma and not found, like)
            if end == first:
                break
            origin = self.country_after(end)
            name = Name(
                first if found else at, first, end, like.office, like.country or origin, like.kinds,
                self._styled(like, first),
                body=like.body, listed=self.known(first, end), former=self._former(at),
            )  # fmt: skip
            if found and origin:
                name.country = origin
            self._settle(name, end, bool(origin))
            found.append(name)
            if "plural" not in like.kinds:
                break
            start = self.behind_country(end) if origin else end
            while start < count and self.lowers[start] in (",", "and"):
                start += 1
        return found, found[-1].end if found else max(at + 1, begin)

    def _styled(self, like: Name, first: int) -> str:
        """The title of the name; in "Prime Minister Sheikh Hasina" the one that stands next to it."""
        before = self.lowers[first - 1] if first else ""
        return before if before in STYLES and like.title not in STYLES else like.title

    def _settle(self, name: Name, end: int, placed: bool) -> None:
        """Add the office in apposition behind a courtesy title or a bare peer: "Mr. Wang, the foreign minister"."""
        if name.office or placed:
            return
        office, kinds, home, body = self._apposition(end)
        if office:
            name.office, name.body = office, body
            name.kinds = kinds | name.kinds
            name.country = name.country or home

    def _name_end(self, at: int, begin: int, first: int, comma: bool, like: Name) -> int:
        """The index behind the name that an office announces, or `first` if what stands there is none."""
        office = like.office
        start = first
        while self.lowers[start] in LEADING and not self.tokens[start].capital and self._goes_on(start):
            start += 1
        end = self.reach(start, allow_place=not comma, titled="courtesy" in like.kinds)
        if end == start:
            return first
        royal = office.split(" ")[-1] in ROYAL or "peer" in like.kinds
        if end == first or (comma and end - first < (1 if royal or self._enclosed(at, end) else 2)):
            return first
        alone = end - first == 1
        if all(len(t.text) == 1 for t in self.tokens[start:end]):
            return first  # initials without a name
        if alone and (self.lowers[first] in self.words.organisations or self.lowers[first] in THING_TAILS):
            return first  # "General Motors"
        if self.thing(first, end):
            return first
        if comma and self.place_at(first) is not None:
            return first
        if self.shouted(first, end) and self.shouted(at, begin) and not self.known(first, end) and office not in STYLES:
            return first  # "LEADERS MEET ...": a headline
        if alone and self.place_at(first) is not None and self._landed(first):
            return first
        if not alone and self.place_at(first) is not None and not self.known(first, end):
            return first
        return end

    def _enclosed(self, at: int, end: int) -> bool:
        """Whether a lone surname stands between commas behind a definite office: "the German chancellor, Scholz,"."""
        if end >= len(self.tokens) or self.lowers[end] != "," or end - at > 6 or self.tokens[end - 1].possessive:
            return False
        return any(self.lowers[back] == "the" for back in range(max(0, at - 3), at))

    def _landed(self, at: int) -> bool:
        """Whether the word is a land's name, which no surname is ("the president, Senegal")."""
        mention = self.place_at(at)
        if mention is None or mention.place is None:
            return False
        return mention.place.kind == "country" or (
            mention.place.kind == "admin1" and self.lowers[at] not in self.words.family
        )

    def _former(self, at: int) -> bool:
        for back in range(at - 1, max(-1, at - 4), -1):
            if self.lowers[back] in _PAST or self.lowers[back].startswith("ex-"):
                return True
            if self.tokens[back].text in ",.;:":
                return False
        return False

    def _placed_title(self, at: int, behind: int) -> tuple[list[Name], int]:
        """ "the Prince of Wales": the title is the name."""
        end = behind + (self.lowers[behind] == "of")
        start = end
        while end < len(self.tokens) and self.tokens[end].capital and not self.tokens[end - 1].possessive:
            end += 1
        if end == start or not self.tokens[at].capital:
            return [], behind
        office = self.lowers[at]
        return [Name(at, at, end, office, title=office, kinds=frozenset(("office", "placed")), listed=True)], end

    def _kin(self, at: int, behind: int) -> tuple[list[Name], int]:
        start = behind + 1 if self.lowers[behind] == "," else behind
        start = self._over_courtesy(start) if start < len(self.tokens) else start
        end = self.reach(start) if start < len(self.tokens) and not self.broken(at, start) else start
        if end == start:
            return [], behind
        kin = self.lowers[at]
        found = [Name(start, start, end, kin=singular(kin) if kin != "children" else "child", listed=True)]
        while kin in _SEVERAL and end + 1 < len(self.tokens) and self.lowers[end] in (",", "and"):
            start = end + 1 + (self.lowers[end + 1] == "and")
            end = self.reach(start) if start < len(self.tokens) else start
            if end == start:
                return found, found[-1].end
            found.append(Name(start, start, end, kin=found[0].kin, listed=True))
        return found, found[-1].end

    # -- names without an office before them -------------------------------------------------------------------
    def _plain(self, at: int) -> tuple[list[Name], int]:
        lower, words = self.lowers[at], self.words
        if at in self.marks or (lower in _MONTHS and at and self.lowers[at - 1] in _IN_MONTH):
            return [], at + 1
        opens = lower in SELDOM_GIVEN and self._given_here(at)
        placed = self.place_at(at) is not None
        if not opens and (lower in words.stop or lower in words.ordinary or lower in self.demonyms):
            return [], at + 1
        if placed and not self._misplaced(at):
            return [], at + 1
        end = self.reach(at, allow_place=placed)
        core = sum(1 for t in self.tokens[at:end] if len(t.text) > 1)
        if end - at < 2 or core == 0 or (core < 2 and not (len(self.tokens[at].text) == 1 and end - at > 2)):
            return [], max(end, at + 1)
        known = self.known(at, end)
        if not self._personal(at, end, known):
            self.things.update(range(at, end))
            return [], end
        genitive = at > 0 and self.tokens[at - 1].possessive and self.place_at(at - 1) is not None
        country = self._code(at - 1) if genitive else ""
        office, kinds, home, body = self._apposition(end)
        country = country or self.country_after(end) or home
        name = Name(at, at, end, office, country, kinds, body=body, listed=known, genitive=genitive)
        return [name], end

    def _opening(self, at: int, end: int) -> bool:
        """Whether words in capitals open a paragraph that goes on in small letters: "WEN JIABAO sets out ..."."""
        fresh = at == 0 or "\n" in self.gap(at)
        return fresh and end < len(self.tokens) and self.tokens[end].text.islower()

    def _misplaced(self, at: int) -> bool:
        """Whether a place's name is rather a given name with a surname behind it: "Vladimir Putin"."""
        mention, token = self.place_at(at), self.tokens[at]
        if mention is None or mention.end > token.end or token.lower not in self.words.given:
            return False
        if at and self.lowers[at - 1] in _BOUND:
            return False
        words, following = self.words, self.lowers[at + 1]
        if not self.tokens[at + 1].capital or self.place_at(at + 1) is not None or following in self.demonyms:
            return False
        return following not in words.ordinary and following not in words.organisations and following not in words.stop

    def _personal(self, at: int, end: int, known: bool) -> bool:
        """Whether two or more capitalised words look like a person's name."""
        pieces = self.tokens[at:end]
        before = self.lowers[at - 1] if at else ""
        if self.shouted(at, end) and not (known and self._opening(at, end)):
            return False
        if self.thing(at, end) or (before in _DEFINITE and not self.broken(at - 1, at)):
            return False
        plain = pieces[1:] if self.lowers[at] in WORD_NAMES else pieces
        if any(c.isdigit() for t in pieces for c in t.text) or any(t.lower in self.words.organisations for t in plain):
            return False
        if sum(t.capital for t in pieces) > (6 if known else 4) or (
            len(pieces[0].text) == 1 and len(pieces[-1].text) < 3
        ):
            return False
        if self.shouted(at, end):
            return True
        loud = [i for i, t in enumerate(pieces) if len(t.text) > 2 and t.text.isupper() and t.text.isalpha()]
        return not loud or (known and loud[0] > 0)

    def _apposition(self, at: int) -> tuple[str, frozenset[str], str, str]:
        """An office in apposition behind a name: ", the U.S. defense secretary," or ", Israel's foreign minister"."""
        lowers = self.lowers
        if at >= len(lowers) or lowers[at] not in _OPEN:
            return "", _NONE, "", ""
        if lowers[at + 1 : at + 2] and lowers[at + 1].isdigit():
            return "", frozenset(("minor",)), "", ""  # an age
        for ahead in range(at + 1, min(at + 12, len(lowers))):
            if lowers[ahead] in _ENDS and not (lowers[ahead] == "who" and ahead == at + 1):
                break
            match = (
                self.lexicon.match(self.lexicon.offices, lowers, ahead)
                if lowers[ahead] in self.lexicon.offices
                else None
            )
            if match and "family" not in match[1] and not self.tokens[ahead + match[0] - 1].possessive:
                office = " ".join(lowers[ahead : ahead + match[0]])
                office = singular(office) if "plural" in match[1] else office
                behind = ahead + match[0]
                if behind < len(lowers) and self.tokens[behind].capital and self.reach(behind) > behind:
                    break  # the title of the next person of a list
                body = self.body_before(ahead) or self.body_after(behind)
                country = self.country_before(ahead) or self.country_after(behind)
                return office, match[1], country or ("" if body else self.home(office)), body
        if lowers[at + 1 : at + 2] and lowers[at + 1] in _ARTICLES and lowers[at] == ",":
            return "", frozenset(("minor",)), "", ""  # "a farmer from the north"
        return "", _NONE, "", ""


def singular(office: str) -> str:
    """ "foreign ministers" -> "foreign minister", "secretaries of state" -> "secretary of state"."""
    words = []
    for word in office.split():
        words.append(word[:-3] + "y" if word.endswith("ies") else word[:-1] if word.endswith("s") else word)
    return " ".join(words)
