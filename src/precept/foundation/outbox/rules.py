"""What the outbox decides by itself: waits between tries, who goes first, what a mail may say."""

import re
import unicodedata
from datetime import datetime, timedelta
from enum import IntEnum


class Priority(IntEnum):
    """Who goes first: somebody waits at the screen for a code, nobody waits for a newsletter."""

    CODE = 90
    RECEIPT = 60
    NOTICE = 0
    NEWSLETTER = -60


_BY_LAST_WORD = {
    "code": Priority.CODE,
    "receipt": Priority.RECEIPT,
    "newsletter": Priority.NEWSLETTER,
}

FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=4)
MAIL_TRIES = 18
"""About a day of tries, with these waits; then staff see it as a dead letter."""

CODE_IS_OF_USE = timedelta(minutes=15)
"""A sign-in code that arrives later opens nothing, and only puzzles whoever gets it."""

BEAT = timedelta(seconds=10)
LOST_AFTER = timedelta(seconds=45)
"""A worker that has given no sign of life for so long is taken for dead."""

ALARM_AFTER = timedelta(minutes=5)
LONGEST_SUBJECT = 200
LONGEST_TEXT = 50_000
LONGEST_REASON = 500

NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


def priority_of(kind: str) -> Priority:
    """Who goes first by the kind of mail: its last word decides ("sign-in code", "bid receipt")."""
    return _BY_LAST_WORD.get(kind.rpartition(" ")[2], Priority.NOTICE)


def wait_before_try(tried: int, chance: float) -> timedelta:
    """How long to wait after ``tried`` tries: doubling, to four hours at the longest.

    ``chance`` (0 to 1) spreads the upper half of the wait, so that what failed together is not
    tried together.
    """
    # The doubling is bounded before it is taken: a timedelta has a longest value of its own.
    whole = min(FIRST_WAIT * (1 << min(max(tried, 1) - 1, 20)), LONGEST_WAIT)
    return whole / 2 + whole / 2 * chance


def next_due(due: datetime, period: timedelta, now: datetime) -> datetime:
    """When what comes round by the clock is due again: later than now, in step with before."""
    return due + period * (max(0, (now - due) // period) + 1)


def one_line(text: str) -> str:
    """Text as one line: whatever could end a header line, or prints nothing, becomes a space."""
    spaced = "".join(" " if _breaks(character) else character for character in text)
    return " ".join(spaced.split())[:LONGEST_SUBJECT]


def plain(text: str) -> str:
    """The text of a mail: its own line ends and tabs stay, other control characters do not."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(
        character for character in lines if character in "\n\t" or not _is_control(character)
    )
    return kept.strip()[:LONGEST_TEXT] + "\n"


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs"}


def _breaks(character: str) -> bool:
    return _is_control(character) or unicodedata.category(character) in {"Zl", "Zp"}


def same_address(to: str) -> str:
    """One spelling of an e-mail address, for finding the mails that went to it."""
    return unicodedata.normalize("NFKC", to).strip().casefold()


def message_id(reference: str, sender: str) -> str:
    """The name by which mail servers know a mail again, however often it reaches them.

    ``sender`` is the address that the office writes from; its domain makes the name ours.
    """
    domain = sender.rpartition("@")[2].strip(" >") or "localhost"
    return f"<{reference.lower()}@{domain.encode('idna').decode('ascii')}>"


def reason_of(problem: BaseException) -> str:
    """Why something failed, in a line that staff can read out to whoever runs the server."""
    said = one_line(str(problem))
    kind = type(problem).__name__
    return (f"{kind}: {said}" if said else kind)[:LONGEST_REASON]


def share(done: int, total: int | None) -> int | None:
    """How much of a job is done, in whole per cent that never pass 100; None where nobody knows."""
    if not total or total < 0:
        return None
    return max(0, min(100, done * 100 // total))
