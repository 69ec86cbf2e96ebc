"""What people do with rounds: record, amend, state what they came to, publish."""

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any, TypedDict, TypeVar, Unpack

from precept.do.opportunities import access, queries, rules
from precept.do.opportunities.access import Asker
from precept.do.opportunities.actions.releasing import MOVED_ON, release
from precept.do.opportunities.models import Call, Opportunity, OpportunityShare
from precept.foundation.clock import FinancialYear, NotAFinancialYear
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.money import Money
from precept.plan.models import Fund

T = TypeVar("T")
NOT_KEEPER = "Only people who keep the register may change a round."
NOT_PUBLISHER = "Only people who may publish the register can do this."

ShareGiven = tuple[Fund, str, Money]
"""A fund, what the source calls it, and what it puts in."""


class RoundChanges(TypedDict, total=False):
    """What may be changed of a round."""

    theme: str
    deadline: date
    deadline_time: time | None
    limit: Money | None
    limit_words: str
    state: str
    section: str
    fund: Fund | None
    priorities: Sequence[str]
    source: str
    note: str


@action
def record_round(
    *,
    by: Asker,
    programme: str,
    year: str,
    number: int,
    theme: str,
    deadline: date,
    deadline_time: time | None = None,
    fund: Fund | None = None,
    reference: str = "",
    limit: Money | None = None,
    limit_words: str = "",
    spend: Money | None = None,
    available: Money | None = None,
    shares: Sequence[ShareGiven] = (),
    state: str = "closed",
    section: str = "",
    priorities: Sequence[str] = (),
    source: str = "",
    note: str = "",
    is_invented: bool = False,
    why: str = "",
) -> Opportunity:
    """Add a round to the register. Without a reference it gets its fund's code, year and number.

    ``spend`` None is not yet known. Refused where the number is taken or the shares don't add up.
    """
    _ask_keeper(by)
    year = _year(year)
    code = fund.code.upper() if fund else "ROUND"
    reference = _read(
        lambda: rules.read_reference(reference or rules.reference_of(code, year, number)),
        "reference",
    )
    theme = _read(lambda: rules.read_theme(theme), "theme")
    number = _read(lambda: rules.read_number(number), "number")
    if not programme.strip():
        raise Refused("Enter the programme that the round belongs to", field="programme")
    if Opportunity.objects.filter(reference=reference).exists():
        raise Refused(f"There is a round {reference} already.", field="reference")
    if Opportunity.objects.filter(programme=programme, year=year, number=number).exists():
        raise Refused(
            f"{programme} has a round {number} in {year} already. Enter another number.",
            field="number",
        )
    made = Opportunity.objects.create(
        reference=reference,
        programme=programme.strip(),
        year=year,
        section=section,
        number=number,
        fund=fund,
        theme=theme,
        deadline=deadline,
        deadline_time=deadline_time,
        limit=limit,
        limit_words=limit_words or (limit.short if limit else ""),
        spend=spend,
        available=available,
        state=state,
        priorities=list(priorities),
        source=source,
        note=note,
        is_invented=is_invented,
    )
    write_shares(made, spend, shares)
    after = {**queries.said(made), **queries.said_of_money(spend, available, shares)}
    record(made.subject, "round recorded", by=by, why=why, after=after)
    return made


@action
def amend_round(
    *,
    by: Asker,
    opportunity: Opportunity,
    version: int,
    why: str = "",
    **changes: Unpack[RoundChanges],
) -> Opportunity:
    """Change what the register says of a round; what is already so changes nothing and is no event."""
    _ask_keeper(by)
    now = _now(opportunity, version)
    given: dict[str, Any] = dict(changes)
    if "theme" in given:
        given["theme"] = _read(lambda: rules.read_theme(given["theme"]), "theme")
    if "priorities" in given:
        given["priorities"] = list(given["priorities"])
    different = {name: value for name, value in given.items() if getattr(now, name) != value}
    if not different:
        return now
    _leave_calls_alone(now, set(different))
    before = queries.said(now)
    _move_on(now, **different)
    after = queries.said(now)
    record(
        now.subject,
        "round amended",
        by=by,
        why=why,
        before={name: words for name, words in before.items() if after[name] != words},
        after={name: words for name, words in after.items() if before[name] != words},
    )
    return now


@action
def set_round_spend(
    *,
    by: Asker,
    opportunity: Opportunity,
    version: int,
    spend: Money | None,
    available: Money | None = None,
    shares: Sequence[ShareGiven] = (),
    why: str = "",
) -> Opportunity:
    """State what a round came to (None: not yet known), what is available, and who put in how much.

    Refused where the shares do not add up to the spend, to the penny.
    """
    _ask_keeper(by)
    now = _now(opportunity, version)
    held: list[ShareGiven] = [
        (one.fund, one.name, one.amount) for one in now.shares.select_related("fund")
    ]
    if (now.spend, now.available, held) == (spend, available, list(shares)):
        return now
    if now.available != available or (spend is None and held != list(shares)):
        _leave_calls_alone(now, {"available"})
    before = queries.said_of_money(now.spend, now.available, held)
    _move_on(now, spend=spend, available=available)
    now.shares.all().delete()
    write_shares(now, spend, shares)
    record(
        now.subject,
        "round spend stated",
        by=by,
        why=why,
        before=before,
        after=queries.said_of_money(spend, available, shares),
    )
    return now


@action
def publish_round(
    *, by: Asker, opportunity: Opportunity, version: int | None = None, why: str = ""
) -> Opportunity:
    """Release what the register says of a round now; what is public already is not released again.

    Changed where it is no longer at the version that the person looked at.
    """
    if not access.may_publish_rounds(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = _now(opportunity, opportunity.version if version is None else version)
    release(now, by=by, why=why)
    record(now.subject, "round published", by=by, why=why, after={"version": now.version})
    return now


def _ask_keeper(by: Asker) -> None:
    if not access.may_keep_rounds(by):
        raise NotAllowed(NOT_KEEPER)


def _now(opportunity: Opportunity, version: int) -> Opportunity:
    """The round as it is, if it is still as the person saw it."""
    now = Opportunity.objects.select_related("fund").get(pk=opportunity.pk)
    as_read(now, version, stale=MOVED_ON)
    return now


def _move_on(now: Opportunity, **changes: Any) -> None:
    """Write the changes as the next version; Changed where somebody else did so first."""
    write_next(now, changes, read=now.version, stale=MOVED_ON)


SET_UP_WITH_THE_CALL = frozenset({"deadline", "deadline_time", "state"})
FROZEN_WITH_THE_CALL = frozenset(
    {"theme", "limit", "limit_words", "fund", "priorities", "available"}
)


def _leave_calls_alone(now: Opportunity, names: set[str]) -> None:
    """Refuse what a call says for itself: its dates always, the rest once it is public."""
    stage = Call.objects.filter(opportunity=now).values_list("stage", flat=True).first()
    if stage is None:
        return
    if names & SET_UP_WITH_THE_CALL:
        raise Refused("This round is set up as a call: its dates and state are changed there.")
    if rules.is_public(stage) and names & FROZEN_WITH_THE_CALL:
        raise Refused(
            "This round is published: it is corrected where it was set up, with a reason."
        )


def write_shares(
    opportunity: Opportunity, spend: Money | None, shares: Sequence[ShareGiven]
) -> None:
    """Keep who puts in how much; refused where that is not the spend, to the penny, where it is known."""
    codes = [fund.code for fund, _, _ in shares]
    if len(set(codes)) < len(codes):
        raise Refused("Each fund can have one share only.", field="spend")
    try:
        rules.check_round_shares(spend, [amount for _, _, amount in shares])
    except rules.Unclear as unclear:
        raise Refused(unclear.words, field="spend") from unclear
    OpportunityShare.objects.bulk_create(
        OpportunityShare(opportunity=opportunity, fund=fund, name=name, amount=amount)
        for fund, name, amount in shares
    )


def _year(given: str) -> str:
    try:
        return FinancialYear.parse(given).label
    except NotAFinancialYear as refused:
        raise Refused(refused.words, field="year") from refused


def _read(reading: Callable[[], T], field: str) -> T:
    try:
        return reading()
    except rules.Unclear as unclear:
        raise Refused(unclear.words, field=field) from unclear
