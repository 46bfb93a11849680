"""The word lists that the search for persons needs, put together once a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from timeline.languages import Lexicon, ordinary_words, person_names, statesmen

# offices that belong to one state wherever they stand alone
OFFICE_HOME = {
    "secretary of state": "US", "defense secretary": "US", "secretary of defense": "US", "treasury secretary": "US",
    "secretary of the treasury": "US", "commerce secretary": "US", "energy secretary": "US", "attorney general": "US",
    "congressman": "US", "congresswoman": "US", "national security adviser": "US", "house speaker": "US",
    "deputy secretary of state": "US", "assistant secretary of state": "US", "under secretary of state": "US",
    "undersecretary of state": "US", "special presidential envoy": "US", "climate envoy": "US", "senator": "US",
    "secretary of war": "US", "national security advisor": "US", "rep": "US", "representative": "US", "sen": "US",
    "cia director": "US", "fbi director": "US", "foreign secretary": "GB", "chancellor of the exchequer": "GB",
    "home secretary": "GB", "defence secretary": "GB", "taoiseach": "IE", "tanaiste": "IE", "chancellor": "DE",
    "pope": "VA", "holy father": "VA", "pontiff": "VA", "state councilor": "CN", "state councillor": "CN",
    "federal councillor": "CH", "federal councilor": "CH", "lord chancellor": "GB",
    "chief cabinet secretary": "JP", "bundeskanzler": "DE",
    "bundeskanzlerin": "DE", "bundespräsident": "DE", "ministerpräsident": "DE", "landeshauptmann": "AT",
    "ayatollah": "IR", "shah": "IR", "dalai lama": "",
}  # fmt: skip
# institutions that stand for their country beside an office ("White House adviser")
INSTITUTIONS = {
    "pentagon": "US", "house": "US", "department": "US", "kremlin": "RU", "street": "GB", "elysee": "FR",
    "élysée": "FR",
    "vatican": "VA", "knesset": "IL", "bundestag": "DE", "capitol": "US",
}  # fmt: skip
INSTITUTION_HEADS = {"house": "white", "department": "state", "street": "downing"}
COUNTRY_TOKENS = {
    "u.s": "US", "u.s.": "US", "us": "US", "u.k": "GB", "u.k.": "GB", "uk": "GB", "uae": "AE", "u.a.e": "AE",
    "u.a.e.": "AE", "ussr": "RU", "soviet": "RU", "prc": "CN", "roc": "TW", "drc": "CD", "rok": "KR", "dprk": "KP",
}  # fmt: skip
# bodies whose heads travel in their own right
BODIES = {
    "un": "un", "u.n": "un", "u.n.": "un", "nato": "nato", "eu": "eu", "e.u": "eu", "e.u.": "eu", "imf": "imf",
    "iaea": "iaea",
    "opec": "opec", "wto": "wto", "oecd": "oecd", "asean": "asean", "oas": "oas", "au": "au", "unesco": "unesco",
    "unhcr": "unhcr", "unicef": "unicef", "fed": "fed", "cia": "cia", "fbi": "fbi", "ecb": "ecb", "osce": "osce",
    "european": "eu", "pentagon": "pentagon", "commonwealth": "commonwealth",
}  # fmt: skip
ROYAL = frozenset(
    "king queen emperor empress emir sultan prince princess consort pope shah tsar czar duke duchess patriarch".split()
)
# titles that stay with a name of one word: "King Abdullah", "Pope Francis", "Sheikh Hasina"
STYLES = {
    "king": "King", "queen": "Queen", "queen consort": "Queen", "prince": "Prince", "princess": "Princess",
    "pope": "Pope",
    "holy father": "Pope", "emperor": "Emperor", "empress": "Empress", "tsar": "Tsar", "czar": "Tsar",
    "sultan": "Sultan",
    "crown prince": "Crown Prince", "crown princess": "Crown Princess", "patriarch": "Patriarch", "lord": "Lord",
    "lady": "Lady", "grand duke": "Grand Duke", "duke": "Duke", "duchess": "Duchess", "sheikh": "Sheikh",
    "sheikha": "Sheikha", "holiness": "Pope", "mrs": "Mrs.", "viscount": "Viscount", "pontiff": "Pope",
    "emir": "Emir",
}  # fmt: skip
WOMEN = frozenset(
    "queen princess duchess empress mrs ms miss lady dame madame mme chairwoman congresswoman spokeswoman sheikha "
    "baroness countess actress señora frau smt businesswoman mother aunt sister".split()
)
MEN = frozenset(
    "king prince duke emperor emir sultan sheikh pope mr sir lord monsieur chairman congressman spokesman shah "
    "businessman ayatollah cardinal archbishop patriarch tsar czar baron count señor herr father uncle "
    "brother".split()
)
MONTH_NAMES = frozenset(("may", "april", "june", "august", "jan"))  # also names of persons
LEADING = frozenset("de da di du della von van bin ibn al el ben abu le la dos".split())  # "President de Gaulle"
WORD_NAMES = frozenset("bill mark frank grace rich rob drew pat gene dick art ray".split())  # given names, too
# words that open a name now and then: "Jan Hendry", "He Lifeng", "Bill Clinton"
SELDOM_GIVEN = MONTH_NAMES | WORD_NAMES | {"he"}
# titles that are their bearer's name where none follows
TITLE_NAMES = {"dalai lama": "Dalai Lama"}
# offices that several lands have: the land most spoken of in the text
SHARED_OFFICES = {
    "chancellor": ("DE", "AT"),
    "foreign secretary": ("GB", "IN", "PK", "PH", "BD"),
    "house speaker": ("US", "BR", "PH"),
    "home secretary": ("GB", "IN"),
    "defence secretary": ("GB", "IN"),
    "attorney general": ("US", "GB", "IL", "AU"),
    "defense secretary": ("US", "PH"),
    "senator": ("US", "PH", "BR", "AU"),
    "congressman": ("US", "PH", "BR"),
}
PLACED_TITLES = frozenset(("prince", "princess", "duke", "duchess", "earl"))
SUFFIXES = frozenset("jr sr jnr snr ii iii iv v vi vii viii ix x xii xiii xiv xv xvi xxiii".split())
# words before which, or behind which, a name is a thing's: "Camp Smith", "USS George Washington", "Kennedy airport"
SHIPS = frozenset(
    "aboard carrier liner frigate destroyer battleship yacht cruiser corvette submarine warship ship vessel ferry"
    " tanker trawler schooner hurricane typhoon cyclone".split()
)
"""Words before the name of a ship or a storm, with a capital or without."""
THING_HEADS = frozenset(
    "camp fort mount mt lake port cape san santa saint st joint base hotel villa palais casa plaza rue via monte "
    "uss hms "
    "ins hmas co county operation hurricane typhoon cyclone storm carrier liner yacht aboard battleship destroyer "
    "frigate "
    "class "
    "radio tv daily al-qaeda isis team club miss chez cafe la le el los las il notre der das die".split()
)
THING_TAILS = frozenset(
    "airport hospital university street avenue school stadium hotel bridge center centre hall library institute "
    "foundation "
    "prize award awards museum park building memorial tower carrier terminal college square boulevard class cup "
    "trophy "
    "theatre theater llp inc co corp ltd llc plc ag sa gmbh nv spa holdings partners brothers sons associates & "
    "group "
    "capital media motors motor stores airlines news times post tribune journal".split()
)
OPENERS = frozenset(
    "the a an and or of but no yes in on at by it we i you there this these those after before file some many most "
    "all other another several each every any such both neither either two three four five six seven eight nine ten "
    "dozens hundreds thousands millions mr mrs ms".split()
)
# family names that stand first, in East Asian order
EASTERN = frozenset(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he kung lin gao luo zheng liang xie song "
    "tang "
    "deng feng "
    "han cao zeng peng xiao cai pan tian dong yuan yu ye du su jiang wei cheng lu ding ren yao shen zhong cui tan "
    "qin xi mao "
    "chou chiang teng lee kim park choi jung jeong kang cho yoon jang lim oh shin kwon moon roh nguyen tran le pham "
    "hoang phan "
    "vu dang bui do ho ngo duong truong vo dinh hun aung geng wen bo hua meng yan fu qian tsai lien soong koo ban "
    "ri pak "
    "ko kuo lai hong nong chung".split()
)
PEERS = frozenset(("counterpart", "counterparts"))  # "his Kenyan counterpart, Uhuru Kenyatta"


@dataclass(frozen=True, slots=True)
class Tables:
    """Sets of lower-case words."""

    stop: frozenset[str]
    particles: frozenset[str]
    organisations: frozenset[str]
    given: frozenset[str]
    statesmen: frozenset[str]
    family: frozenset[str]
    ordinary: frozenset[str]
    openers: frozenset[str]  # first words of offices, and of what stands like one
    never: frozenset[str]  # no name by itself
    heralds: frozenset[str]  # what may stand before a name: first words of offices, courtesy


@cache
def tables(lexicon: Lexicon) -> Tables:
    """The tables of one language."""
    words = lexicon.words
    given, family = person_names(abroad=True)
    stop = (
        words["months"] | words["days"] | words["prepositions"] | words["auxiliaries"] | words["boundaries"]
        | words["pronouns_m"] | words["pronouns_f"] | words["pronouns_p"] | words["not_names"] | OPENERS
    )  # fmt: skip
    particles = words["particles"]
    family |= EASTERN
    ordinary = ordinary_words() - given - family - particles
    organisations = words["organisations"] - EASTERN
    openers = PEERS.union(lexicon.offices)
    never = stop.union(ordinary, organisations, openers, lexicon.courtesy)
    heralds = openers.union(lexicon.courtesy)
    return Tables(stop, particles, organisations, given, statesmen(), family, ordinary, openers, never, heralds)
