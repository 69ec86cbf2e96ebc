"""The partnerships plan: partners' own services, chances taken up, and what came of them."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from precept.do.partners import queries, rules
from precept.do.partners.actions.beginning import (
    STALE,
    ask_keeper,
    check_period,
)
from precept.do.partners.models import Chance, PartnerService
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.understand.actions import priorities_in_force


@action
def note_partner_service(
    *,
    by: Person,
    organisation: Organisation,
    title: str,
    source: str,
    purpose: str = "",
    priorities: Sequence[str] = (),
    area: str = "",
    starts: date | None = None,
    ends: date | None = None,
    amount: Money | None = None,
    is_invented: bool = False,
) -> PartnerService:
    """Note a service that a partner commissions by itself, with where that is known from."""
    ask_keeper(by)
    title = needed(title, "Enter the service’s title", "title")
    source = needed(source, "Say where this is known from", "source")
    check_period(starts, ends)
    made = PartnerService.objects.create(
        organisation=organisation,
        title=title,
        purpose=purpose.strip(),
        priorities=priorities_in_force(priorities),
        area=area.strip() or organisation.area,
        starts=starts,
        ends=ends,
        amount=amount,
        source=source,
        is_invented=is_invented,
    )
    record(
        made.subject, "partner’s service noted", by=by, after=queries.said_of_partner_service(made)
    )
    return made


@action
def change_partner_service(
    *,
    by: Person,
    service: PartnerService,
    version: int,
    title: str,
    source: str,
    purpose: str = "",
    priorities: Sequence[str] = (),
    area: str = "",
    starts: date | None = None,
    ends: date | None = None,
    amount: Money | None = None,
) -> PartnerService:
    """Change what is kept of a partner's own service."""
    ask_keeper(by)
    title = needed(title, "Enter the service’s title", "title")
    source = needed(source, "Say where this is known from", "source")
    check_period(starts, ends)
    now = PartnerService.objects.select_related("organisation").get(pk=service.pk)
    before = queries.said_of_partner_service(now)
    changes = {
        "title": title,
        "source": source,
        "purpose": purpose.strip(),
        "priorities": priorities_in_force(priorities, now.priorities),
        "area": area.strip(),
        "starts": starts,
        "ends": ends,
        "amount": amount,
    }
    write_next(now, changes, read=version, stale=STALE)
    after = queries.said_of_partner_service(now)
    record(now.subject, "partner’s service changed", by=by, before=before, after=after)
    return now


@action
def take_up(
    *,
    by: Person,
    pair: str,
    title: str,
    owner: Person,
    next_step: str,
    due: date,
) -> Chance:
    """Put an overlap that the rule found into the partnerships plan, with owner, next step and day.

    Refused where the overlap is no longer found; Changed where somebody took it up before.
    """
    found = queries.overlap(pair)
    if found is None:
        raise Refused("This overlap is no longer there. Look at the list again.")
    return _entered(
        by=by,
        pair=pair,
        title=title,
        why=" ".join(queries.why_of(found)),
        things=[{"key": one.key, "title": one.title} for one in (found.first, found.second)],
        priorities=list(found.priorities),
        is_duplicate=found.is_duplicate and not found.is_chance,
        is_invented=found.first.is_invented or found.second.is_invented,
        owner=owner,
        next_step=next_step,
        due=due,
    )


@action
def write_down_chance(
    *,
    by: Person,
    title: str,
    why: str,
    owner: Person,
    next_step: str,
    due: date,
    priorities: Sequence[str] = (),
    is_invented: bool = False,
) -> Chance:
    """Put into the partnerships plan what no rule can find: something nobody commissions yet."""
    return _entered(
        by=by,
        title=title,
        why=needed(why, "Say why it could be commissioned together", "why"),
        priorities=priorities_in_force(priorities),
        owner=owner,
        next_step=next_step,
        due=due,
        is_invented=is_invented,
    )


def _entered(
    *, by: Person, title: str, next_step: str, due: date, owner: Person, **said: object
) -> Chance:
    ask_keeper(by)
    title = needed(title, "Enter a title", "title")
    next_step = needed(next_step, "Enter the next step", "next_step")
    if due < clock.today():
        raise Refused("The next step is due today or later", field="due")
    try:
        with transaction.atomic():
            made = Chance.objects.create(
                title=title, next_step=next_step, due=due, owner=owner, **said
            )
    except IntegrityError:
        raise Changed("Somebody put this into the plan a moment ago.") from None
    record(made.subject, "chance taken up", by=by, after=queries.said_of_chance(made))
    return made


@action
def move_chance_on(
    *, by: Person, chance: Chance, version: int, owner: Person, next_step: str, due: date
) -> Chance:
    """Say what the next step is now, who owes it and by when."""
    ask_keeper(by)
    next_step = needed(next_step, "Enter the next step", "next_step")
    now = Chance.objects.select_related("owner").get(pk=chance.pk)
    if now.state != "looking":
        raise Refused("This is settled already.")
    before = queries.said_of_chance(now)
    write_next(now, {"owner": owner, "next_step": next_step, "due": due}, read=version, stale=STALE)
    after = queries.said_of_chance(now)
    record(now.subject, "chance moved on", by=by, before=before, after=after)
    return now


@action
def settle_chance(*, by: Person, chance: Chance, version: int, state: str, why: str) -> Chance:
    """Say what came of it: it became a joint service, or it is not taken further, and why."""
    ask_keeper(by)
    if state not in ("joined", "left"):
        raise Refused("Say what came of it", field="state")
    why = needed(why, "Say why", "why")
    now = Chance.objects.get(pk=chance.pk)
    if now.state != "looking":
        raise Changed("Somebody settled this already.")
    write_next(now, {"state": state, "ended_why": why}, read=version, stale=STALE)
    record(
        now.subject, "chance settled", by=by, why=why, after={"state": rules.CHANCE_STATES[state]}
    )
    return now
