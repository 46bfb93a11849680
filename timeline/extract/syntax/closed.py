"""The closed word classes of English, as the parser needs them: auxiliaries, prepositions, determiners and the like."""

from __future__ import annotations

BE = frozenset("is are was were be been being am isn't aren't wasn't weren't".split())
HAVE = frozenset("has have had having hasn't haven't hadn't".split())
DO = frozenset("do does did don't doesn't didn't".split())
WILL = frozenset("will shall won't".split())
WOULD = frozenset(
    "would could should might may can must ought cannot can't couldn't wouldn't shouldn't mustn't".split()
)
PAST_AUX = frozenset("was were had did wasn't weren't hadn't didn't".split())
NEGATIVES = frozenset("not never no longer neither nor hardly scarcely".split())
PREPOSITIONS = frozenset(
    """in at on to into onto for from via through of near outside around toward towards across over by with within
    inside beside during about against among amongst between behind beyond despite under above along aboard
    without amid amidst upon per throughout past off up down like unlike including except besides opposite
    regarding concerning following pending ahead versus vs than across alongside atop""".split()
)
SUBORDINATORS = frozenset(
    "when while as because although though since until till if whether before after once unless whereas lest".split()
)
RELATIVES = frozenset("who whom whose which where that".split())
COORDINATORS = frozenset("and or but nor & then plus".split())
DETERMINERS = frozenset(
    """the a an this that these those each every any some no all both another other many several few most much more
    such half either neither certain enough fewer less what""".split()
)
POSSESSIVES = frozenset("his her their its our my your".split())
PRONOUNS = frozenset(
    "he she they it we i you him her them us me himself herself themselves itself myself one who".split()
)
SUBJECT_PRONOUNS = frozenset("he she they it we i you there".split())
PARTICLES = frozenset("back off out on down up over in away aboard around home by across ahead through round".split())
ADVERBS = frozenset(
    """also now still already just later earlier again first only soon even once here there then finally today yet
    too instead however meanwhile therefore thus perhaps maybe almost together alone afterwards afterward
    thereafter beforehand abroad overseas twice next last recently currently briefly quietly often always
    sometimes usually so far straight direct nonstop early late onward onwards ahead thence thereby hence else
    quite very rather well long away back apart aboard elsewhere anyway sooner ever indeed nearly over up upstairs
    downtown ashore inland overland overnight east west north south tonight""".split()
)
# words between "is" and "to" that make one verb group ("is due to visit"), by what they tell
PLANNED = frozenset(
    """due set scheduled expected slated poised about bound going planning supposed preparing booked billed ready
    hoping tipped listed sure certain planned intending aiming looking determined keen eager""".split()
)
OPEN = frozenset(
    "likely unlikely able unable willing prepared obliged forced reported said believed known thought".split()
)
# adverbs and negations that look like nouns or give a direction, so that a verb group does not run over them
UNSKIPPED = frozenset("back so west east north south".split())
NOT_ADVERBS_IN_LY = frozenset("rally reply ally family assembly italy supply rely apply comply".split())
# adverbs that end an open noun phrase ("the visit later drew protests")
PHRASE_ENDING = frozenset(
    """then also later again today now here too there back first next already still alone early late tonight yet
    thereafter afterwards""".split()
)
# determiners that can stand for a noun phrase of their own ("both flew on", "several of them")
QUANTIFIERS = frozenset("no all both some several many another most each this these those".split())
DEFINITE = frozenset("the this these both that those".split())
DEMONSTRATIVES = frozenset("that those this these some all both".split())
COMPLEX_PREPOSITION_NOUNS = frozenset("front place honour honor favour case view spite charge light".split())
"""Nouns of prepositions such as "in front of"."""
GENDERS = {
    **dict.fromkeys("he his him himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
    **dict.fromkeys("they their them themselves".split(), "p"),
    **dict.fromkeys("i my me myself".split(), "1"),
    **dict.fromkeys("we our us".split(), "1p"),
}
"""Whom a pronoun can mean: m, f, p (plural), 1, 1p; anything else is neuter."""
CLITIC_CARRIERS = frozenset("i you he she it we they there that who".split())
CLITICS = {"'m": "am", "'re": "are", "'s": "is", "'ve": "have", "'ll": "will", "'d": "would"}
