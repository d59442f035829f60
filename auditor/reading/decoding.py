"""Bytes → characters: UTF-8, UTF-16, and the Chinese encodings, whatever the file says of itself."""

from __future__ import annotations

from auditor.model.document import Unreadable

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BIG5 = {"big5", "big5-hkscs", "cp950"}
_UNICODE = {"utf-8", "utf8"}


def decode(data: bytes) -> str:
    """The text of bytes that do not say what they are. Raises Unreadable for anything but text."""
    text, lost = _decode(data, "")
    if lost or "\0" in text:
        raise Unreadable("not-text")
    return text


def decode_labelled(data: bytes, label: str) -> tuple[str, int]:
    """The text of a page that names its encoding, and how many characters could not be decoded. GB 2312 means GB 18030; a
    page that is sound UTF-8 is UTF-8, whatever it says."""
    text, lost = _decode(data, label.strip().lower())
    return text.replace("\0", ""), lost


def _decode(data: bytes, label: str) -> tuple[str, int]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _loosely(data, encoding)
    try:
        return data.decode("utf-8"), 0
    except UnicodeDecodeError:
        return _loosely(data, "utf-8" if label in _UNICODE else "big5hkscs" if label in _BIG5 else "gb18030")


def _loosely(data: bytes, encoding: str) -> tuple[str, int]:
    text = data.decode(encoding, errors="replace")
    return text, text.count("\ufffd")
