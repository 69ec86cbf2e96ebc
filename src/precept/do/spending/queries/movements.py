"""Movements of the books, page by page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from precept.do.agreements.models import Agreement
from precept.do.spending import rules
from precept.do.spending.models import (
    Movement,
)
from precept.foundation import clock
from precept.plan.models import Fund

MOVEMENTS_SHOWN = 25


@dataclass(frozen=True)
class MovementsPage:
    """Some movements, the newest first, and the cursor that the next page begins after."""

    movements: list[Movement]
    following: int | None


def movements_page(of: Q, *, after: str = "", on: date | None = None) -> MovementsPage:
    """Twenty-five movements in or out, after the one that a cursor names, none later than a day."""
    rows = Movement.objects.filter(of).select_related(
        "source__fund", "target__fund", "source__agreement", "target__agreement", "by"
    )
    if on is not None:
        rows = rows.filter(day__lte=on)
    if after.isascii() and after.isdigit() and len(after) < 18:
        last = Movement.objects.filter(pk=int(after)).first()
        if last is not None:
            rows = rows.filter(Q(day__lt=last.day) | Q(day=last.day, pk__lt=last.pk))
    found = list(rows.order_by("-day", "-id")[: MOVEMENTS_SHOWN + 1])
    more = len(found) > MOVEMENTS_SHOWN
    shown = found[:MOVEMENTS_SHOWN]
    return MovementsPage(shown, shown[-1].pk if more else None)


def in_year(fund: Fund, year: str) -> Q:
    """Movements in or out of a fund's year."""
    return Q(source__fund=fund, source__year=year) | Q(target__fund=fund, target__year=year)


def of_one(agreement: Agreement) -> Q:
    """Movements in or out of an agreement's pots."""
    return Q(source__agreement=agreement) | Q(target__agreement=agreement)


def movement_rows(movements: list[Movement]) -> list[tuple[str, str, str, str, str, str]]:
    """Movements as a table shows them: day, what, of whom, from and to, why and by whom, amount."""
    titles = dict(rules.POTS)
    rows = []
    for one in movements:
        agreement = one.source.agreement or one.target.agreement
        source, target = titles[one.source.pot], titles[one.target.pot]
        if one.source.year != one.target.year:
            source, target = f"{source}, {one.source.year}", f"{target}, {one.target.year}"
        by = one.by.name if one.by else "The system"
        rows.append(
            (
                clock.spoken(one.day),
                rules.MOVES[one.kind].title,
                agreement.reference if agreement else one.source.fund.short_name,
                f"{source} → {target}",
                f"{one.why} ({by})" if one.why else by,
                str(one.amount),
            )
        )
    return rows
