"""PDF files, read by pdfium, which is built to meet strangers' files; pictures of pages are not read."""

from __future__ import annotations

import re
from datetime import date

from timeline.errors import InputError
from timeline.read.clean import clean
from timeline.read.options import DEFAULT, Options
from timeline.read.wrapped import unwrap
from timeline.records import Dispatch, RawEvent

_DAY = re.compile(r"(?:D:)?\s*(\d{4})(\d\d)?(\d\d)?")  # ISO 32000-1, 7.9.4
_RAGGED = 0.2
"""How much a full line of proportional letters may lack of the longest, as a share."""


def read_pdf(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """The text of all pages, with the title and the day of making from the file's own properties.

    Raises `InputError` for a damaged or locked file, one of too many pages, and one without text.
    """
    if not data.strip():
        raise InputError("is empty")
    import pypdfium2 as pdfium  # loads slowly

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as err:
        raise InputError(f"is no PDF that can be opened: {_cause(err)}") from None
    try:
        if len(document) > options.max_pages:
            raise InputError(f"has more than {options.max_pages} pages, the limit")
        text = "\n\n".join(_page(document, number) for number in range(len(document)))
        told = document.get_metadata_dict()
    except pdfium.PdfiumError as err:
        raise InputError(f"is a damaged PDF: {_cause(err)}") from None
    finally:
        document.close()
    if not text.strip():
        raise InputError("holds no text (pages that are pictures are not read)")
    made = _day(told.get("CreationDate", "")) or _day(told.get("ModDate", ""))
    return [Dispatch(clean(text), made, name, told.get("Title", "").strip())]


def _cause(err: Exception) -> str:
    return str(err).rstrip(".").replace("Failed to load document (PDFium: ", "").rstrip(")")


def _page(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]
    try:
        words = page.get_textpage().get_text_bounded()
    finally:
        page.close()
    return unwrap(words.replace("\r\n", "\n").replace("\r", "\n"), _RAGGED)


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    if not found or not found[2] or not found[3]:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
