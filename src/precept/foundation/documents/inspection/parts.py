"""The parts of Word, Excel and OpenDocument files: what one may be called, and what its XML may say."""

import re
from xml.parsers import expat

from precept.foundation.documents.inspection.findings import (
    AUTHOR,
    COMMENTS,
    HIDDEN_SHEETS,
    HIDDEN_TEXT,
    TRACKED_CHANGES,
)
from precept.foundation.documents.rules import Unfit

_MACROS = "holds macros. Save it without them (as .docx, .xlsx, .odt or .ods), and add that."
_REACHES = (
    "fetches something from outside when it is opened ({what}). Break its links, or save it as PDF, and"
    " add that."
)
_BROKEN = "is damaged and cannot be opened. Save it again from the program it was made with."
_STARTS_PROGRAM = (
    "has a field that starts another program (DDE). Remove the field, and add it again."
)

_MACRO_PLACE = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|vbaprojectsignature\w*\.bin|macrosheets/.*|dialogsheets/.*"
    r"|activex/.*|customui/.*)$|^(?:basic|scripts|dialogs)/.+",
    re.IGNORECASE,
)
_OUTSIDE_PLACE = re.compile(
    r"^xl/(?:externallinks/.*|connections\.xml|querytables/.*)$|(?:^|/)afchunk[^/]*$", re.IGNORECASE
)
_READ = re.compile(
    r".*\.rels|\[content_types\]\.xml|word/[^/]+\.xml|xl/workbook\.xml|xl/comments[^/]*\.xml"
    r"|docprops/core\.xml|mimetype|(?:.*/)?(?:content|styles|meta|settings)\.xml|meta-inf/manifest\.xml",
    re.IGNORECASE,
)
_MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MACRO_TYPE = re.compile(r"macro|vba|activex", re.IGNORECASE)
_REMOTE = re.compile(r"(?:[a-z][a-z0-9+.-]+:)?[/\\]{2}|[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_OWN_DISK = re.compile(r"(?:file:///)?[a-z]:[/\\]|[^:/\\]+$", re.IGNORECASE)
_DDE = re.compile(
    r"\bDDE(?:AUTO)?\b|\bINCLUDE(?:TEXT|PICTURE)\b[^A-Za-z]*(?:\w+:)?(?://|\\\\)", re.I
)
# OpenDocument: links that a person follows, and those that the program follows by itself.
_FOLLOWED_BY_PEOPLE = frozenset({"a", "area", "bookmark", "template", "namespace"})
_DDE_ELEMENTS = frozenset({"dde-source", "dde-connection-decl", "dde-link", "dde-connection"})
_LONGEST_FIELDS = 100_000


def check_place(name: str) -> None:
    """Unfit where a part by its place alone holds macros or reaches outside."""
    if _MACRO_PLACE.search(name):
        raise Unfit(_MACROS)
    if _OUTSIDE_PLACE.search(name):
        raise Unfit(_REACHES.format(what="another workbook, database or document"))


def reader_of(name: str) -> "Reader | None":
    """Who reads a part of this name; nobody where it is only counted."""
    return Reader(name.lower()) if _READ.fullmatch(name) else None


class Reader:
    """Reads a part piece by piece; ``kind`` and ``hidden`` are what it told by the end."""

    def __init__(self, name: str) -> None:
        self.kind: str | None = None
        self.hidden: set[str] = set()
        self._name = name
        self._fields = ""
        self._in_field = self._in_author = False
        self._plain = b"" if name == "mimetype" else None
        # With a separator the parser resolves prefixes, which a file may name as it likes.
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begun
        self._parser.EndElementHandler = self._ended
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._entity

    def read(self, piece: bytes) -> None:
        """Read the next piece. Unfit for what the part may not say."""
        if self._plain is not None:
            self._plain = (self._plain + piece)[:200]
            return
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError as problem:
            raise Unfit(_BROKEN) from problem

    def end(self) -> None:
        """The part is over. Unfit where it ended too early, or its fields together start a program."""
        if self._plain is not None:
            self.kind = _OPEN_DOCUMENTS.get(self._plain.strip())
            return
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as problem:
            raise Unfit(_BROKEN) from problem
        if _DDE.search(self._fields):
            raise Unfit(_STARTS_PROGRAM)

    def _entity(self, *_: object) -> None:
        raise Unfit(_BROKEN)  # no program writes entities; they swell, or fetch files

    def _begun(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(" ")[2]
        said = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if self._name.endswith(".rels"):
            self._relationship(said)
        elif self._name == "[content_types].xml":
            self._content_type(said)
        elif self._name.startswith(("word/", "xl/", "docprops/")):
            self._office_element(element, said)
        else:
            self._open_document_element(element, said)

    def _relationship(self, said: dict[str, str]) -> None:
        sort = said.get("Type", "").rpartition("/")[2].lower()
        if _MACRO_TYPE.search(sort):
            raise Unfit(_MACROS)
        target = said.get("Target", "").strip()
        if said.get("TargetMode", "").lower() != "external" and not _REMOTE.match(target):
            return
        if sort == "hyperlink" or (sort == "attachedtemplate" and _OWN_DISK.match(target)):
            # A person follows a link; Word keeps where the template lay, also where it is gone.
            return
        what = {
            "attachedtemplate": "a template",
            "oleobject": "an embedded object",
            "image": "a picture",
            "frame": "a frame",
            "afchunk": "another document",
            "subdocument": "another document",
            "externallinkpath": "another workbook",
        }
        raise Unfit(_REACHES.format(what=what.get(sort, "something else")))

    def _content_type(self, said: dict[str, str]) -> None:
        sort = said.get("ContentType", "").strip()
        if _MACRO_TYPE.search(sort):
            raise Unfit(_MACROS)
        self.kind = _MAIN_PARTS.get(sort.lower(), self.kind)

    def _office_element(self, element: str, said: dict[str, str]) -> None:
        if element == "instrText":
            self._in_field = True
        elif element == "fldSimple":
            self._add_field(said.get("instr", "") + " ")
        elif element in {"ins", "del", "moveFrom", "moveTo"}:
            self.hidden.add(TRACKED_CHANGES)
        elif element == "comment":
            self.hidden.add(COMMENTS)
        elif element == "vanish":
            self.hidden.add(HIDDEN_TEXT)
        elif element == "sheet" and said.get("state", "visible") != "visible":
            self.hidden.add(HIDDEN_SHEETS)
        elif element in {"creator", "lastModifiedBy"}:
            self._in_author = True

    def _open_document_element(self, element: str, said: dict[str, str]) -> None:
        if element in _DDE_ELEMENTS:
            raise Unfit(_STARTS_PROGRAM)
        href = said.get("href", "").strip()
        if "vnd.sun.star.script:" in href or "macro:" in href.lower():
            raise Unfit(_MACROS)
        if element not in _FOLLOWED_BY_PEOPLE and _reaches_outside(href):
            raise Unfit(_REACHES.format(what="a picture, table or object"))
        if element == "encryption-data":
            raise Unfit("has a password. Save a copy without one, and add that.")
        if element == "tracked-changes":
            self.hidden.add(TRACKED_CHANGES)
        elif element == "annotation":
            self.hidden.add(COMMENTS)
        elif element == "table-properties" and said.get("display") == "false":
            self.hidden.add(HIDDEN_SHEETS)
        elif element in {"creator", "initial-creator"}:
            self._in_author = True

    def _text(self, text: str) -> None:
        if self._in_field:
            self._add_field(text)
        elif self._in_author and text.strip():
            self.hidden.add(AUTHOR)

    def _add_field(self, text: str) -> None:
        self._fields += text
        if len(self._fields) > _LONGEST_FIELDS:
            if _DDE.search(self._fields):
                raise Unfit(_STARTS_PROGRAM)
            self._fields = self._fields[-1_000:]

    def _ended(self, _: str) -> None:
        self._in_field = self._in_author = False


def _reaches_outside(href: str) -> bool:
    """Whether a link leaves the file: an address, a path of the machine, or a folder above."""
    return bool(_REMOTE.match(href)) or href.startswith(("/", "\\", "../"))
