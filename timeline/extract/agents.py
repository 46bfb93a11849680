"""Whose travel the noun or the verb of a site tells: subject, owner, object, guest, or whoever makes the journey."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timeline.extract.discourse import Discourse
from timeline.extract.roles import LEFT_OUT
from timeline.extract.sites import Site
from timeline.extract.story import Sentence, Story
from timeline.extract.syntax.clause import Clause
from timeline.extract.syntax.phrase import Phrase

HUMAN = frozenset(("person", "office", "pronoun", "party"))
_DOING = frozenset(
    f"v.{kind}" for kind in "go arrive presence visit plan cancel stay depart return carry".split()
)  # verbs whose subject makes the visit that their object names
_STATIONS = frozenset(
    (
        "the day is a place",
        "the place is a stop",
        "the stop is a place",
        "the place comes next",
        "followed by",
        "a day and a place",
    )
)
_HOLDING = frozenset("find have see put keep".split())
_WORDS_SAID = frozenset("comment comments remark remarks words statement statements letter message tweet claim".split())
_OWNED = frozenset(("event", "vehicle", "noun"))
_TELLING = frozenset(("tell", "brief", "assure", "remind", "inform", "urge", "warn"))  # a meeting may listen
_SENDING = frozenset(("send", "dispatch"))
_SETTLING = frozenset("agree sign decide adopt conclude discuss settle approve negotiate".split())
_BODIES = frozenset("delegation mission party group team".split())
_LEADING = frozenset(("lead", "accompany", "escort"))
_VOTES = frozenset("election elections vote victory win campaign landslide referendum ballot coup mandate".split())


@dataclass(frozen=True, slots=True)
class Agents:
    """The phrases that name the travellers, how they are tied to the site, and the persons they stand for."""

    pieces: Sequence[Phrase]
    how: str
    numbers: tuple[int, ...]


class _Look:
    """A site with what the rules ask for again and again."""

    def __init__(self, story: Story, sentence: Sentence, site: Site) -> None:
        self.story, self.sentence, self.site = story, sentence, site
        self.discourse: Discourse = story.discourse
        self.clause, self.noun, self.verb = site.clause, site.noun, site.clause.verb
        self.who = sentence.who.get(self.clause.number, ())

    @property
    def near(self) -> list[int]:
        """The subjects of the clauses before."""
        who = self.sentence.who
        return [n for c in self.sentence.clauses[: self.clause.number] for n in who.get(c.number, ())]

    @property
    def passive(self) -> bool:
        return self.verb is not None and "passive" in self.verb.flags

    def verb_is(self, kind: str) -> bool:
        return self.verb is not None and kind in self.verb.kinds

    def objects(self) -> list[Phrase]:
        return [a.np for a in self.clause.args if not a.prep and a.np.what in HUMAN]

    def resolve(self, pieces: Sequence[Phrase]) -> tuple[int, ...]:
        return self.discourse.resolve(pieces, self.near)

    def lead(self) -> tuple[int, ...]:
        """The person the story is about, if it has one."""
        return (self.discourse.main,) if self.discourse.main is not None else ()


def agents(story: Story, sentence: Sentence, site: Site) -> Agents:
    """The travellers that the site's noun or verb tells of, by the first rule that knows them; else the subject."""
    look = _Look(story, sentence, site)
    for rule in _RULES:
        found = rule(look)
        if found is not None:
            return found
    return Agents(look.clause.subject, _plain(look.clause.how), look.who)


def _of_noun(look: _Look) -> Agents | None:
    """ "Blinken's visit", "a visit by the minister"."""
    noun = look.noun
    if noun is None:
        return None
    if noun.owner is not None and noun.owner.what == "noun" and "n.visit" in noun.kinds:
        return Agents([noun.owner], "others", ())  # "the companies' visit"
    if noun.owner is not None and noun.owner.what in HUMAN:
        near = [*look.near, *look.who]
        return Agents([noun.owner], "possessor", look.discourse.resolve([noun.owner], near))
    by = [
        a.np
        for a in look.clause.args
        if a.noun is noun
        and a.np.what in HUMAN
        and (a.prep == "by" or (a.prep == "of" and a.np.first <= noun.last + 3))
    ]
    if not by and (other := next((a for a in look.clause.args if a.noun is noun and a.prep == "by"), None)):
        if other.np.what != "noun" or "n.visit" not in noun.kinds:
            return None
        named = [a.np for a in look.clause.args if a.np.what == "person" and 0 < a.np.first - other.np.last <= 2]
        return Agents(named, "by", look.resolve(named))  # "a visit by his predecessor, Barack Obama"
    return Agents(by, "by", look.resolve(by)) if by else None


def _left_out(look: _Look) -> Agents | None:
    """Whose journey a place is taken out of ("was dropped from the itinerary of Mattis", "struck from his tour")."""
    reading = look.site.reading
    if reading is None or reading.rule != LEFT_OUT or not look.passive:
        return None
    plan = next((a.np for a in look.clause.args if a.prep in ("from", "off")), None)
    owners = [a.np for a in look.clause.args if a.prep == "of" and a.np.what in HUMAN]
    if plan is not None and plan.owner is not None and plan.owner.what in HUMAN:
        owners = [plan.owner]
    return Agents(owners[:1], "possessor", look.resolve(owners[:1])) if owners else None


def _taken(look: _Look) -> Agents | None:
    """ "The trip takes him to Seoul", not "the election that took him to the White House"."""
    if any(piece.head in _VOTES for piece in look.clause.subject):
        return None
    if not look.verb_is("v.carry") or look.passive or (look.verb is not None and look.verb.head in _LEADING):
        return None
    objects = look.objects()
    owner = look.clause.subject[0].owner if look.clause.subject else None
    if len(objects) == 1 and objects[0].what == "pronoun" and owner is not None and owner.what == "person":
        objects = [owner]  # "Rice's first journey took her to London"
    return Agents(objects, "taken", look.resolve(objects)) if objects else None


def _guests(look: _Look) -> Agents | None:
    """ "Duda received him in Warsaw", "he was received in Warsaw"."""
    if not look.verb_is("v.hosted"):
        return None
    if look.passive:
        return Agents(look.clause.subject, "received", look.who)
    objects = look.objects()
    guests = look.resolve(objects)
    return Agents(objects, "guest", guests) if guests and not look.verb_is("v.presence") else None


def _stops(look: _Look) -> Agents | None:
    """ "... which included stops in Japan and China"."""
    visit = look.noun is not None and "n.visit" in look.noun.kinds
    return Agents([], "trip stops", look.lead()) if visit and not look.who and look.verb_is("v.include") else None


def _sent(look: _Look) -> Agents | None:
    """ "dispatched an envoy to Phnom Penh": whoever sends stays."""
    sent = look.verb is not None and look.verb.head in _SENDING and not look.passive
    return Agents([], "sent", ()) if sent else None


def _led(look: _Look) -> Agents | None:
    """ "executives were in Beijing as part of a delegation led by Secretary Ross": its head is there too."""
    if look.who or not look.sentence.words & _BODIES:
        return None
    for clause in look.sentence.clauses:
        near = clause is look.clause or clause.parent is look.clause
        if clause.verb is not None and clause.verb.head == "lead" and near:
            heads = [a.np for a in clause.args if a.prep == "by" and a.np.what in HUMAN]
            if heads:
                return Agents(heads, "by", look.resolve(heads))
    return None


def _teller(look: _Look) -> Agents | None:
    """ "announced a visit to Rome" says nothing of who travels."""
    if look.noun is None or look.verb is None or look.verb.kinds & _DOING or "v.report" not in look.verb.kinds:
        return None
    within = next((a.prep for a in look.clause.args if a.np is look.noun), "")
    listening = look.verb.head in _TELLING and "n.meeting" in look.noun.kinds
    return Agents(look.clause.subject, "teller of", look.who) if not within and not listening else None


def _settled(look: _Look) -> Agents | None:
    """ "what was agreed at the meeting in Dakar": who agreed is not told, and need not be who speaks of it."""
    verb = look.verb
    if verb is None or verb.head not in _SETTLING or not look.passive or look.clause.how == "subject":
        return None
    return Agents([], "settled", ())


def _owner(look: _Look) -> Agents | None:
    """ "His week began in Tel Aviv"."""
    subject = look.clause.subject
    owner = subject[0].owner if subject and subject[0].what in _OWNED else None
    if subject and subject[0].what == "noun" and subject[0].head in _WORDS_SAID:
        return None  # "her comments came ahead of ..."
    if owner is None or owner.what not in HUMAN or look.who:
        return None
    return Agents([owner], "owner", look.resolve([owner]))


def _dropped(look: _Look) -> Agents | None:
    """ "Landed in Tel Aviv this morning": whoever was spoken of."""
    clause, verb = look.clause, look.verb
    if look.who or verb is None or clause.subject or clause.link != "main" or verb.tense not in ("past", "pres"):
        return None
    if look.sentence.phrases[clause.first] is not verb:
        return None
    return Agents([], "dropped", tuple(look.discourse.subject or look.lead()))


def _held(look: _Look) -> Agents | None:
    """ "July 19 finds him in Buenos Aires", "the programme has her in Juba"."""
    if look.who or look.verb is None or look.verb.head not in _HOLDING:
        return None
    objects = look.objects()
    return Agents(objects, "taken", look.resolve(objects)) if objects else None


def _followed(look: _Look) -> Agents | None:
    """ "..., followed by Uganda": who goes there goes on."""
    parent = look.clause.parent
    if look.verb is None or look.verb.head != "follow" or look.site.prep != "by" or parent is None:
        return None
    return Agents(parent.subject, _plain(parent.how), look.sentence.who.get(parent.number, ()))


def _journey(look: _Look) -> Agents | None:
    """ "The trip ends in Rome", "on Monday it is Luxor", "Friday was Amman": whoever makes the journey."""
    subject, reading = look.clause.subject, look.site.reading
    station = reading is not None and (reading.rule in _STATIONS or reading.rule.startswith("the place"))
    if look.who or not (station or _of_trip(subject)):
        return None
    if subject and subject[0].owner is not None and subject[0].owner.what == "noun":
        return Agents([], "others", ())  # "her father's trip"
    it = bool(subject) and subject[0].what == "pronoun"
    if it and (look.clause.link == "inf" or look.verb_is("v.depart")):
        return None  # "it has been expanded to include Greece"; what leaves a port is a ship
    if not subject:
        section = look.discourse.section
        return Agents([], "trip section", look.discourse.subject) if section else Agents([], "trip day", look.lead())
    travellers = _travellers(look.sentence, subject[0]) or look.lead()
    return Agents([], f"trip {subject[0].what}", travellers)


_RULES: tuple[Callable[[_Look], Agents | None], ...] = (
    _left_out,
    _of_noun, _taken, _guests, _stops, _sent, _led, _settled, _teller, _owner, _dropped, _held, _followed, _journey,
)  # fmt: skip


def _travellers(sentence: Sentence, trip: Phrase) -> tuple[int, ...]:
    """Whose journey a noun of another clause of the sentence means ("sets off on a tour that starts in Minsk")."""
    for clause in sentence.clauses:
        if any(a.np is trip for a in clause.args):
            return sentence.who.get(clause.number, ())
    return ()


def _plain(how: str) -> str:
    """How a subject was found, coarsely: in its place, or taken over from the clause it hangs on."""
    return "subject" if how in ("subject", "inherited", "ahead", "who") else how or "none"


def _of_trip(pieces: Sequence[Phrase]) -> bool:
    """Whether a subject is a journey or its vehicle, which stands for whoever makes it."""
    if not pieces or pieces[0].kind != "np":
        return False
    piece = pieces[0]
    return "n.visit" in piece.kinds or piece.what == "vehicle" or (piece.what == "pronoun" and piece.head == "it")


def inverted(clause: Clause) -> list[Phrase]:
    """The speaker of "..., said the minister"."""
    if clause.verb is None or "v.report" not in clause.verb.kinds:
        return []
    return [a.np for a in clause.args if not a.prep and a.np.what in HUMAN][:1]
