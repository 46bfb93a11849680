"""Mails (EML, RFC 5322): the body, the subject, and the day in the sender's own zone."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

from timeline.errors import InputError
from timeline.read.clean import clean
from timeline.read.formats import decode
from timeline.read.fragments import fragment_text
from timeline.read.options import DEFAULT, Options
from timeline.read.wrapped import unwrap
from timeline.records import Dispatch, RawEvent


def read_mail(data: bytes, name: str, options: Options = DEFAULT) -> list[Dispatch | RawEvent]:
    """The plain body of a mail, else its HTML body as text; attachments are not read."""
    if not data.strip():
        raise InputError("is empty")
    try:
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(("plain", "html"))
        text = _text(body) if isinstance(body, EmailMessage) else ""
        subject = str(message.get("Subject", ""))
    except Exception as err:  # the parser of headers stumbles over hostile ones in many ways
        raise InputError(f"is no mail that can be read: {err}") from err
    if not message.keys():
        raise InputError("is no mail: it has no header")
    if not text.strip():
        raise InputError("holds no readable text")
    return [Dispatch(clean(text), _day(message), name, " ".join(subject.split()))]


def _text(body: EmailMessage) -> str:
    raw = body.get_payload(decode=True)
    charset = body.get_content_charset("")
    data = raw if isinstance(raw, bytes) else b""
    try:
        text = data.decode(charset or "utf-8")
    except (LookupError, UnicodeError):
        text = decode(data) if data.strip() else ""
    if body.get_content_type() == "text/html":
        return fragment_text(text)
    text = text.replace("\r\n", "\n")
    if body.get_param("format") == "flowed":  # RFC 3676: a space at the end of a line says that it goes on
        return text.replace(" \n", " ")
    return unwrap(text)


def _day(message: EmailMessage) -> date | None:
    header = message.get("Date")
    moment = getattr(header, "datetime", None)
    return moment.date() if moment else None
