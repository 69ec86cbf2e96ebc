"""The office's own letterhead: head and foot of a Word file of theirs, set around what we write.

Only what stands in the head and foot of its first section is taken, with the pictures, links and styles that
it needs. Its own words, its properties and the names of whoever made it stay behind.
"""

import io
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final, cast

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _BaseHeaderFooter

from precept.foundation.documents.rules import Unfit

HEADS: Final = ("header", "first_page_header", "even_page_header")
FEET: Final = ("footer", "first_page_footer", "even_page_footer")
MARGINS: Final = ("top_margin", "bottom_margin", "left_margin", "right_margin")
DISTANCES: Final = ("header_distance", "footer_distance")
PREFIX: Final = "Letterhead"
EMPTY: Final = (
    "has nothing in the head or foot of its first page. Put your letterhead there (Insert, Header), not"
    " into the text, and add it again."
)
CANNOT_CARRY: Final = (
    "has something in its head or foot that can't be set on other letters, such as a chart. Put a picture"
    " of it there, and add it again."
)
BROKEN: Final = "can't be read as a Word file. Save it again from Word, and add that."
NARROW: Final = (
    "leaves less than 10 centimetres between its margins. Make them narrower, and add it again."
)
_LEAST_WIDTH: Final = 3_600_000
"""Ten centimetres, in the units of Word files (English Metric Units, 914,400 to the inch)."""
_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLED: Final = ("w:pStyle", "w:rStyle", "w:tblStyle")
_LEADS_TO: Final = ("w:basedOn", "w:link", "w:next")
_LEFT_OUT: Final = ("w:numPr", "w:dataBinding", "w:commentReference", "w:sectPr")


@dataclass(frozen=True)
class Stationery:
    """What the office's letters stand on.

    ``lines`` stand under its name where it has no Word letterhead; ``word`` is that letterhead, a DOCX.
    """

    colour: str = "#1f4e79"
    lines: tuple[str, ...] = ()
    word: bytes = b""


PLAIN: Final = Stationery()
_found: list[Callable[[str], Stationery]] = []


def found_by(find: Callable[[str], Stationery]) -> None:
    """Say how the stationery is found of an office by its name on a letter. Called from a part's ``apps.py``.

    ValueError where another part has said it already.
    """
    if _found and _found != [find]:
        raise ValueError("two parts say what letters stand on")
    _found[:] = [find]


def stationery(office: str) -> Stationery:
    """What a letter stands on that bears this name of the office."""
    return _found[0](office) if _found else PLAIN


def check(content: bytes) -> None:
    """Unfit, fit to show after the file's name, where a Word file will not do as a letterhead."""
    try:
        file = docx.Document()
        found = dress(file, content)
        file.save(io.BytesIO())
    except Unfit:
        raise
    except Exception as problem:
        raise Unfit(BROKEN) from problem
    if not (found.has_head or found.has_foot):
        raise Unfit(EMPTY)


@dataclass(frozen=True)
class Dressed:
    """Which parts of a page a letterhead fills."""

    has_head: bool
    has_foot: bool


def dress(file: WordDocument, content: bytes) -> Dressed:
    """Set the letterhead ``content`` on a Word file: its heads, feet and margins; says what it filled."""
    given = docx.Document(io.BytesIO(content))
    theirs, ours = given.sections[0], file.sections[0]
    _measures(theirs, ours)
    file.settings.odd_and_even_pages_header_footer = given.settings.odd_and_even_pages_header_footer
    ours.different_first_page_header_footer = theirs.different_first_page_header_footer
    taking = _Taking(given, file)
    heads, feet = (
        [taking.story(getattr(theirs, name), getattr(ours, name)) for name in names]
        for names in (HEADS, FEET)
    )
    return Dressed(any(heads), any(feet))


def _measures(theirs: Section, ours: Section) -> None:
    left, right = theirs.left_margin, theirs.right_margin
    assert ours.page_width is not None
    if left is not None and right is not None and ours.page_width - left - right < _LEAST_WIDTH:
        raise Unfit(NARROW)
    for name in (*MARGINS, *DISTANCES):
        if (measure := getattr(theirs, name)) is not None:
            setattr(ours, name, measure)


class _Taking:
    """What is taken from one Word file into another."""

    def __init__(self, given: WordDocument, file: WordDocument) -> None:
        self.given = given
        self.file = file
        self.styles: set[str] = set()

    def story(self, theirs: _BaseHeaderFooter, ours: _BaseHeaderFooter) -> bool:
        """Fill one of our heads or feet with theirs; says whether anything stands in it."""
        if theirs.is_linked_to_previous:
            return False
        ours.is_linked_to_previous = False
        element = ours.part.element
        for child in list(element):
            element.remove(child)
        for child in theirs.part.element:
            taken = deepcopy(child)
            self._clean(taken)
            self._relate(taken, theirs.part, ours.part)
            element.append(taken)
        return bool("".join(element.itertext()).strip()) or any(
            one.tag in (qn("w:drawing"), qn("w:pict")) for one in element.iter()
        )

    def _clean(self, taken: BaseOxmlElement) -> None:
        for name in _LEFT_OUT:
            for one in list(taken.iter(qn(name))):
                if (above := one.getparent()) is not None:
                    above.remove(one)
        for name in _STYLED:
            for one in taken.iter(qn(name)):
                one.set(qn("w:val"), self._style(one.get(qn("w:val"), "")))

    def _style(self, key: str) -> str:
        """Our name for a style of theirs, which comes along with those that it stands on."""
        ours = PREFIX + key
        if key in self.styles:
            return ours
        self.styles.add(key)
        found = self.given.styles.element.get_by_id(key)
        if found is None:
            return key
        taken = deepcopy(found)
        taken.set(qn("w:styleId"), ours)
        taken.attrib.pop(qn("w:default"), None)
        name = taken.find(qn("w:name"))
        if name is not None:
            name.set(qn("w:val"), f"{PREFIX} {name.get(qn('w:val'))}")
        for left_out in list(taken.iter(qn("w:numPr"))):
            left_out.getparent().remove(left_out)
        for tag in _LEADS_TO:
            for one in taken.findall(qn(tag)):
                one.set(qn("w:val"), self._style(one.get(qn("w:val"), "")))
        self.file.styles.element.append(taken)
        return ours

    def _relate(self, taken: BaseOxmlElement, theirs: Any, ours: Any) -> None:
        """Bring along the pictures and links that an element names."""
        for one in taken.iter():
            for attribute, value in list(one.attrib.items()):
                if not attribute.startswith(_RELATIONS) or not value:
                    continue
                relation = theirs.rels.get(value)
                if relation is None:
                    raise Unfit(BROKEN)
                if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK and relation.is_external:
                    key = ours.relate_to(relation.target_ref, relation.reltype, is_external=True)
                elif relation.reltype == RELATIONSHIP_TYPE.IMAGE and not relation.is_external:
                    key = ours.relate_to(self._picture(relation.target_part), relation.reltype)
                else:
                    raise Unfit(CANNOT_CARRY)
                one.set(attribute, key)

    def _picture(self, part: Part) -> Part:
        package = self.file.part.package
        assert package is not None
        name = f"/word/media/letterhead-{part.partname.filename}"
        for known in package.iter_parts():
            if known.partname == name:
                return cast("Part", known)
        return Part(PackURI(name), part.content_type, part.blob, package)
