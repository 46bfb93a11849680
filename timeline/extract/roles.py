"""What a governed place means for the traveller: destination, origin, way, presence, or nothing.

The table reads: kind of verb or noun, and preposition -> role and the strength of that reading (0..1).
"""

from __future__ import annotations

from timeline.extract.anaphora import HOME
from timeline.extract.detached import AT, TRAVEL, detached
from timeline.extract.sites import Reading, Site, left_of
from timeline.extract.syntax.clause import HUMAN
from timeline.extract.syntax.phrase import Phrase

_TO = frozenset(("to", "into", "toward", "towards", "onto", "for"))
_FROM = frozenset(("from", "off"))
_BOUND = frozenset(
    "leave head depart set take bind sail make embark fly board start go emplane jet strike steer slip travel".split()
)
_VIA = frozenset(("via", "through", "over", "by"))
_SPELLS = frozenset("hours hour days day nights night minutes weekend evening afternoon morning week".split())
_STATIONS = frozenset("stop leg halt destination next last first final call port stage".split())
_CALLS = frozenset("stop stopover leg halt destination port station first second third next last".split())
_JUDGING = frozenset(
    "welcome hail praise criticise criticize condemn recall cite denounce support back mention review follow watch"
    " applaud commend reject call see oppose".split()
)
_FORESEEN = frozenset(("pencilled", "penciled", "next", "planned", "foreseen", "due"))
LEFT_OUT = "is left out"
"""The rule of a place that a journey is told to pass over after all."""
_REMOVALS = frozenset(("strike", "remove", "cut", "delete", "leave_out"))
_TAKING_IN = frozenset("have expect await welcome receive host greet".split())
_COURSE = frozenset("continue begin start open end finish conclude resume kick wrap wind close culminate".split())
_PROGRAMMES = frozenset("schedule itinerary program programme agenda calendar route list plan plans diary".split())
_CHANGED = frozenset("plane planes aircraft jet train trains car cars helicopter ship boat fuel petrol crew".split())
_WRITING = frozenset("write phone telephone email cable appeal".split())
_LEGATIONS = frozenset("permanent diplomatic resident observer".split())
_OFFICE_WORDS = frozenset("visa nuclear missile aid training weapons space exchange".split())
_LISTENERS = frozenset("reporters journalists newsmen conference briefing audience crowd".split())


def read(site: Site) -> Reading | None:
    """The role of the site's place, or None if the place is none of the traveller's."""
    if site.mention.text == "home" and site.mention.reason == HOME:
        return Reading("back", 0.8, "home")
    if site.form == "genitive":
        return None
    if site.form == "subject":
        return _comes(site)
    if site.form == "attr":
        return Reading("at", 0.4, f"{site.noun.head} there") if site.noun is not None else None
    if detached(site) or _judged(site) or (site.noun is not None and "n.visit" not in site.noun.kinds and _topic(site)):
        return None
    found = _by_noun(site) or _on_the_way(site) or _by_verb(site)
    arg = site.arg
    if arg.before in _SPELLS and arg.prep == "in" and (found is None or found.strength < 0.6):
        return Reading("at", 0.6, f"{arg.before} in")
    if found is None and not arg.prep and site.clause.subject and site.clause.subject[-1].what == "place":
        return _comes(site)  # "Brussels is pencilled in for Wednesday, London for the day after"
    if found is None and arg.before == "back" and arg.prep in AT:
        return Reading("back", 0.6, "back in")
    if found is None and site.clause.verb is None:
        if arg.prep in _TO:
            return Reading("to", 0.5, "to, without a verb")
        if arg.prep == "from":
            return Reading("from", 0.4, "from, without a verb")
        if arg.prep in AT:
            return Reading("at", 0.4, "in, without a verb")
        if not arg.prep and site.form == "item":
            return Reading("to", 0.5, "a day and a place") if _dated_item(site) else Reading("to", 0.4, "an item")
    if found is None and arg.fronted and arg.prep in AT:
        return Reading("at", 0.5, "opens the clause")
    return found


def _topic(site: Site) -> bool:
    """Whether "on" tells what is spoken of ("a speech on North Korea"), not where: only islands are stood on."""
    return site.arg.prep == "on" and site.place.kind not in ("island", "base", "natural")


def _comes(site: Site) -> Reading | None:
    """A place that is itself told of as a station: "Rome follows on Friday", "Cairo is the last stop"."""
    verb = site.clause.verb
    if verb is None:
        return None
    if verb.head in ("follow", "complete", "round_off", "close") or (
        verb.head == "come" and not any(a.prep in ("to", "from", "under") for a in site.clause.args)
    ):
        return Reading("to", 0.45, f"the place {verb.head}s")
    plain = [a.np for a in site.clause.args if not a.prep]
    if verb.head == "be" and any(np.head in _STATIONS for np in plain):
        return Reading("to", 0.55, "the place is a stop")
    if verb.head == "be" and plain and all(np.what == "date" for np in plain):
        return Reading("to", 0.55, "the place has its day")  # "Suva was Wednesday and Thursday"
    if verb.head == "be" and any(a.prep == "on" and a.np.head in _PROGRAMMES for a in site.clause.args):
        return Reading("to", 0.6, "the place is on the programme")
    if verb.head == "be" and any(np.head in _FORESEEN for np in plain):
        return Reading("to", 0.5, "the place is foreseen")
    if "passive" in verb.flags and verb.head in ("reach", "visit", "pencil_in", "put_down", "schedule", "plan", "add"):
        return Reading("to", 0.6, f"the place is {verb.head}ed")
    if "passive" in verb.flags and _taken_out(site, verb):
        return Reading("to", 0.6, LEFT_OUT)
    guests = any(np.what in ("pronoun", "person") for np in plain) and "passive" not in verb.flags
    if verb.head in _TAKING_IN and guests:
        return Reading("to", 0.5, "the place has its guest")  # "Caracas had him on the 21st"
    return None


def _taken_out(site: Site, verb: Phrase) -> bool:
    """Whether the place is taken out of a journey or its programme ("dropped Lebanon from his June tour")."""
    if "v.cancel" not in verb.kinds and verb.head not in _REMOVALS:
        return False
    plans = (a.np for a in site.clause.args if a.prep in ("from", "off"))
    return any("n.visit" in np.kinds or np.head in _PROGRAMMES for np in plans)


def _on_the_way(site: Site) -> Reading | None:
    """ "on his way to Peking", "en route to Rome": what somebody has not reached yet."""
    return Reading("to", 0.6, "on the way") if site.prep in _TO and site.arg.before in ("way", "route") else None


def _by_noun(site: Site) -> Reading | None:
    noun, prep = site.noun, site.arg.prep
    if noun is None or _no_journey(noun):
        return None
    if "n.visit" in noun.kinds:
        if prep == "of" and site.arg.before in ("member", "members", "ally", "allies"):
            return None  # "his first visit to a member of the court in The Hague"
        if prep in _TO or prep in AT or prep in ("of", ""):
            return Reading("to", 0.8, noun.head)
        if prep in _VIA:
            return Reading("to", 0.7, f"{noun.head} {prep}")
        if prep in _FROM:
            return Reading("from", 0.5, f"{noun.head} from")
    if "n.meeting" in noun.kinds and prep in AT:
        return Reading("at", 0.65, "a meeting listens") if _listens(site) else Reading("at", 0.5, noun.head)
    if "n.meeting" in noun.kinds and prep == "to" and site.listed:
        return Reading("at", 0.3, noun.head)
    return None


def _no_journey(noun: Phrase) -> bool:
    """Whether a noun of travel is used of a body or an undertaking ("permanent missions", "the visa programme")."""
    if noun.head in ("mission", "missions"):
        return bool(_LEGATIONS.intersection(noun.words))
    return noun.head in ("program", "programme", "schedule") and bool(_OFFICE_WORDS.intersection(noun.words))


def _of_journey(site: Site) -> bool:
    """Whether what a gerund goes on about is a journey, or what somebody visits on one."""
    above = site.clause.parent
    if above is None or above.verb is None:
        return True
    nouns = (*above.subject, *(a.np for a in above.args))
    return bool(above.verb.kinds & TRAVEL) or any("n.visit" in np.kinds for np in nouns)


def _judged(site: Site) -> bool:
    """Whether the meeting is only spoken of ("welcomed last month's meeting in Aqaba")."""
    verb = site.clause.verb
    if verb is None or verb.head not in _JUDGING or "passive" in verb.flags:
        return False
    return any(a.np is site.noun and not a.prep for a in site.clause.args)


def _listens(site: Site) -> bool:
    """Whether the meeting is told something: the speaker is there ("told the summit in Vietnam")."""
    verb = site.clause.verb
    told = verb is not None and verb.head in ("tell", "brief", "assure", "urge", "warn", "address")
    return told and any(a.np is site.noun and not a.prep for a in site.clause.args)


def _by_verb(site: Site) -> Reading | None:
    verb, prep = site.clause.verb, site.arg.prep
    if verb is None:
        return None
    kinds, lemma, plain = verb.kinds, verb.head, verb.head.split("_")[0]
    if lemma == "be" or lemma == "be_back":
        if prep in AT:
            return Reading("back" if lemma == "be_back" or site.arg.before == "back" else "at", 0.6, f"be {prep}")
        if prep == "to" and "perfect" in verb.flags:
            return Reading("to", 0.6, "been to")
        if prep == "for" and _day_subject(site):
            return Reading("to", 0.5, "the day is a place")  # "Sunday is for Cape Town"
        if not prep and _station(site):
            return Reading("to", 0.6, "the stop is a place")
        return Reading("to", 0.5, "the day is a place") if not prep and _day_subject(site) else None
    if not prep and "passive" not in verb.flags and (plain == "skip" or _taken_out(site, verb)):
        return Reading("to", 0.6, LEFT_OUT)
    if lemma == "call_in" and not prep:
        return Reading("to", 0.8, "call in")  # "will call in Singapore on the way home"
    if prep in AT and plain in _COURSE and any("n.visit" in p.kinds for p in site.clause.subject):
        return Reading("to", 0.7, "the journey goes on")
    if lemma == "come" and not prep and not site.clause.subject:
        return Reading("to", 0.5, "the place comes next")
    if plain == "follow" and prep == "by":
        return Reading("to", 0.5, "followed by")
    if plain in ("show", "tour") and "passive" in verb.flags and not prep:
        return Reading("to", 0.6, "was shown")
    if (
        site.form == "where"
        and site.clause.marker in ("which", "that")
        and plain in ("attend", "join", "address", "skip", "host", "chair")
    ):
        return Reading("at", 0.6, f"{plain} what is there")
    if site.form == "where" and plain in ("expect", "await", "schedule", "wait") and "passive" in verb.flags:
        return Reading("to", 0.6, "is expected there")
    if (
        plain in ("find", "see", "have", "put", "keep", "place", "greet")
        and prep in AT
        and any(not a.prep and a.np.what in ("person", "pronoun", "office") for a in site.clause.args)
    ):
        return Reading("at", 0.45, f"{plain} one {prep}")
    if (
        plain == "put"
        and prep in _TO
        and any(a.prep in ("on", "aboard") and a.at < site.arg.at for a in site.clause.args)
    ):
        return Reading("to", 0.7, "put on something to")  # "was put on a plane to Costa Rica"
    if plain == "put" and prep in AT and any(a.prep == "to" and a.np.what in HUMAN for a in site.clause.args):
        return Reading("at", 0.5, "put to one")  # "put questions to the king in Riyadh"
    if plain in ("expect", "await", "want", "need") and "passive" in verb.flags and prep in AT:
        return Reading("to", 0.6, f"is {plain}ed {prep}")
    if "v.carry" in kinds and plain not in ("fly", "drive") and (prep in _TO or prep == "from"):
        return Reading("from" if prep == "from" else "to", 0.7, lemma)
    if "v.include" in kinds and not (kinds & {"v.go", "v.visit"}):
        if verb.tense == "ger" and not _of_journey(site):
            return None  # "to tangle with countries, including North Korea"
        return Reading("to", 0.6, lemma) if prep in ("", *AT) else None
    if "v.transit" in kinds and prep in AT and (prep != "on" or not _topic(site)) and _changes(site, plain):
        return Reading("via", 0.9, lemma)
    if plain == "take" and prep in AT and any(not a.prep and a.np.head == "fuel" for a in site.clause.args):
        return Reading("via", 0.9, "take fuel")
    if prep in _VIA:
        return (
            Reading("via", 0.7, f"{lemma} {prep}")
            if kinds & {"v.go", "v.return", "v.arrive"} and prep != "by"
            else None
        )
    if prep == "from" and plain in ("speak", "talk", "address", "broadcast", "report", "phone", "write"):
        return Reading("at", 0.5, f"{plain} from")
    if (
        prep == "from"
        and (origin := left_of(site)) is not None
        and origin.what in ("party", "noun")
        and (origin.first > verb.last and origin.head.endswith("s"))
    ):
        return None  # "ministers from Sudan"
    if prep in _FROM or (prep == "of" and lemma.endswith(("_out", "_off"))):
        return Reading("from", 0.6, f"{lemma} {prep}") if kinds & {"v.go", "v.arrive", "v.return", "v.depart"} else None
    if ("v.depart" in kinds and plain in ("leave", "depart", "quit", "board", "clear", "climb", "go")) or lemma in (
        "take_off",
        "set_off",
        "set_out",
        "lift_off",
    ):
        if prep in _TO:
            return Reading("to", 0.75, f"{lemma} {prep}")
        if not prep:
            return Reading("from", 0.7, lemma)
        if prep in AT and any(not a.prep and a.np.what == "noun" and a.np.first < site.at for a in site.clause.args):
            return Reading("at", 0.4, f"{lemma} something {prep}")  # "left their house in Detroit"
        return Reading("from", 0.5, f"{lemma} {prep}") if prep in AT else None
    if "v.return" in kinds and (prep in _TO or prep in AT or not prep):
        return Reading("back", 0.85, lemma)
    if "v.arrive" in kinds and (prep in AT or prep in _TO or not prep):
        return Reading("to", 0.9, lemma)
    if lemma == "have" and not prep and "perfect" not in verb.flags:
        return Reading("to", 0.4, "has a place to go")
    if plain == "break" and prep in AT:
        return Reading("to", 0.5, "breaks the way")
    if "v.go" in kinds and prep == "for" and plain not in _BOUND:
        return None
    if "v.go" in kinds and prep in _TO:
        return Reading("to", 0.85 if prep != "for" else 0.7, lemma)
    if "v.go" in kinds and lemma in ("tour", "travel", "journey", "shuttle", "cross", "swing") and prep in AT:
        return Reading("to", 0.5, f"{lemma} {prep}")
    if "v.visit" in kinds and plain not in ("pay", "make", "undertake") and (not prep or prep in AT):
        return Reading("to", 0.85 if not prep else 0.6, lemma)
    if (
        "v.stop" in kinds
        and (prep in AT or prep in _TO)
        and not (plain in ("call", "drop") and prep not in ("at", "in"))
    ):
        return Reading("to", 0.8, lemma)
    if "v.stay" in kinds and not lemma.endswith("_away") and (prep in AT or prep == "with"):
        return Reading("at", 0.7, lemma)
    if "v.hosted" in kinds and "v.presence" not in kinds and prep in AT:
        return Reading("hosted", 0.6, lemma)
    if _topic(site) and kinds & {"v.presence", "v.report", "v.hosted"} and not kinds & {"v.go", "v.arrive"}:
        return None
    if "v.presence" in kinds and prep in AT:
        return Reading("at", 0.55, lemma)
    if plain in _WRITING and any(a.prep == "to" and a.np.first < site.at for a in site.clause.args):
        return None  # "wrote to the two missions in New York"
    if "v.report" in kinds and prep in AT:
        return Reading("at", 0.65 if site.arg.before in _LISTENERS else 0.35, lemma)
    if "v.go" in kinds and prep in AT:
        return Reading("at", 0.3, f"{lemma} {prep}")
    return None


def _changes(site: Site, plain: str) -> bool:
    """Whether what is changed, taken or pumped has to do with the way: planes and fuel, not course or tack."""
    things = [a.np for a in site.clause.args if not a.prep and a.np.first < site.at and a.np.what != "date"]
    return plain not in ("change", "take", "pump") or not things or any(np.head in _CHANGED for np in things)


def _station(site: Site) -> bool:
    """Whether "his first stop is Kyiv": a part of a journey stands where the subject should, the place behind it."""
    subject = site.clause.subject
    return len(subject) == 1 and subject[0].head in _CALLS and subject[0].first < site.at and not site.arg.fronted


def _dated_item(site: Site) -> bool:
    """Whether the clause holds days and places only: "Wednesday: Cairo", "Saturday Abu Dhabi and Riyadh once more"."""
    clause = site.clause
    if clause.marker == ":" and clause.parent is not None and clause.parent.verb is None:
        days = [a for a in clause.parent.args if a.np.what == "date"]  # "Next week West Africa: Senegal and Ghana"
    else:
        days = [a for a in clause.args if a.np.what == "date"]
    plain = all(a.np.what in ("date", "place") or a.np.head == "home" for a in clause.args)
    return not clause.subject and bool(days) and plain


def _day_subject(site: Site) -> bool:
    """Whether "Friday was Amman": a date stands where the subject should."""
    subject = site.clause.subject
    plain = not subject or (subject[0].what == "pronoun" and subject[0].head == "it")
    return plain and any(a.np.what == "date" and a.fronted for a in site.clause.args)
