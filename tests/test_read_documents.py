"""Reading PDF, DOCX, EML, feeds and workbooks: their text and their own day; what is broken or hostile is one error."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from timeline.errors import InputError
from timeline.read import READERS, Options, read_inputs
from timeline.read.fragments import fragment_text
from timeline.read.wrapped import unwrap
from timeline.records import Dispatch, RawEvent

LINES = (
    "Foreign Minister Anna Berg arrived in the Austrian capital late on Monday and",
    "will meet the president of the republic in the Hofburg on Tuesday before she",
    "Travels on to Graz, her office said. On Friday she flies from there to War-",
    "saw, where a conference opens.",
)
WHOLE = (
    "Foreign Minister Anna Berg arrived in the Austrian capital late on Monday and will meet the president of the "
    "republic in the Hofburg on Tuesday before she Travels on to Graz, her office said. On Friday she flies from there "
    "to Warsaw, where a conference opens."
)
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Wire</title><item><title>Berg &amp;amp; talks</title><link>https://wire.example/1</link>
<pubDate>Tue, 28 Feb 2023 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Anna Berg arrived in <b>Vienna</b>.</p><script>alert(1)</script><p>She left.</p>]]>
</content:encoded></item><item><title>Empty</title></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Berg</title>
<id>urn:1</id><updated>2023-03-02T01:00:00+02:00</updated><summary type="html">&lt;p&gt;Anna Berg arrived
in Vienna.&lt;/p&gt;</summary></entry></feed>"""


def pdf(*pages: tuple[str, ...], **said: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(said.get("title", ""))
    for lines in pages:
        text = canvas.beginText(60, 780)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    # the day of making stands in the file's own information, fixed here so that the test knows it
    return out.getvalue().replace(b"D:20000101000000", b"D:20230228093000")


def word(*paragraphs: str, created: datetime | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Wednesday", "Graz"
    document.core_properties.title = "Berg in Vienna"
    if created:
        document.core_properties.created = created
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(body: str, kind: str = "plain", **headers: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Berg in Vienna"
    message["Date"] = headers.get("date", "Tue, 28 Feb 2023 23:30:00 -0500")
    message.set_content(body, subtype=kind)
    return message.as_bytes()


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["notes of the office"])
    sheet = book.create_sheet("tour")
    for row in rows:
        sheet.append(row)
    book.properties.created = datetime(2023, 2, 28)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, suffix: str, options: Options | None = None) -> list[Dispatch | RawEvent]:
    return READERS[suffix](data, "story", options or Options())


def one(data: bytes, suffix: str) -> Dispatch:
    (found,) = read(data, suffix)
    assert isinstance(found, Dispatch)
    return found


def test_pdf() -> None:
    found = one(pdf(LINES, ("Second page.",), title="Berg in Vienna"), ".pdf")
    assert (found.published, found.title, found.source) == (date(2023, 2, 28), "Berg in Vienna", "story")
    assert [line for line in found.text.split("\n") if line] == [WHOLE, "Second page."]


def test_docx() -> None:
    found = one(word("Anna Berg arrived in Vienna.", "She left.", created=datetime(2023, 2, 28, 9)), ".docx")
    assert (found.published, found.title) == (date(2023, 2, 28), "Berg in Vienna")
    assert found.text.split("\n") == ["Anna Berg arrived in Vienna.", "She left.", "Wednesday | Graz"]


def test_docx_with_the_day_of_its_template_has_none() -> None:
    assert one(word("Anna Berg arrived in Vienna."), ".docx").published is None


def test_mail_in_the_sender_s_own_day() -> None:
    found = one(mail("\n".join(LINES)), ".eml")
    assert (found.published, found.title, found.text) == (date(2023, 2, 28), "Berg in Vienna", WHOLE)


def test_mail_of_html_alone() -> None:
    page = "<style>p{}</style><p>Anna Berg arrived\n in <b>Vienna</b>.</p><ul><li>She left<br>on Friday.</ul><!-- x -->"
    assert one(mail(page, "html"), ".eml").text == "Anna Berg arrived in Vienna.\nShe left\non Friday."


@pytest.mark.parametrize("charset", ["iso-8859-1", "no-such-charset"])
def test_mail_in_another_charset(charset: str) -> None:
    body = "Die Ministerin kam am Dienstag in Köln an und fuhr über München nach Österreich.".encode("iso-8859-1")
    head = f"Date: Tue, 28 Feb 2023 10:00:00 +0100\nContent-Type: text/plain; charset={charset}\n\n".encode()
    assert (
        one(head + body, ".eml").text
        == "Die Ministerin kam am Dienstag in Köln an und fuhr über München nach Österreich."
    )


def test_rss_has_a_dispatch_for_each_entry_with_text() -> None:
    found = one(RSS.encode(), ".rss")
    assert found.text == "Anna Berg arrived in Vienna.\nShe left."
    assert (found.published, found.title) == (date(2023, 2, 28), "Berg & talks")
    assert found.source == found.url == "https://wire.example/1"


def test_atom() -> None:
    found = one(ATOM.encode(), ".xml")
    assert (found.text, found.published, found.source) == (
        "Anna Berg arrived in Vienna.",
        date(2023, 3, 2),
        "urn:1",
    )


def test_workbook_under_a_person_s_headings() -> None:
    rows = [("Who", "City", "From", "Till"), ("Anna Berg", "Vienna", date(2023, 2, 27), "Tuesday"), (None,) * 4]
    options = Options(columns={"traveller": "who", "place": "city", "date": "from", "end": "till"})
    assert read(workbook(*rows), ".xlsx", options) == [
        RawEvent(
            "Anna Berg", "stop", "Vienna", "2023-02-27", source="story", published=date(2023, 2, 28), end="Tuesday"
        )
    ]


def test_workbook_without_such_a_sheet() -> None:
    with pytest.raises(InputError, match="line 1: column 'date' is missing"):
        read(workbook(("a", "b"), (1, 2.0)), ".xlsx")


def bomb(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><trips><trip>&b;</trip></trips>'
)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_packages_that_attack(suffix: str) -> None:
    small = Options(max_bytes=1_000_000)
    with pytest.raises(InputError, match="unpacks to more than 3"):
        read(bomb({"word/document.xml": b"<a/>" * 2_000_000}), suffix, small)
    for text in (ENTITIES, ENTITIES.lower()):
        for encoding in ("utf-8", "utf-16"):
            with pytest.raises(InputError, match="declares entities"):
                read(bomb({"word/document.xml": b" " * 70_000 + text.encode(encoding)}), suffix)


def test_entities_of_xml_are_refused() -> None:
    with pytest.raises(InputError, match="declares entities"):
        read(ENTITIES.encode(), ".xml")
    outer = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><channel><item><title>&a;</title></item></channel></rss>'
    with pytest.raises(InputError, match="declares entities"):
        read(outer.encode(), ".rss")


@pytest.mark.parametrize(
    ("suffix", "data", "cause"),
    [
        (".pdf", b"%PDF-1.7 and then nothing", "no PDF that can be opened"),
        (".pdf", pdf(("",)), "holds no text"),
        (".docx", b"PK\x03\x04 and then nothing", "damaged or no office file"),
        (".docx", bomb({"other.xml": b"<a/>"}), "no sound Word document"),
        (".xlsx", bomb({"other.xml": b"<a/>"}), "no sound workbook"),
        (".eml", b"\n\nno header at all", "no header"),
        (".eml", mail(" "), "no readable text"),
        (".rss", b"<rss><channel></channel></rss>", "without any entry"),
        (".xml", b"<rss><channel>", "not well-formed"),
        (".xml", b"<recipe/>", "neither a feed nor a record"),
    ],
)
def test_what_cannot_be_read(suffix: str, data: bytes, cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        read(data, suffix)


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_nothing_is_told(suffix: str) -> None:
    with pytest.raises(InputError, match="is empty"):
        read(b"", suffix)


def test_pdf_of_too_many_pages() -> None:
    with pytest.raises(InputError, match="more than 1 pages"):
        read(pdf(LINES, LINES), ".pdf", Options(max_pages=1))


MAKE: dict[str, Callable[[], bytes]] = {
    ".pdf": lambda: pdf(LINES),
    ".docx": lambda: word(*LINES),
    ".xlsx": lambda: workbook(("traveller", "event", "place", "date"), ("Anna Berg", "stop", "Vienna", "Tuesday")),
    ".eml": lambda: mail("\n".join(LINES)),
    ".rss": RSS.encode,
    ".xml": ATOM.encode,
    ".html": lambda: f"<html><body><p>{WHOLE}</p></body></html>".encode(),
    ".csv": lambda: b"traveller,event,place,date\nAnna Berg,stop,Vienna,Tuesday\n",
    ".jsonl": lambda: b'{"text": "Anna Berg arrived in Vienna."}\n',
}
SEEDS = {suffix: make() for suffix, make in MAKE.items()}


@pytest.mark.parametrize("suffix", sorted(SEEDS))
@given(data=st.data())
def test_damaged_files_are_read_or_refused(suffix: str, data: st.DataObject) -> None:
    whole = bytearray(SEEDS[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        piece = data.draw(st.binary(max_size=4))
        whole[at : at + data.draw(st.integers(0, 40))] = piece
        whole = whole or bytearray(b"x")
    try:
        items = read(bytes(whole), suffix)
    except InputError as err:
        assert str(err)
    else:
        assert all(isinstance(item, Dispatch | RawEvent) for item in items)


@given(st.text())
def test_any_text_is_a_fragment(markup: str) -> None:
    assert "\n\n" not in fragment_text(markup)


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=100), max_size=12))
def test_unwrapping_keeps_every_letter(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept = [c for c in unwrap(text) if c.isalpha()]
    assert kept == [c for c in text if c.isalpha()]


def test_plain_text_is_unwrapped() -> None:
    assert one("\r\n".join(LINES).encode(), ".txt").text == WHOLE


def test_programme_is_not_unwrapped() -> None:
    programme = "\n".join(
        ["Tuesday", "09:30 Meeting with the President in the Ak Orda palace, then lunch", "Wednesday"] * 3
    )
    assert unwrap(programme) == programme


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx", ".rss", ".xml"])
def test_what_comes_without_a_name_is_told_by_its_content(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = SEEDS[suffix]
    (tmp_path / "story").write_bytes(data)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    wanted = read(data, suffix)
    for result in read_inputs([str(tmp_path / "story"), "-"]):
        assert not result.error
        texts = [(getattr(item, "text", ""), item.published) for item in result.items]
        assert texts == [(getattr(item, "text", ""), item.published) for item in wanted]


def test_link_out_of_the_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Anna Berg arrived in Rome.", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Anna Berg arrived in Vienna.", encoding="utf-8")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "c.txt").symlink_to(tmp_path / "secret.txt")
    assert [Path(result.name).name for result in read_inputs([str(folder)])] == ["a.txt", "b.txt"]


def test_file_beyond_the_limit(tmp_path: Path) -> None:
    name = tmp_path / "long.txt"
    name.write_bytes(b"x" * 2_000)
    (result,) = read_inputs([str(name)], options=Options(max_bytes=1_048))
    assert result.error == f"{name}: is larger than 0.000999451 MB, the limit (--max-mb)"
