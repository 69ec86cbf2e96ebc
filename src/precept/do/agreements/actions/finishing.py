"""The end of a rolling round: every bid is decided, every decision published, and the register says what it came to."""

from typing import Final

from precept.do.agreements import access, queries
from precept.do.agreements.models import Award
from precept.do.opportunities import actions as opportunities
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation.ledger.actions import SYSTEM, NotAllowed, Refused, action, record
from precept.plan.models import Fund

NOT_FINISHER: Final = "Only people who make awards may say that a rolling round is finished."


@action
def finish_round(*, by: access.Asker, call: Call) -> Call:
    """Say that a rolling round is finished: it closed, and every bid was decided, told and published."""
    if not access.may_finish_round(by):
        raise NotAllowed(NOT_FINISHER)
    now = Call.objects.select_related("opportunity").get(pk=call.pk)
    if problem := queries.why_not_finished(now):
        raise Refused(problem)
    of = now.opportunity
    state_what_it_came_to(of, "The rolling round is finished")
    now.refresh_from_db()
    opportunities.move_on(by=by, call=now, to="awarded", why="Every bid is decided and published")
    record(
        of.subject,
        "rolling round finished",
        by=by,
        after={
            "awards": Award.objects.filter(opportunity=of).count(),
            "decisions": len(queries.awardings(of)),
        },
    )
    return now


def finish_if_over(call: Call) -> bool:
    """Within another action: finish a rolling round where nothing is left to do in it."""
    if queries.why_not_finished(call):
        return False
    finish_round(by=SYSTEM, call=call)
    return True


def state_what_it_came_to(of: Opportunity, why: str) -> None:
    """The register's row says what was awarded and who put in how much: by the system, from the awards."""
    now = Opportunity.objects.get(pk=of.pk)
    whole, parts = queries.awarded_shares(now)
    known = {one.fund.code: one.name for one in now.shares.select_related("fund")}
    funds = Fund.objects.in_bulk(list(parts), field_name="code")
    shares = [
        (funds[code], known.get(code, funds[code].short_name or funds[code].name), amount)
        for code, amount in parts.items()
        if code in funds and amount.pence
    ]
    opportunities.set_round_spend(
        by=SYSTEM,
        opportunity=now,
        version=now.version,
        spend=whole,
        available=now.available,
        shares=shares if sum(one.pence for _, _, one in shares) == whole.pence else (),
        why=why,
    )
