"""What a file really is: signature and ending must agree, and nothing in it may run or reach out.

Reads bytes alone: no database, no clock, no network. Uses a few MB of memory whatever a file claims.
"""

from precept.foundation.documents.inspection import packages, pdfs, pictures, texts
from precept.foundation.documents.inspection.findings import Inspected
from precept.foundation.documents.inspection.signatures import signature_of
from precept.foundation.documents.kinds import KINDS, LIMITS, spoken_size
from precept.foundation.documents.rules import Unfit, name_of

__all__ = ["Inspected", "inspect"]


def inspect(name: str, content: bytes) -> Inspected:
    """Look a file through. Unfit, in words that follow its name, where it is not taken."""
    named = name_of(name)
    check_size(len(content))
    expected, found = named.kind.key, signature_of(content)
    if found.family != families[expected]:
        raise Unfit(
            f"is called .{named.clean.rpartition('.')[2]}, but inside it is {found.title}. Open it in"
            f" the program it was made with, save it as {KINDS[expected].title}, and add that."
        )
    match found.family:
        case "pdf":
            hidden = pdfs.inspect(content)
        case "package":
            hidden = packages.inspect(content, expected)
        case "png":
            hidden = pictures.inspect_png(content)
        case "jpeg":
            hidden = pictures.inspect_jpeg(content)
        case _:
            hidden = texts.inspect(content, is_table=expected == "csv")
    return Inspected(named, hidden)


families = {
    "pdf": "pdf",
    "docx": "package",
    "xlsx": "package",
    "odt": "package",
    "ods": "package",
    "csv": "text",
    "txt": "text",
    "png": "png",
    "jpeg": "jpeg",
}


def check_size(size: int) -> None:
    """Unfit where a file is empty, or larger than we take (bytes)."""
    if size == 0:
        raise Unfit("is empty. Check that it was saved, and add it again.")
    if size > LIMITS.most_bytes:
        raise Unfit(
            f"is larger than {spoken_size(LIMITS.most_bytes)}. Make its pictures smaller or split it,"
            " and add it again."
        )
