"""Who is named in a dispatch: one person a name, the fullest name, the land, the rank, the kin, the office meant."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extract.people import People, Person
from timeline.extract.tokens import tokenise
from timeline.gazetteer import default
from timeline.languages import lexicon
from timeline.locate import find_places


def read(text: str) -> People:
    return People(tokenise(text), find_places(text), lexicon("en"), default().demonyms(), text)


def named(people: People, name: str) -> Person:
    found = [p for p in people.persons if p.name == name]
    assert found, f"no {name} among {[p.name for p in people.persons]}"
    return found[0]


WHO = [
    ("Shri Narendra Modi landed in Tokyo. Prime Minister Modi was to meet H.E. Dr. Mohamed Irfaan Ali, "
     "President of Guyana.",
     ["Narendra Modi", "Mohamed Irfaan Ali"]),
    ("U.S. President Donald Trump and first lady Melania Trump flew to Tokyo. Ivanka Trump stayed. Trump golfed.",
     ["Donald Trump", "Melania Trump", "Ivanka Trump"]),
    ("President George H.W. Bush went to Kyiv in 1991. His son George W. Bush went in 2008.",
     ["George H.W. Bush", "George W. Bush"]),
    ("Hillary Clinton flew to Accra. Former President Bill Clinton stayed in New York. "
     "Secretary Clinton met Mr. Mahama.",
     ["Hillary Clinton", "Bill Clinton", "Mahama"]),
    ("Russian Foreign Minister Sergei Lavrov arrived in Ankara. Sergey Lavrov met Turkey's Hakan Fidan.",
     ["Sergei Lavrov", "Hakan Fidan"]),
    ("Saudi Crown Prince Mohammed bin Salman (MBS) left Riyadh. Prince Mohammed met King Abdullah of Jordan. "
     "Bin Salman goes on to Cairo, where MBS sees Mr. Sisi. King Salman stayed.",
     ["Mohammed bin Salman", "King Abdullah", "Sisi", "King Salman"]),
    ("Brazilian President Luiz Inácio Lula da Silva landed in Beijing. "
     "Lula will meet Xi Jinping on Friday. Xi is the host.",
     ["Luiz Inácio Lula da Silva", "Xi Jinping"]),
    ("BIDEN ARRIVES IN KYIV\n\nPresident Joe Biden arrived in Kyiv on Monday. Joseph Biden met Volodymyr Zelensky; "
     "Mr. Zelenskyy thanked him.", ["Joe Biden", "Volodymyr Zelensky"]),
    ("Premier Chou En-lai and Marshal Tito met in Belgrade. Mr. Nehru stayed. Generalissimo Chiang Kai-shek objected.",
     ["Chou En-lai", "Tito", "Nehru", "Chiang Kai-shek"]),
    ("Queen Elizabeth II and the Duke of Edinburgh arrived. The Queen was met by President Reagan.",
     ["Queen Elizabeth II", "Prince Philip", "Reagan"]),
    ("King Charles and Queen Camilla landed in Nairobi. The King laid a wreath.", ["King Charles", "Queen Camilla"]),
    ("Presidents Cyril Ramaphosa of South Africa, Hakainde Hichilema of Zambia and Macky Sall of Senegal went to Kyiv.",
     ["Cyril Ramaphosa", "Hakainde Hichilema", "Macky Sall"]),
    ("Senators John McCain and Lindsey Graham visited Kabul with Sen. Jack Reed.",
     ["John McCain", "Lindsey Graham", "Jack Reed"]),
    ("The foreign ministers Annalena Baerbock of Germany and Catherine Colonna of France flew to Addis Ababa.",
     ["Annalena Baerbock", "Catherine Colonna"]),
    ("New Zealand's Jacinda Ardern met Australia's Anthony Albanese in Sydney.",
     ["Jacinda Ardern", "Anthony Albanese"]),
    ("Spain's prime minister, Pedro Sánchez Pérez-Castejón, flew to Rabat. Sánchez met Mohammed VI, King of Morocco.",
     ["Pedro Sánchez Pérez-Castejón", "King Mohammed VI"]),
    ("Mexican President Enrique Peña Nieto flew to Paris. Peña Nieto met President Emmanuel MACRON there.",
     ["Enrique Peña Nieto", "Emmanuel Macron"]),
    ("President Nixon left Andrews with Mrs. Nixon on Sunday. Mr. Nixon waved.", ["Nixon", "Mrs. Nixon"]),
    ("The prime minister, Ms. Theresa May, left London. Mrs May met Leo Varadkar, the taoiseach.",
     ["Theresa May", "Leo Varadkar"]),
    ('Philippine President Rodrigo "Rody" Duterte met Qin Gang, the Chinese foreign minister. Rody smiled. Qin spoke.',
     ["Rodrigo Duterte", "Qin Gang"]),
    ("UN High Commissioner for Human Rights Michelle Bachelet arrived in Guangzhou.", ["Michelle Bachelet"]),
    ("Austrian President Alexander Van der Bellen met Ursula von der Leyen. Von der Leyen flew home.",
     ["Alexander Van der Bellen", "Ursula von der Leyen"]),
    ("Egypt's President Abdel Fattah al-Sisi met Valéry Giscard d'Estaing. El-Sisi left.",
     ["Abdel Fattah al-Sisi", "Valéry Giscard d'Estaing"]),
    ("French President Emmanuel Macron and his wife Brigitte visited Washington.",
     ["Emmanuel Macron", "Brigitte Macron"]),
    ("Pope Francis landed in Juba. The pontiff prayed with Archbishop Justin Welby. Francis spoke.",
     ["Pope Francis", "Justin Welby"]),
    ("Kissinger flew on to Damascus. Kissinger met President Assad.", ["Kissinger", "Assad"]),
    ("Libya's Muammar Gaddafi met Tony Blair. Moammar Qadhafi, the Libyan leader, smiled.",
     ["Muammar Gaddafi", "Tony Blair"]),
    ("Aung San Suu Kyi flew to Naypyitaw. Suu Kyi met Vice President Mike Pence and Prime Minister Abe.",
     ["Aung San Suu Kyi", "Mike Pence", "Abe"]),
    ("Bangladesh Prime Minister Sheikh Hasina arrived. Sheikh Mohammed bin Zayed Al Nahyan met her.",
     ["Sheikh Hasina", "Mohammed bin Zayed Al Nahyan"]),
    ("Dr. Kwame Nkrumah, Premier of Ghana, left Accra. The late John F. Kennedy Jr. had met him.",
     ["Kwame Nkrumah", "John F. Kennedy Jr."]),
    ("Japanese Foreign Minister Yoko Kamikawa meets her Kenyan counterpart, Musalia Mudavadi.",
     ["Yoko Kamikawa", "Musalia Mudavadi"]),
    ("General de Gaulle flew to Bonn. President de Gaulle met Chancellor Adenauer. De Gaulle left.",
     ["de Gaulle", "Adenauer"]),
    ("Egyptian President al-Sisi met President el-Sisi's guests. Sisi left.", ["al-Sisi"]),
    ("Foreign Minister V. M. Molotov met Sir Anthony Eden and Lord Halifax.",
     ["V. M. Molotov", "Anthony Eden", "Lord Halifax"]),
    ("President Trudeau went with his children Xavier, Ella-Grace and Hadrien.",
     ["Trudeau", "Xavier", "Ella-Grace", "Hadrien"]),
    ("Iran's Supreme Leader Ayatollah Ali Khamenei met Hezbollah's Hassan Nasrallah.",
     ["Ali Khamenei", "Hassan Nasrallah"]),
    ("The visit of Chinese Vice Premier He Lifeng was told by Mr Jan Hendry.", ["He Lifeng", "Jan Hendry"]),
    ("Dinner with Macron and the German chancellor, Scholz, who drove.", ["Macron", "Scholz"]),
    ("Volodymyr Zelenskiy landed. Zelenskyy spoke.", ["Volodymyr Zelenskiy"]),
    ("South Korea's Park Chung Hee and Ngo Dinh Diem met. Park left.", ["Park Chung Hee", "Ngo Dinh Diem"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), WHO, ids=[names[0] for _, names in WHO])
def test_each_person_once_by_the_fullest_name(text: str, names: list[str]) -> None:
    assert sorted(p.name for p in read(text).persons) == sorted(names)


NOBODY = [
    "The George Washington dropped anchor off Brest. The carrier USS Ronald Reagan followed.",
    "He addressed troops at Camp Smith and laid a wreath at the USS Arizona Memorial in Pearl Harbor.",
    "The Ministry of External Affairs said Monetary Policy and Human Rights were discussed.",
    "Typhoon Haiyan and Hurricane Maria struck; the Red Cross and Goldman Sachs Group sent aid in November.",
    "He won the Nobel Peace Prize and a Purple Heart. Rohingya Muslims fled. Boeing Co rose.",
    "The talks at John F. Kennedy airport and the Konrad Adenauer Foundation were put off.",
    "He stayed at the King David Hotel, then crossed the Allenby Bridge to the Jordan Valley.",
    "Strategic Partnership Agreement signed at Palais de la Nation. Joint Chiefs met in San Francisco.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_things_are_no_persons(text: str) -> None:
    assert [p.name for p in read(text).persons] == []


LANDS = [
    ("U.S. Secretary of State Antony Blinken arrived.", "Antony Blinken", "US"),
    ("Secretary of State Colin Powell arrived.", "Colin Powell", "US"),
    ("Kenyan President William Ruto arrived.", "William Ruto", "KE"),
    ("President William Ruto of Kenya arrived.", "William Ruto", "KE"),
    ("The President of the Republic of Kenya, H.E. William Ruto, arrived.", "William Ruto", "KE"),
    ("Venezuela's Hugo Chavez arrived.", "Hugo Chavez", "VE"),
    ("Wang Yi, the Chinese foreign minister, arrived.", "Wang Yi", "CN"),
    ("Olaf Scholz, chancellor of Germany, arrived.", "Olaf Scholz", "DE"),
    ("Chancellor Angela Merkel arrived.", "Angela Merkel", "DE"),
    ("British Chancellor of the Exchequer George Osborne arrived.", "George Osborne", "GB"),
    ("White House adviser Jared Kushner arrived.", "Jared Kushner", "US"),
    ("Kremlin spokesman Dmitry Peskov spoke.", "Dmitry Peskov", "RU"),
    ("He met his Kenyan counterpart, Musalia Mudavadi.", "Musalia Mudavadi", "KE"),
    ("Xi Jinping spoke. China's Xi left.", "Xi Jinping", "CN"),
    ("Presidents Macky Sall of Senegal and Paul Kagame of Rwanda met.", "Paul Kagame", "RW"),
    (
        "Foreign Minister Hossein Amirabdollahian of the Islamic Republic of Iran met him.",
        "Hossein Amirabdollahian",
        "IR",
    ),
    ("Sen. John McCain arrived.", "John McCain", "US"),
    ("Pope Francis arrived.", "Pope Francis", "VA"),
    ("Micheál Martin, the taoiseach, arrived.", "Micheál Martin", "IE"),
    ("United Arab Emirates President Mohamed bin Zayed arrived.", "Mohamed bin Zayed", "AE"),
    ("U.N. Secretary-General Ban Ki-moon arrived.", "Ban Ki-moon", ""),
]


@pytest.mark.parametrize(("text", "name", "country"), LANDS)
def test_land(text: str, name: str, country: str) -> None:
    assert named(read(text), name).country == country


RANKS = [
    ("Foreign Ministry spokesman Geng Shuang said so.", "Geng Shuang", True, False),
    ("Morgan Ortagus, a spokeswoman, said so.", "Morgan Ortagus", True, False),
    ("A shot rang out, said Peter Miller, 45, who lives here.", "Peter Miller", True, False),
    ("Rain fell. (Reporting by Steve Holland in Tokyo; Editing by Mary Milliken)", "Mary Milliken", True, False),
    ("By John Smith\n\nRain fell in Paris on Monday.", "John Smith", True, False),
    ("Jane Miller, a farmer from the north, wept.", "Jane Miller", True, False),
    ("General Mark Milley arrived.", "Mark Milley", False, True),
    ("First lady Jill Biden arrived.", "Jill Biden", False, True),
    ("IMF Managing Director Christine Lagarde arrived.", "Christine Lagarde", False, True),
    ("Senator Marco Rubio arrived.", "Marco Rubio", False, True),
    ("Crown Prince Haakon arrived.", "Crown Prince Haakon", False, True),
    ("CIA Director William Burns arrived.", "William Burns", False, True),
    ("The head of the Atomic Energy Organization, Mohammad Eslami, arrived.", "Mohammad Eslami", False, True),
]


@pytest.mark.parametrize(("text", "name", "minor", "dignitary"), RANKS)
def test_rank(text: str, name: str, minor: bool, dignitary: bool) -> None:
    person = named(read(text), name)
    assert (person.minor, person.dignitary) == (minor, dignitary)


KIN = [
    ("President Donald Trump and his wife, Melania, arrived.", "Melania Trump", "Donald Trump"),
    ("King Charles III and Queen Camilla arrived.", "Queen Camilla", "King Charles III"),
    ("President Xi Jinping and his wife, Peng Liyuan, arrived.", "Peng Liyuan", "Xi Jinping"),
    ("Donald Trump spoke. President Trump was met by first lady Melania Trump.", "Melania Trump", "Donald Trump"),
    ("President Richard Nixon waved. Mrs. Nixon stood beside him.", "Mrs. Nixon", "Richard Nixon"),
    ("Emperor Akihito and Empress Michiko received him.", "Empress Michiko", "Emperor Akihito"),
]


@pytest.mark.parametrize(("text", "name", "other"), KIN)
def test_spouses(text: str, name: str, other: str) -> None:
    people = read(text)
    person = named(people, name)
    assert people.persons[person.spouse].name == other and person.spouse >= 0
    assert person.gender == "f"


CAST = (
    "U.S. Secretary of State Antony Blinken met Chinese President Xi Jinping and Foreign Minister Wang Yi of China. "
    "Defense Secretary Lloyd Austin stayed. German Chancellor Olaf Scholz, French President Emmanuel Macron, "
    "Indian Prime Minister Narendra Modi and Pope Francis spoke. U.N. Secretary-General António Guterres, NATO "
    "Secretary "
    "General Jens Stoltenberg, IMF Managing Director Christine Lagarde and IAEA Director General Rafael Grossi "
    "came. EU "
    "foreign policy chief Josep Borrell, British Foreign Secretary David Cameron, Japan's Emperor Naruhito, former "
    "U.S. "
    "President Barack Obama and U.S. President Joe Biden were there, as were Treasury Secretary Janet Yellen, U.S. "
    "climate "
    "envoy John Kerry and Saudi Crown Prince Mohammed bin Salman."
)
MEANT = [
    ("top u.s. diplomat", "Antony Blinken"), ("chief us diplomat", "Antony Blinken"),
    ("secretary of state", "Antony Blinken"),
    ("top american diplomat", "Antony Blinken"), ("top chinese diplomat", "Wang Yi"),
    ("pentagon chief", "Lloyd Austin"),
    ("u.s. defense chief", "Lloyd Austin"), ("un chief", "António Guterres"), ("u.n. chief", "António Guterres"),
    ("head of nato", "Jens Stoltenberg"), ("nato chief", "Jens Stoltenberg"), ("imf chief", "Christine Lagarde"),
    ("iaea head", "Rafael Grossi"), ("pontiff", "Pope Francis"), ("holy father", "Pope Francis"),
    ("pope", "Pope Francis"),
    ("german leader", "Olaf Scholz"), ("french leader", "Emmanuel Macron"), ("indian premier", "Narendra Modi"),
    ("indian leader", "Narendra Modi"), ("chinese leader", "Xi Jinping"), ("chancellor", "Olaf Scholz"),
    ("prime minister", "Narendra Modi"), ("eu foreign policy chief", "Josep Borrell"),
    ("japanese monarch", "Emperor Naruhito"),
    ("british foreign minister", "David Cameron"), ("u.s. president", "Joe Biden"),
    ("american president", "Joe Biden"),
    ("u.s. treasury chief", "Janet Yellen"), ("climate envoy", "John Kerry"), ("crown prince", "Mohammed bin Salman"),
    ("white house chief", "Joe Biden"), ("treasury secretary", "Janet Yellen"),
    ("chinese foreign minister", "Wang Yi"),
    ("secretary-general", "António Guterres"), ("saudi crown prince", "Mohammed bin Salman"),
    ("premier", "Narendra Modi"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "name"), MEANT, ids=[words for words, _ in MEANT])
def test_descriptions_find_their_person(words: str, name: str) -> None:
    people = read(CAST)
    assert [people.persons[n].name for n in people.described(words.split())][:1] == [name]


@pytest.mark.parametrize("words", ["kenyan president", "oil minister", "russian leader", "opec chief"])
def test_descriptions_of_nobody_named(words: str) -> None:
    assert read(CAST).described(words.split()) == []


def test_the_head_of_a_body_that_the_text_does_not_name() -> None:
    people = read("Secretary-General Ban Ki-moon flew to Haiti with President Martelly. The UN chief wept.")
    assert [people.persons[n].name for n in people.described(["un", "chief"])] == ["Ban Ki-moon"]


def test_office_holders_of_a_land() -> None:
    people = read(CAST)
    assert [people.persons[n].name for n in people.office_holders(("secretary",), "US")][:1] == ["Antony Blinken"]
    assert [people.persons[n].name for n in people.office_holders(("president",), "FR")] == ["Emmanuel Macron"]
    assert people.office_holders(("president",), "KE") == []


def test_a_title_alone_is_the_bearer_of_the_name() -> None:
    people = read("Queen Elizabeth II left London. The Queen waved. Prince Charles, the Prince of Wales, stayed.")
    assert people.persons[people.unnamed("Queen", 30)].name == "Queen Elizabeth II"
    assert len(people.persons) == 2


def test_every_mention_leads_back() -> None:
    text = "Crown Prince Mohammed bin Salman left Riyadh. Bin Salman met Xi Jinping. Xi thanked Prince Mohammed."
    people = read(text)
    told = [(text[m.start : m.end], people.persons[m.persons[0]].name) for m in people.mentions]
    assert told == [
        ("Crown Prince Mohammed bin Salman", "Mohammed bin Salman"),
        ("Bin Salman", "Mohammed bin Salman"),
        ("Xi Jinping", "Xi Jinping"),
        ("Xi", "Xi Jinping"),
        ("Prince Mohammed", "Mohammed bin Salman"),
    ]


WORDS = (
    "President Xi Jinping of China and the Queen Mr. Mrs. Dr. H.E. U.S. Secretary State , . ( ) ' “ ” 's bin al- de "
    "Kerry KERRY wife his Melania Trump Trump's said Presidents foreign ministers II Jr. J. He Paris in to 45 - "
    "Wales Prince known as MBS"
).split()


@given(st.lists(st.sampled_from([*WORDS, "\n", "\n\n"]), max_size=40), st.booleans())
def test_any_words_give_mentions_in_order_of_known_persons(words: list[str], apart: bool) -> None:
    text = (" " if apart else "").join(words)
    people = read(text)
    spans = [(m.start, m.end) for m in people.mentions]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert [p.number for p in people.persons] == list(range(len(people.persons)))
    assert all(p.name and p.spouse < len(people.persons) and p.spouse != p.number for p in people.persons)
    assert {n for m in people.mentions for n in m.persons} <= set(range(len(people.persons)))
