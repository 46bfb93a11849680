"""XML files: feeds, pages and the official record, told apart by their root element.

The XML is read by lxml with entities left alone, without network and without huge trees: a document that declares
entities is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.read.feeds import read_feed
from timeline.read.formats import read_html
from timeline.read.options import DEFAULT, Options
from timeline.read.record import read_record
from timeline.records import Dispatch, RawEvent

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEEDS = ("rss", "feed", "RDF")


def read_xml(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """The items of an XML file: a feed (RSS, Atom), a page (XHTML), or the Office of the Historian's record.

    Raises `InputError` for XML that is not well-formed, that declares entities, or that is none of these.
    """
    root = _parse(data)
    kind = str(root.tag).rpartition("}")[2]
    if kind in _FEEDS:
        return read_feed(data, name, options)
    if kind == "html":
        return read_html(data, name, options)
    return read_record(root, name)


def _parse(data: bytes) -> _Element:
    from lxml import etree  # loads slowly

    if not data.strip():
        raise InputError("is empty")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as err:
        raise InputError(f"is not well-formed XML: {err.msg}") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise InputError("declares entities of its own, which are not read")
    return root
