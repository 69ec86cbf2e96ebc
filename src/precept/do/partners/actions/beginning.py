"""What every act with partners begins with: the power, the names, the periods."""

from datetime import date

from django.db.models import Model
from django.utils.text import slugify

from precept.do.partners import access
from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.ledger.names import free_name
from precept.foundation.people.models import Person

NOT_KEEPER = "Only people who keep partnerships may do this."
NOT_TREASURER = "Only people who share joint money may do this."
NOT_BOOK_KEEPER = "Only people who keep the books may say what was received or went back."
NOT_SIGNER = "Only people who sign for this partnership may answer."
NOT_PUBLISHER = "Only people who may publish the register can do this."
LONGEST_SLUG = 50
STALE = "Somebody changed this while you had it open. Look at what it says now, then save again."


def ask_keeper(by: Person) -> None:
    """NotAllowed where this person does not keep partnerships."""
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)


def ask_treasurer(by: Person) -> None:
    """NotAllowed where this person does not share joint money."""
    if not access.may_share_money(by):
        raise NotAllowed(NOT_TREASURER)


def free_slug(kind: type[Model], words: str, field: str) -> str:
    """A short public name from words, that nothing of this kind has yet."""
    plain = slugify(words)
    if len(plain) > LONGEST_SLUG:
        plain = plain[: LONGEST_SLUG + 1].rpartition("-")[0] or plain[:LONGEST_SLUG]
    if not plain:
        raise Refused("Use letters or figures", field=field)
    # The page that notes another one stands at "new".
    return free_name(kind, plain, field="reference", kept=["new"])


def year_label(typed: str, field: str = "year") -> str:
    """A financial year in its one spelling; Refused where it is none."""
    try:
        return FinancialYear.parse(typed).label
    except NotAFinancialYear as problem:
        raise Refused(problem.words, field=field) from problem


def check_period(starts: date | None, ends: date | None) -> None:
    """Refused where a period ends before it starts."""
    if starts and ends and ends < starts:
        raise Refused("The last day must be on or after the first day", field="ends")
