"""What pages, publications and the framework read of rounds."""

from collections.abc import Sequence

from django.db.models import F, QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.do.opportunities import access, rules
from precept.do.opportunities.models import Call, Opportunity
from precept.do.opportunities.published import (
    OpportunityPublished,
    OpportunitySharePublished,
    address,
    in_words,
)
from precept.do.opportunities.queries.calls import call_or_none
from precept.do.opportunities.queries.released import call_payload
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.money import Money
from precept.foundation.publications import queries as publications
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing, words_in
from precept.plan.intended_spend import IntendedSpend
from precept.plan.models import Framework, FrameworkSection, Fund
from precept.plan.published import AmountPublished, LinkPublished, SharePublished
from precept.understand.models import Priority

MOST_ROUNDS_A_YEAR = 500
MOST_TABLES = 50
YEARS_BEFORE, YEARS_AHEAD = 5, 2


def one(asker: access.Asker, reference: str) -> Opportunity:
    """A round by its reference, with its fund; 404 where they may not see it."""
    found = access.visible_to(asker).select_related("fund").filter(reference=reference).first()
    if found is None:
        raise Http404(f"no round {reference}")
    return found


def years() -> list[tuple[str, str]]:
    """The financial years a form offers: those around today and those with a framework, newest first."""
    current = FinancialYear.of(clock.today()).first
    offered = {
        FinancialYear(first).label
        for first in range(current - YEARS_BEFORE, current + YEARS_AHEAD + 1)
    }
    offered |= set(Framework.objects.order_by().values_list("year", flat=True).distinct()[:100])
    return [(year, FinancialYear.parse(year).spoken) for year in sorted(offered, reverse=True)]


def likely_year(*texts: str) -> str:
    """The financial year that a file's name or sheet speaks of, else the current one."""
    return rules.year_in(texts) or FinancialYear.of(clock.today()).label


USUAL_TABLES = {
    "contracts due": ("core", "Contracts by due date"),
    "contract periods": ("vrn", "Contracts by period"),
    "rounds": ("csf", "Rounds of grants"),
}
"""The table of each layout where no framework has one yet."""


def tables(*layouts: str) -> list[tuple[str, str]]:
    """The tables that frameworks have in these layouts, (key, title), the newest title of each key."""
    rows = (
        FrameworkSection.objects.filter(layout__in=layouts)
        .order_by("-framework__year", "-framework__version", "place")
        .values_list("key", "title")[: MOST_TABLES * 10]
    )
    found: dict[str, str] = {}
    for key, title in rows:
        found.setdefault(key, title)
    for layout in layouts:
        key, title = USUAL_TABLES.get(layout, ("", ""))
        if key and key not in found:
            found[key] = title
    return list(found.items())[:MOST_TABLES]


def funds() -> list[Fund]:
    """Every fund, by name (at most 200)."""
    return list(Fund.objects.order_by("name")[:200])


def priority_choices() -> list[tuple[str, str]]:
    """The priorities that something may serve: those of published plans, the newest title of each."""
    return list(priority_titles(None).items())


def priority_titles(slugs: Sequence[str] | None) -> dict[str, str]:
    """The titles of these priorities (None: all) in published plans, by slug; the newest plan's counts."""
    rows = Priority.objects.exclude(plan__state="draft")
    if slugs is not None:
        rows = rows.filter(slug__in=slugs)
    pairs = rows.order_by("plan__first_year", "plan__version", "place").values_list("slug", "title")
    newest = dict(pairs[:1_000])
    return newest if slugs is None else {slug: newest[slug] for slug in slugs if slug in newest}


def said(opportunity: Opportunity) -> dict[str, str]:
    """What the ledger keeps of a round, name by name, in words."""
    limit = opportunity.limit
    return {
        "programme": opportunity.programme,
        "year": opportunity.year,
        "number": str(opportunity.number),
        "theme": opportunity.theme,
        "deadline": rules.deadline_words(opportunity.deadline, opportunity.deadline_time),
        "limit": limit.short if limit else "",
        "limit in words": opportunity.limit_words,
        "state": opportunity.state,
        "table": opportunity.section,
        "fund": opportunity.fund.code if opportunity.fund else "",
        "priorities": ", ".join(opportunity.priorities),
        "source": opportunity.source,
        "note": opportunity.note,
    }


def said_of_money(
    spend: Money | None, available: Money | None, shares: Sequence[tuple[Fund, str, Money]]
) -> dict[str, str]:
    """What the ledger keeps of a round's money, in words."""
    return {
        "spend": rules.spend_words(spend, available),
        "shares": ", ".join(
            f"{name} ({fund.code}) {amount.short}" for fund, name, amount in shares
        ),
    }


def payload(opportunity: Opportunity) -> OpportunityPublished:
    """A round as it would be released now."""
    at = opportunity.deadline_time
    fund = opportunity.fund
    call = call_or_none(opportunity)
    return OpportunityPublished(
        reference=opportunity.reference,
        programme=opportunity.programme,
        procedure=opportunity.procedure,
        year=opportunity.year,
        number=opportunity.number,
        theme=opportunity.theme,
        deadline=opportunity.deadline.isoformat(),
        deadline_time=at.isoformat(timespec="minutes") if at else None,
        limit=_pence(opportunity.limit),
        limit_words=opportunity.limit_words,
        available=_pence(opportunity.available),
        spend=_pence(opportunity.spend),
        fund=fund.code if fund else None,
        fund_name=fund.name if fund else None,
        shares=tuple(
            OpportunitySharePublished(fund=one.fund.code, name=one.name, pence=one.amount.pence)
            for one in opportunity.shares.select_related("fund")
        ),
        state=opportunity.state,
        state_title=rules.STATES[opportunity.state],
        priorities=tuple(priority_titles(opportunity.priorities)),
        source=opportunity.source,
        note=opportunity.note,
        is_invented=opportunity.is_invented,
        call=call_payload(call) if call is not None and _is_read_by_bidders(call) else None,
    )


def _is_read_by_bidders(call: Call) -> bool:
    """Whether the public reads a call: it is published, and says when it was open (a past one may not)."""
    return rules.is_public(call.stage) and call.opens_at is not None and call.closes_at is not None


def preview(of: Call) -> OpportunityPublished:
    """A round as the public would read it if its call were published now."""
    return payload(of.opportunity).model_copy(update={"call": call_payload(of)})


def _pence(amount: Money | None) -> int | None:
    return None if amount is None else amount.pence


def changed() -> QuerySet[Opportunity]:
    """The rounds that say something else than is public, by reference."""
    return Opportunity.objects.filter(version__gt=F("published_version")).order_by("reference")


def would_change(opportunity: Opportunity) -> list[tuple[str, str, str]]:
    """What publishing a round now would change in public: (what, what it says, what it would say)."""
    latest = publications.latest_or_none("opportunity", opportunity.reference)
    before = in_words(latest.payload) if latest else {}
    after = in_words(payload(opportunity))
    return [
        (name, before.get(name, ""), words)
        for name, words in after.items()
        if before.get(name, "") != words
    ]


def intended_spend(year: str) -> list[IntendedSpend]:
    """The rounds of a financial year as rows of its framework (at most 500)."""
    rows = (
        Opportunity.objects.filter(year=year)
        .exclude(section="")
        .select_related("fund")
        .prefetch_related("shares__fund")
        .order_by("section", "number", "pk")[:MOST_ROUNDS_A_YEAR]
    )
    return [
        IntendedSpend(
            section=row.section,
            subject=row.subject,
            number=str(row.number),
            name=row.theme,
            when=rules.deadline_words(row.deadline, row.deadline_time),
            limit=row.limit_words,
            fund=row.fund.code if row.fund else "",
            kind="round",
            amounts=(AmountPublished(of="", pence=_pence(row.spend)),),
            shares=tuple(
                SharePublished(fund=one.fund.code, name=one.name, pence=one.amount.pence)
                for one in row.shares.all()
            ),
            available=_pence(row.available),
            links=(LinkPublished(text=str(row.number), href=address(row.reference)),),
            is_invented=row.is_invented,
            note=row.note,
            priorities=tuple(row.priorities),
            begins=row.deadline,
            place=row.number,
        )
        for row in rows
    ]


COLUMNS = (
    Column("round", "Round", order=("year", "number")),
    Column("theme", "Theme", order=("theme",)),
    Column("deadline", "Deadline", order=("deadline",)),
    Column("limit", "Value"),
    Column("spend", "Total round spend", numeric=True, order=("spend",)),
    Column("state", "State", order=("state", "deadline")),
    Column("public", "Public"),
)
TAGS = {
    "planned": "govuk-tag--grey",
    "open": "govuk-tag--green",
    "closed": "govuk-tag--blue",
    "awarded": "govuk-tag--purple",
}
PUBLIC_STATES = (
    ("changed", "Changed since published"),
    ("never", "Never published"),
    ("public", "Public as it is"),
)


def _cells(row: Opportunity) -> list[Cell]:
    return [
        Cell(
            f"{row.year.replace('-', '–')}, round {row.number}",
            href=reverse("opportunities.one", args=[row.reference]),
            note=row.reference,
        ),
        Cell(row.theme, note="Invented" if row.is_invented else ""),
        Cell(rules.deadline_words(row.deadline, row.deadline_time)),
        Cell(row.limit_words or "Not stated"),
        Cell(
            row.spend.short if row.spend is not None else "Not yet known",
            note=f"{row.available.short} available" if row.available is not None else "",
        ),
        Cell(rules.STATES[row.state], tag=TAGS[row.state]),
        Cell(public_words(row.version, row.published_version)),
    ]


def public_words(version: int, published_version: int) -> str:
    """How what the office holds stands to what is public."""
    if not published_version:
        return "Not published"
    return "As it is" if version == published_version else "Changed since"


def _by_public(rows: QuerySet[Opportunity], state: str) -> QuerySet[Opportunity]:
    if state == "never":
        return rows.filter(published_version=0)
    if state == "public":
        return rows.filter(published_version=F("version"))
    return rows.filter(published_version__gt=0, version__gt=F("published_version"))


def rounds_page(asker: access.Asker, query: QueryDict) -> Table:
    """The list of rounds, as its address asks."""
    offered = funds()
    return listing(
        query,
        access.visible_to(asker).select_related("fund"),
        caption="Rounds",
        noun=("round", "rounds"),
        columns=COLUMNS,
        cells=_cells,
        default="-round",
        filters=(
            Filter("state", "State", tuple(rules.states), by_field("state")),
            Filter("year", "Financial year", tuple(years()), by_field("year")),
            Filter(
                "fund",
                "Fund",
                tuple((one.code, one.name) for one in offered),
                by_field("fund__code"),
            ),
            Filter("public", "In public", PUBLIC_STATES, _by_public),
        ),
        search=words_in("theme", "reference"),
        empty="No round fits. Add a round, load a file of rounds, or clear the filters.",
    )
