"""Word documents (DOCX), and the guard that every packed office file passes first."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.read.clean import clean
from timeline.read.options import DEFAULT, MB, Options
from timeline.records import Dispatch, RawEvent

if TYPE_CHECKING:
    from docx.document import Document

_MARKUP = (".xml", ".rels")
# The template of python-docx carries this day; a document with it was made by a program that set none.
_TEMPLATE = datetime(2013, 12, 23, 23, 15)


def check_package(data: bytes, options: Options = DEFAULT) -> None:
    """Raises `InputError` for what is no sound zip file, unpacks to too much, or declares entities in its XML."""
    if not data.strip():
        raise InputError("is empty")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            limit = options.max_bytes * options.unpacking
            if sum(part.file_size for part in parts) > limit:
                raise InputError(f"unpacks to more than {limit / MB:g} MB, the limit (--max-mb)")
            for part in parts:
                if part.filename.lower().endswith(_MARKUP):
                    _check_markup(package, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as err:
        raise InputError(f"is damaged or no office file: {err}") from None


def _check_markup(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No part of an office file may have a document type, so none can declare entities."""
    tail = b""
    with package.open(part) as file:  # reads no more than the size that was declared
        while piece := file.read(MB):
            if b"<!doctype" in (tail + piece.replace(b"\0", b"")).lower():
                raise InputError("declares entities of its own, which are not read")
            tail = piece[-32:].replace(b"\0", b"")


def read_docx(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """A Word document: its paragraphs and tables in order (python-docx), its title, and the day it was made."""
    check_package(data, options)
    import docx  # loads slowly

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_blocks(document))
        properties = document.core_properties
        made, title = properties.created or properties.modified, properties.title or ""
    except Exception as err:  # the library raises whatever a damaged part makes it stumble over
        raise InputError(f"is no sound Word document: {err}") from err
    if not text.strip():
        raise InputError("holds no readable text")
    return [Dispatch(clean(text), _known(made), name, title)]


def _known(made: datetime | None) -> date | None:
    return None if made is None or made.replace(tzinfo=None) == _TEMPLATE else made.date()


def _blocks(document: Document) -> Iterator[str]:
    """Paragraphs, and the rows of tables with their cells parted by bars."""
    from docx.table import Table, _Cell

    for block in document.iter_inner_content():
        if not isinstance(block, Table):
            yield block.text
            continue
        for row in block.rows:
            # not `row.cells`, which gives a cell as many times as the file says that it spans
            told = (_Cell(cell, block).text for cell in row._tr.tc_lst)
            cells = dict.fromkeys(" ".join(text.split()) for text in told)
            yield " | ".join(cell for cell in cells if cell)
