"""What stands in the books: of a fund, of an agreement, on any day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet, Sum

from precept.do.agreements.models import Agreement
from precept.do.spending import rules
from precept.do.spending.models import Account, Authority, ClosedYear, Movement
from precept.foundation.money import Money
from precept.plan.models import Fund

MOST_MOVEMENTS = 200


def standing(accounts: QuerySet[Account]) -> rules.Standing:
    """What stands in the pots of these accounts now, added up."""
    rows = accounts.order_by().values_list("pot").annotate(pence=Sum("balance"))
    return rules.standing_of((pot, int(pence)) for pot, pence in rows)


def standing_on(accounts: QuerySet[Account], day: date) -> rules.Standing:
    """What stood in the pots of these accounts at the end of a day: from movements alone."""
    took = _moved("target", accounts, day)
    gave = _moved("source", accounts, day)
    return rules.standing_of([*took, *((pot, -pence) for pot, pence in gave)])


def _moved(side: str, accounts: QuerySet[Account], day: date) -> list[tuple[str, int]]:
    rows = (
        Movement.objects.filter(**{f"{side}__in": accounts.order_by().values("pk")}, day__lte=day)
        .order_by()
        .values_list(f"{side}__pot")
        .annotate(moved=Sum("amount"))
    )
    return [(pot, moved.pence) for pot, moved in rows]


def of_fund(fund: Fund, year: str = "") -> QuerySet[Account]:
    """Every account of a fund, of one year where it is named."""
    rows = Account.objects.filter(fund=fund)
    return rows.filter(year=year) if year else rows


def of_agreement(agreement: Agreement) -> QuerySet[Account]:
    """Every account of an agreement."""
    return Account.objects.filter(agreement=agreement)


def available(fund: Fund, year: str) -> Money:
    """What a fund has left to promise in a year; below nothing where more was promised with authority."""
    row = Account.objects.filter(fund=fund, year=year, pot=rules.AVAILABLE).first()
    return Money(row.balance if row else 0)


def promisable(fund: Fund, year: str) -> Money:
    """What may still be promised: what is available, and what authority allows beyond it."""
    row = Account.objects.filter(fund=fund, year=year, pot=rules.AVAILABLE).first()
    return Money(row.balance - row.floor if row else 0)


def held(agreement: Agreement, pot: str) -> list[rules.Part]:
    """What an agreement has in a pot, by fund and year; the oldest year first."""
    rows = of_agreement(agreement).filter(pot=pot).exclude(balance=0).select_related("fund")
    return [
        rules.Part(row.fund.code, row.year, Money(row.balance))
        for row in rows.order_by("year", "fund__code")
    ]


def promised(agreement: Agreement) -> list[rules.Part]:
    """What an agreement was promised in all, by fund and year, wherever it stands now."""
    rows = (
        of_agreement(agreement)
        .order_by("year", "fund__code")
        .values_list("fund__code", "year")
        .annotate(pence=Sum("balance"))
    )
    return [rules.Part(fund, year, Money(int(pence))) for fund, year, pence in rows if pence]


def remains_to_claim(agreement: Agreement) -> Money:
    """What is committed and not yet asked for: claims that wait count against it."""
    committed = sum(one.amount.pence for one in held(agreement, rules.COMMITTED))
    waiting = agreement.claims.filter(state__in=rules.WAITS).exclude(state="drafting")
    asked = waiting.aggregate(asked=Sum("amount"))["asked"] or Money(0)
    return Money(committed - asked.pence)


def restrictions_of(fund: Fund) -> list[rules.Restriction]:
    """What a fund may pay for, as rules read it."""
    return [
        rules.Restriction(one.sort, tuple(one.values), one.words) for one in fund.restrictions.all()
    ]


def authority_in_force(fund: Fund, year: str) -> Authority | None:
    """The leave to promise beyond a budget that counts now."""
    return Authority.objects.filter(fund=fund, year=year).select_related("given_by").first()


def is_closed(fund: Fund, year: str) -> bool:
    """Whether a fund's year is over and nothing moves in it any more."""
    return ClosedYear.objects.filter(fund=fund, year=year).exists()


def movements_of(accounts: QuerySet[Account]) -> list[Movement]:
    """The latest movements in or out of these accounts, at the most 200, the newest first."""
    ids = accounts.order_by().values("pk")
    rows = Movement.objects.filter(Q(source__in=ids) | Q(target__in=ids)).select_related(
        "source__fund", "target__fund", "source__agreement", "target__agreement", "by"
    )
    return list(rows[:MOST_MOVEMENTS])


def problems_with_books() -> list[str]:
    """Where the books don't hold: a balance that its movements don't come to, or pennies that don't add up."""
    words = [f"account {pk}: its balance is not what its movements come to" for pk in _unequal()]
    whole = standing(Account.objects.all())
    return words if whole.adds_up else [*words, "the pots together don't come to nothing"]


def _unequal() -> Iterable[int]:
    took = dict(_by_account("target"))
    gave = dict(_by_account("source"))
    rows = Account.objects.order_by("pk").values_list("pk", "balance").iterator()
    return [pk for pk, balance in rows if balance != took.get(pk, 0) - gave.get(pk, 0)]


def _by_account(side: str) -> list[tuple[int, int]]:
    rows = Movement.objects.order_by().values_list(side).annotate(moved=Sum(F("amount")))
    return [(pk, moved.pence) for pk, moved in rows]


def budget_movements(fund: Fund, year: str) -> list[Movement]:
    """What brought a fund's budget of a year into the books, and what took from it again."""
    rows = Movement.objects.filter(kind__in=("budget", "budget cut"), source__fund=fund)
    return list(rows.filter(source__year=year))


def paid_before(agreement: Agreement) -> Money:
    """What was entered as paid of an agreement before these books began."""
    rows = Movement.objects.filter(
        kind__in=("paid before", "paid before corrected"), target__agreement=agreement
    )
    return sum(
        (one.amount if one.kind == "paid before" else Money(-one.amount.pence) for one in rows),
        Money(0),
    )
