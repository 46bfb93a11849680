"""Places that only tell more of something else: what goes on there, is to be built or has its seat there."""

from __future__ import annotations

from timeline.extract.sites import Site, left_neighbour, left_of

AT = frozenset(
    (
        "in",
        "at",
        "on",
        "near",
        "outside",
        "inside",
        "around",
        "within",
        "across",
        "aboard",
        "throughout",
        "here",
        "beside",
    )
)
"""The prepositions of being somewhere."""
TRAVEL = frozenset(("v.go", "v.visit", "v.arrive", "v.carry", "v.return", "v.depart", "v.stop", "v.include"))
"""The kinds of verbs that tell of a journey."""
_POSTS = frozenset("ambassador envoy consul attache attaché correspondent representative".split())
_WORKS = frozenset(
    "refinery plant pipeline dam railway line bridge reactor mine terminal road highway factory station airport tunnel"
    " hospital stadium canal".split()
)
_HOUSES = frozenset("house home residence apartment flat office mansion".split())


def detached(site: Site) -> bool:
    """Whether the place only tells more of something else: what goes on there, is to be built or has its seat there."""
    plain = _of_trouble(site) or _of_works(site) or _aside(site)
    return plain or _of_subject(site) or _of_post(site) or _of_house(site)


def _of_trouble(site: Site) -> bool:
    """Whether the place hangs on what goes on there without the traveller ("despite the fighting in Libya")."""
    left, steps = left_of(site), 0
    while left is not None and steps < 3:
        if "n.trouble" in left.kinds:
            return True
        left, steps = left_neighbour(site, left), steps + 1  # "the massacre of 148 people at a university in Garissa"
    return False


def _of_house(site: Site) -> bool:
    """Whether somebody leaves house or office ("left their house in Detroit")."""
    verb = site.clause.verb
    if verb is None or "v.depart" not in verb.kinds or site.prep not in AT:
        return False
    return any(not a.prep and a.np.head in _HOUSES and a.np.first < site.at for a in site.clause.args)


def _of_post(site: Site) -> bool:
    """Whether somebody's post is told ("was ambassador in Washington")."""
    verb = site.clause.verb
    if verb is None or verb.head != "be" or site.prep not in AT:
        return False
    return any(a.np.head in _POSTS and not a.prep and a.np.first < site.at for a in site.clause.args)


def _of_works(site: Site) -> bool:
    """Whether works are spoken of ("a deal for a refinery at the port of Limon"), and nobody goes to see them."""
    clause, left = site.clause, site.arg.before
    if left not in _WORKS or site.prep not in AT or (clause.verb is not None and clause.verb.kinds & TRAVEL):
        return False
    topics = [a.np for a in clause.args if a.prep and a.prep not in AT]
    return any(np.head == left and np.first < site.at for np in (*topics, *clause.subject))


def _aside(site: Site) -> bool:
    """Whether "around" or "near" behind a comma only says where something lies ("the valley, around San Jose")."""
    arg = site.arg.head or site.arg
    verb = site.clause.verb
    moves = verb is not None and bool(verb.kinds & TRAVEL)
    return arg.prep in ("around", "near", "outside") and arg.left == "punct" and not arg.fronted and not moves


def _of_subject(site: Site) -> bool:
    """Whether the place tells which subject is meant ("my office in Geneva will", "a senator from Nebraska, took")."""
    if not site.arg.fronted or site.noun is not None or site.clause.verb is None:
        return False  # without a verb a caption: "Kerry with crews in Christchurch"
    left = left_of(site)
    return left is not None and left.what in ("noun", "party", "office") and site.at - left.last == 2
