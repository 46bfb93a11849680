"""One sound document of every format."""

from __future__ import annotations

import io
import json
from datetime import datetime
from email.message import EmailMessage
from functools import cache

STORY = (
    "Foreign Minister Anna Berg arrived in Vienna on Tuesday, February 28, 2023, where she met Chancellor Nehammer. "
    "She is due to fly to Warsaw on March 2 and to return to Washington via Joint Base Andrews after a two-day visit. "
    "A stop in Saint Petersburg, planned for the weekend, was called off."
)
HTML = f"""<!DOCTYPE html><html lang="en"><head><title>Berg in Vienna</title><meta charset="utf-8">
<meta property="article:published_time" content="2023-02-28T10:00:00Z"></head><body><article><h1>Berg in Vienna</h1>
<p>{STORY}</p><table><tr><td>Tuesday</td><td>Vienna</td></tr></table><p>{STORY}</p></article></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Wire</title><item><title>Berg &amp;amp; talks</title><link>https://wire.example/1</link>
<pubDate>Tue, 28 Feb 2023 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{STORY}</p>]]></content:encoded></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>Berg</title>
<id>urn:1</id><updated>2023-03-02T01:00:00+02:00</updated><summary type="html">&lt;p&gt;{STORY}&lt;/p&gt;</summary>
</entry></feed>"""
RECORD = """<?xml version="1.0" encoding="UTF-8"?><trips><trip id="1"><name id="b">Anna Berg</name>
<role>secretary</role><start-date>2023-02-28</start-date><end-date>2023-03-01</end-date>
<country id="at">Austria</country>
<locale>Vienna, Graz</locale><remarks>Met the Chancellor. Attended a conference.</remarks></trip><visit>
<visitor>President Niinistö</visitor><from>Finland</from><start-date>2023-03-05</start-date>
<end-date>2023-03-06</end-date><description>Working visit.</description></visit></trips>"""
TABLE = """traveller,event,place,country,date,end,status,published,source,role,purpose,evidence
Anna Berg,stop,Vienna,AT,Tuesday,,reported,2023-03-01,wire-1,Minister,met Nehammer,"She ""met"" him, he said."
Anna Berg,stop,Warsaw,PL,2 March 2023,3 March 2023,planned,2023-03-01,wire-1,,,
"""
LINES = "\n".join(
    json.dumps(line)
    for line in (
        {"text": STORY, "published": "2023-03-01", "title": "Berg", "source": "wire-1"},
        {"traveller": "Anna Berg", "event": "stop", "place": "Vienna", "date": "Tuesday", "published": "2023-03-01"},
    )
)


@cache
def pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=0)
    canvas.setTitle("Berg in Vienna")
    for _ in range(2):
        lines = canvas.beginText(60, 780)
        for line in STORY.split(". "):
            lines.textLine(line)
        canvas.drawText(lines)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def docx() -> bytes:
    from docx import Document

    made = Document()
    made.add_paragraph(STORY)
    table = made.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Tuesday", "Vienna"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Warsaw"
    made.core_properties.created = datetime(2023, 2, 28)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@cache
def xlsx() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for line in TABLE.splitlines()[:2]:
        sheet.append(line.split(","))
    sheet.append(["Anna Berg", "stop", "Warsaw", "PL", datetime(2023, 3, 2)])
    book.properties.created = datetime(2023, 2, 28)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Berg in Vienna – die Reise"
    message["Date"] = "Tue, 28 Feb 2023 23:30:00 -0500"
    message["From"], message["To"] = "Wire <wire@wire.example>", "a@b.example"
    message.set_content(STORY)
    message.add_alternative(HTML, subtype="html")
    return message.as_bytes()


@cache
def seed(suffix: str) -> tuple[bytes, ...]:
    """The sound documents of a kind of file."""
    texts = {
        ".txt": (STORY,), "": (STORY, RSS, RECORD), ".html": (HTML,), ".rss": (RSS,), ".atom": (ATOM,),
        ".xml": (RECORD, HTML.replace("<!DOCTYPE html>", "").replace('"utf-8">', '"utf-8"/>')),
        ".jsonl": (LINES,), ".csv": (TABLE, TABLE.replace(",", ";")),
    }  # fmt: skip
    made = {".pdf": pdf, ".docx": docx, ".xlsx": xlsx, ".eml": mail}
    return (made[suffix](),) if suffix in made else tuple(t.encode() for t in texts[suffix])
