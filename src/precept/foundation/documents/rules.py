"""What the office decides about files that people give: names, counts, states, how they are served."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from precept.foundation.documents.kinds import (
    BY_ENDING,
    INSTEAD,
    LIMITS,
    RUNS,
    Kind,
    accepted_in_words,
)


class Unfit(Exception):
    """Why a file is not taken: words that follow its name ("is empty. …"), and say what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


class Outcome(StrEnum):
    """What a look at a file came to."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_AVAILABLE = "not available"
    NOT_SCANNED = "not scanned"
    """The office runs without a scanner, and has said so."""
    ALTERED = "altered"
    """What lies on disk is not what was given."""


@dataclass(frozen=True)
class Verdict:
    """What a look at a file came to; ``words`` say which infection, or why nobody could look."""

    outcome: Outcome
    words: str = ""


AFTER = {
    Outcome.CLEAN: "clean",
    Outcome.NOT_SCANNED: "clean",
    Outcome.INFECTED: "refused",
    Outcome.ALTERED: "refused",
}
"""The state that a waiting file moves to; nothing moves it where no scanner could look."""


@dataclass(frozen=True)
class Name:
    """A file's name: as given (what cannot be printed made visible), clean, and the kind it claims."""

    given: str
    clean: str
    kind: Kind


LONGEST_GIVEN = 255
# What turns a name round on the screen, so that "exe.pdf" is shown where "fdp.exe" stands.
_TURNS_ROUND = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*%]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def name_of(given: str) -> Name:
    """Read the name that came with a file. Unfit where it hides something, or claims no kind we take."""
    if _TURNS_ROUND.search(given):
        raise Unfit(
            "has hidden characters in its name that change how it reads. Rename the file with letters"
            " and digits only, and add it again."
        )
    last = re.split(r"[/\\]", given)[-1]
    printable = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    bare = " ".join(unicodedata.normalize("NFC", printable).split()).strip(". ")
    bare = _NOT_IN_NAMES.sub("_", bare)
    stem, dot, ending = bare.rpartition(".")
    ending = ending.lower()
    if not dot and bare.lower() in BY_ENDING and last.lstrip().startswith("."):
        stem, dot, ending = "file", ".", bare.lower()
    if not dot:
        raise Unfit(f"has no ending that says what kind of file it is. {accepted_in_words()}.")
    if ending not in BY_ENDING:
        raise Unfit(
            INSTEAD.get(ending, f"is not a kind of file we can take. {accepted_in_words()}.")
        )
    for piece in stem.lower().split(".")[1:]:
        if piece.strip() in RUNS:
            raise Unfit(
                f"has two endings, one of them (.{piece.strip()}) of a program. Rename the file so"
                f" that .{ending} is its only ending, and add it again."
            )
    stem = stem.rstrip(". ")[: LIMITS.longest_name - len(ending) - 1].rstrip(". ")
    if _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"file {stem}"
    return Name(shown_as_given(given), f"{stem or 'file'}.{ending}", BY_ENDING[ending])


def shown_as_given(given: str) -> str:
    """A name as it was given, with "�" for each sign that cannot be printed, at most 255 characters."""
    kept = (sign if unicodedata.category(sign)[0] != "C" else "\ufffd" for sign in given)
    return "".join(kept)[:LONGEST_GIVEN]


def about_kind(about: str) -> str:
    """The kind of a ledger subject: "bid" of "bid:CSF-2026-0042". ValueError where it is no subject."""
    kind, colon, reference = about.partition(":")
    if not (kind and colon and reference) or len(about) > 150:
        raise ValueError(f"a file is about a subject such as bid:CSF-2026-0042, not “{about}”")
    return kind


def room_for_another(files_there: int) -> None:
    """Unfit where a subject has as many files as it may."""
    if files_there >= LIMITS.most_files:
        raise Unfit(
            f"cannot be added: there are {LIMITS.most_files} files already, the most that can be kept"
            " here. Remove one that is not needed, or join several into one PDF."
        )


def disposition(name: str) -> str:
    """The Content-Disposition of a download (RFC 6266): a plain name for old programs, and the full one."""
    stem, _, ending = unicodedata.normalize("NFKD", name).rpartition(".")
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "", stem).strip(" .") or "file"
    full = quote(name, safe="!#$&+-.^_`|~")
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{full}"
