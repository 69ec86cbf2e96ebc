"""The text that a person sees who opens a file, for making a public copy of it: nothing that is hidden in it."""

from io import BytesIO
from typing import Any, Final

import docx
from docx.oxml.ns import qn

MOST: Final = 60_000
"""No more characters are taken: a public copy is no book."""
_NEVER: Final = frozenset(
    qn(name) for name in ("w:del", "w:moveFrom", "w:instrText", "w:comment", "w:footnoteReference")
)


def seen_text(kind: str, content: bytes) -> str:
    """What is read in a Word document or a plain text; nothing of other kinds, nor of what cannot be read.

    What was deleted with tracked changes, hidden text, comments, headers and the names of authors stay out.
    """
    if kind == "docx":
        return _of_word(content)[:MOST]
    if kind in ("txt", "csv"):
        return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")[:MOST]
    return ""


def _of_word(content: bytes) -> str:
    try:
        body = docx.Document(BytesIO(content)).element.body
    except Exception:  # python-docx raises whatever its parser does; the copy is then typed by hand
        return ""
    lines = []
    for paragraph in body.iter(qn("w:p")):
        text = "".join(_seen(paragraph)).strip()
        if text:
            lines.append(f"- {text}" if _is_point(paragraph) else text)
    return "\n\n".join(lines)


def _is_point(paragraph: Any) -> bool:
    """Whether a paragraph is a point of a list: by its own numbering, or by its style."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    is_listed = style is not None and str(style.get(qn("w:val"))).startswith("List")
    return is_listed or paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None


def _seen(element: Any) -> list[str]:
    """The text of an element, without what was deleted or is hidden."""
    found: list[str] = []
    for child in element:
        if child.tag in _NEVER or (child.tag == qn("w:p") and element.tag != qn("w:body")):
            continue
        if child.tag == qn("w:r") and child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None:
            continue
        if child.tag == qn("w:t"):
            found.append(child.text or "")
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            found.append(" ")
        else:
            found += _seen(child)
    return found
