"""A year's strategic aims: adding, changing and removing them."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.understand import access, queries
from precept.understand.actions.drafts import next_place, remove, save, short_name, stated
from precept.understand.actions.keeping import chosen_priorities
from precept.understand.models import Aim


def only_who_keep(by: Person) -> None:
    """Refuse whoever may not change aims and measures."""
    if not access.may_keep(by):
        raise NotAllowed("Only people who keep the plan may change aims and measures.")


@action
def add_aim(
    *,
    by: Person,
    year: str,
    title: str,
    statement: str,
    introduction: str = "",
    lead: str = "",
    priorities: Sequence[str] = (),
    slug: str = "",
    is_invented: bool = False,
) -> Aim:
    """Add a strategic aim to a financial year ("2022-23")."""
    only_who_keep(by)
    try:
        label = clock.FinancialYear.parse(year).label
    except clock.NotAFinancialYear as problem:
        raise Refused(problem.words, field="year") from None
    rows = Aim.objects.filter(year=label)
    taken = frozenset(rows.values_list("slug", flat=True))
    try:
        with transaction.atomic():
            aim = Aim.objects.create(
                year=label,
                place=next_place(rows),
                slug=short_name(slug, title, taken),
                title=title,
                statement=statement,
                introduction=introduction,
                lead=lead,
                priorities=chosen_priorities(priorities),
                is_invented=is_invented,
            )
    except IntegrityError:
        raise Changed("Somebody added an aim of this name a moment ago.") from None
    record(aim.subject, "aim added", by=by, after=stated(queries.aim_said(aim)))
    return aim


@action
def change_aim(
    *,
    by: Person,
    aim: Aim,
    title: str,
    statement: str,
    introduction: str,
    lead: str,
    priorities: Sequence[str] = (),
    revision: int | None = None,
) -> Aim:
    """Change what an aim says; ``revision`` is the aim's as it was read."""
    only_who_keep(by)
    before = queries.aim_said(aim)
    new = {
        "title": title,
        "statement": statement,
        "introduction": introduction,
        "lead": lead,
        "priorities": chosen_priorities(priorities, aim.priorities),
    }
    save(aim, revision, new)
    record(aim.subject, "aim changed", by=by, before=before, after=queries.aim_said(aim))
    return aim


@action
def remove_aim(*, by: Person, aim: Aim, why: str, revision: int | None = None) -> None:
    """Take an aim without measures out of a year, with a reason."""
    only_who_keep(by)
    if aim.measures.exists():
        raise Refused("Remove its measures first. An aim whose measures were asked for stays.")
    subject, said = aim.subject, queries.aim_said(aim)
    remove(aim, revision)
    record(subject, "aim removed", by=by, why=why, before=said)
