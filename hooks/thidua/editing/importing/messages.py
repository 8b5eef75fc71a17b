"""Mail (``.eml``) and pages saved in one file (``.mht``): the text of the message, pictures it carries, and what is attached."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from email import policy
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from thidua.editing.importing.evidence import note
from thidua.editing.importing.secrecy import refuse_secret
from thidua.editing.importing.source_dates import read_iso
from thidua.editing.importing.source_document import clean_line, escape_markdown
from thidua.editing.importing.text_files import read_text
from thidua.editing.importing.web_pages import decode_page, read_page
from thidua.editing.new import NotWrittenError
from thidua.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.message import EmailMessage, MIMEPart

    from thidua.editing.importing.evidence import ImportNote
    from thidua.editing.importing.source_dates import PublicationStamp
    from thidua.editing.importing.source_document import SourceDocument
    from thidua.reading.sector import Newspaper

_GREETING = re.compile(r"(?:kính gửi|kính thưa|thân gửi|chào|dear|gửi)\b", re.IGNORECASE)
_PREFIX = re.compile(r"(?:(?:re|fwd?|trả lời|chuyển tiếp)\s*:\s*)+", re.IGNORECASE)
"""What programs write before the subject of an answer, or of what is passed on."""
_MAX_PARTS = 500


def read_message(data: bytes, url: str, newspapers: Iterable[Newspaper]) -> SourceDocument:
    """The parts of a message. Raises NotWrittenError where it holds no text that can be read."""
    message = email.message_from_bytes(data, policy=policy.default)
    parts = list(message.walk())
    if len(parts) > _MAX_PARTS:
        raise NotWrittenError("import_not_message")
    body = message.get_body(("html", "plain")) if message.get("Subject") else None
    page = next((p for p in parts if p.get_content_type() == "text/html"), None)
    text = next((p for p in parts if p.get_content_type() == "text/plain"), None)
    chosen = body or page or text
    if chosen is None or not isinstance(chosen.get_payload(decode=True), bytes):
        raise NotWrittenError("import_not_message")
    if chosen.get_content_type() == "text/html":
        where = url or clean_line(str(chosen.get("Content-Location", "")))
        where = where if where.startswith(("http://", "https://")) else ""
        found = read_page(_text(chosen), None, where, newspapers, _pictures(parts))
    else:
        found = read_text(nfc(_text(chosen)))
    notes = list(found.notes)
    subject = _PREFIX.sub("", clean_line(str(message.get("Subject", ""))))
    refuse_secret([subject], [subject])
    if subject:
        found = _with_subject(found, subject, notes)
    files = [part for part in message.iter_attachments() if not _is_shown(part)]
    names = [clean_line(part.get_filename() or part.get_content_type()) for part in files]
    if names:
        notes.append(note("lost_attachments", count=len(names), value="; ".join(names)))
    return replace(found, notes=tuple(notes), sent=_sent(message))


def _with_subject(found: SourceDocument, subject: str, notes: list[ImportNote]) -> SourceDocument:
    """The text of a message with its subject as the title, unless the text begins with one of its own."""
    first = found.title
    if not first:
        return replace(found, title=subject)
    if _GREETING.match(first):
        notes.append(note("lost_dropped", count=1, value=first))
        return replace(found, title=subject)
    if first[-1] in ".:;,!?…":
        body = f"{escape_markdown(first)}\n\n{found.body}"
        return replace(found, title=subject, body=body, prose=(first, *found.prose))
    return found


def _sent(message: EmailMessage) -> PublicationStamp | None:
    """When a message was sent, in Vietnamese time; None where it does not say, or says what is no time."""
    written = clean_line(str(message.get("Date", "")))
    try:
        return read_iso(parsedate_to_datetime(written).isoformat())
    except ValueError:
        return None


def _is_shown(part: MIMEPart) -> bool:
    """Whether a part belongs to the page of a message: its pictures and styles."""
    return bool(part.get("Content-ID") or part.get("Content-Location"))


def _text(part: MIMEPart) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8").replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        return decode_page(data).replace("\r\n", "\n")


def _pictures(parts: Iterable[EmailMessage]) -> dict[str, bytes]:
    """Pictures a message carries, by the addresses its page has for them."""
    found = {}
    for part in parts:
        payload = part.get_payload(decode=True)
        if part.get_content_maintype() == "image" and isinstance(payload, bytes):
            if part.get("Content-Location"):
                found[str(part["Content-Location"])] = payload
            if part.get("Content-ID"):
                found[f"cid:{str(part['Content-ID']).strip('<>')}"] = payload
    return found
