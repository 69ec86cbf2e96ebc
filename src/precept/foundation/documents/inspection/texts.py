"""Plain text and CSV: readable, and nothing that a spreadsheet program would run."""

import codecs
import re

from precept.foundation.documents.rules import Unfit

_UNREADABLE = "is not plain text that can be read. Save it again as text in UTF-8, and add that."
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# What a spreadsheet program would do with a cell: start another program (DDE), or fetch an address.
# Bounded throughout, so that no text makes the search slow.
_RUNS = re.compile(
    r"[=+\-@＝＋－＠*/&(,]\s{0,3}['\"]?\w[\w.]{0,60}\|[^|\r\n]{0,200}![\w'\"]"
    r"|\b(?:WEBSERVICE|IMPORT(?:DATA|XML|HTML|FEED|RANGE))\s{0,3}\(",
    re.IGNORECASE,
)


def inspect(content: bytes, *, is_table: bool) -> tuple[str, ...]:
    """Look text through; finds nothing hidden. Unfit where it is not text, or a cell would run."""
    text = _read(content)
    if _CONTROL.search(text):
        raise Unfit(_UNREADABLE)
    if is_table and _RUNS.search(text):
        raise Unfit(
            "has a cell with a formula that starts a program or fetches something from elsewhere."
            " Replace its formulas by their values, and add it again."
        )
    return ()


def _read(content: bytes) -> str:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Windows programs write where nobody asked for UTF-8.
        try:
            return content.decode("cp1252")
        except UnicodeDecodeError as problem:
            raise Unfit(_UNREADABLE) from problem
