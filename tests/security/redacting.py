"""Reading everything that is made of a notice, byte by byte, for words that must not be there."""

import html
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "latin-1", "cp1252", "mac-roman")
_TAG = re.compile(r"<[^>]*>")


def letters(text: str) -> str:
    """A text without spaces, signs, accents or case: as little as somebody needs to recognise words."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def spellings(word: str) -> set[bytes]:
    """A word in the bytes in which a file could hold it."""
    found = set()
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    for form in forms | {one.upper() for one in forms}:
        for encoding in ENCODINGS:
            try:
                found.add(form.encode(encoding))
            except UnicodeEncodeError:
                continue
        found.add(form.encode("utf-8").hex().encode())
        found.add(form.encode("utf-16-be").hex().encode())
        found.add(form.encode("ascii", "xmlcharrefreplace"))
        found.add(form.encode("ascii", "backslashreplace"))
    return found


def of_page(page: str) -> list[bytes | str]:
    """A page as it is sent, and as it is read."""
    return [page.encode(), _TAG.sub("", html.unescape(page)), html.unescape(page)]


def of_word(content: bytes) -> list[bytes | str]:
    """A Word file: its bytes, every part of it, and each part's text over its tags."""
    found: list[bytes | str] = [content]
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            text = part.decode("utf-8", "replace")
            found += [name, part, _TAG.sub("", html.unescape(text))]
    return found


def of_pdf(content: bytes) -> list[bytes | str]:
    """A PDF: its bytes, every stream unpacked, every string of every object, and each page's text."""
    reader = pypdf.PdfReader(BytesIO(content))
    found: list[bytes | str] = [content]
    for number in range(1, int(reader.trailer["/Size"])):
        try:
            thing = reader.get_object(IndirectObject(number, 0, reader))
        except pypdf.errors.PdfReadError:
            continue
        if isinstance(thing, StreamObject):
            found.append(thing.get_data())
        found += list(_strings(thing))
    found += [page.extract_text() for page in reader.pages]
    found.append("".join(page.extract_text() for page in reader.pages))
    return found


def _strings(thing: Any, depth: int = 0) -> Iterator[str | bytes]:
    if depth > 20 or isinstance(thing, IndirectObject):
        return
    if isinstance(thing, DictionaryObject):
        for key, value in thing.items():
            yield str(key)
            yield from _strings(value, depth + 1)
    elif isinstance(thing, ArrayObject):
        for value in thing:
            yield from _strings(value, depth + 1)
    elif isinstance(thing, str | bytes):
        yield thing


def told(secret: str, read: list[bytes | str]) -> list[str]:
    """The words of a secret that stand in what was read, however they are spelled there."""
    words = [word for word in re.findall(r"\w+", secret) if len(letters(word)) >= 5]
    found = []
    for word in words:
        bare, bytes_of = letters(word), spellings(word)
        for one in read:
            if isinstance(one, bytes):
                if any(spelled in one for spelled in bytes_of):
                    found.append(word)
            elif bare in letters(one):
                found.append(word)
    return found
