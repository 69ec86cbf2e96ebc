"""Marking: when it goes on, what a sheet still lacks, and what markers are not told. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

LONGEST_REASON: Final = 5_000
"""Characters of a reason for a score."""
MARKED_AT: Final = frozenset({"marking"})
"""The stages of a call at which marks are given."""
READ_AT: Final = frozenset({"marking", "moderating", "ranking", "recommended"})
"""The stages at which a marker still reads the bids they were given."""
ROLLING_AT: Final = frozenset({"published", "opened"})
"""The stages at which a rolling round is marked too, bid by bid."""
CHECKED_AT: Final = frozenset({"opened", "marking", "moderating", "ranking"})
"""The stages at which checks are recorded and bids allocated."""
MODERATED_AT: Final = frozenset({"moderating", "ranking", "recommended", "decided", "awarded"})
"""The stages at which marking is over."""
THE_APPLICANT: Final = "[the applicant]"


def is_marked(stage: str, *, is_rolling: bool) -> bool:
    """Whether marks are given at a stage."""
    return stage in MARKED_AT or (is_rolling and stage in ROLLING_AT)


def is_read(stage: str, *, is_rolling: bool) -> bool:
    """Whether markers read their bids at a stage."""
    return stage in READ_AT or (is_rolling and stage in ROLLING_AT)


def is_checked(stage: str, *, is_rolling: bool) -> bool:
    """Whether bids are checked and allocated at a stage."""
    return stage in CHECKED_AT or (is_rolling and stage in ROLLING_AT)


@dataclass(frozen=True)
class Asked:
    """A criterion as a sheet asks it: its key, title and the scores that may be given."""

    key: str
    title: str
    scores: tuple[int, ...]


@dataclass(frozen=True)
class Given:
    """What a marker gave for a criterion so far."""

    score: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Lacking:
    """Something a sheet lacks before it can be submitted."""

    key: str
    what: Literal["score", "reason"]
    words: str


def lacking(criteria: Iterable[Asked], given: Mapping[str, Given]) -> list[Lacking]:
    """Everything a sheet lacks, in the order of the criteria: a score and a reason for each."""
    found = []
    for one in criteria:
        mark = given.get(one.key, Given())
        if mark.score is None:
            found.append(Lacking(one.key, "score", f"Choose a score for “{one.title}”"))
        elif mark.score not in one.scores:
            found.append(Lacking(one.key, "score", f"Choose a score of the list for “{one.title}”"))
        if not mark.reason.strip():
            found.append(Lacking(one.key, "reason", f"Give your reason for “{one.title}”"))
    return found


def done(criteria: Sequence[Asked], given: Mapping[str, Given]) -> int:
    """How many criteria of a sheet have a score and a reason."""
    return len(criteria) - len({one.key for one in lacking(criteria, given)})


def withheld(words: str, names: Collection[str]) -> str:
    """Words without an applicant's names, however they are spaced and whatever their case.

    A name is told by its words, so that "Larkmantle  Youth" and "LARKMANTLE YOUTH" go too. Names of
    fewer than three letters are left: they would take the words of the bid with them.
    """
    for name in sorted(names, key=len, reverse=True):
        if sum(letter.isalnum() for letter in name) < 3:
            continue
        pattern = r"\s+".join(re.escape(part) for part in name.split())
        words = re.sub(rf"(?<!\w){pattern}(?!\w)", THE_APPLICANT, words, flags=re.IGNORECASE)
    return words


def pseudonym(place: int) -> str:
    """What other markers call a marker: by their place, never by name."""
    return f"Marker {place}"


def progress_words(done_so_far: int, of: int) -> str:
    """«3 of 8 submitted»; "Nothing to mark" where there is nothing."""
    return f"{done_so_far} of {of} submitted" if of else "Nothing to mark"
