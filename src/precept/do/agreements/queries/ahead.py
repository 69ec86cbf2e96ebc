"""What lies ahead of agreements: when it is decided what follows, what ends, and what was called to mind."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse

from precept.do.agreements import access, rules
from precept.do.agreements.models import Agreement, Evidence, ExtensionOption
from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.people import queries as people
from precept.foundation.people import rules as people_rules
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.web.charts import Mark, Span, Timeline, timeline
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing, words_in

MOST_AHEAD = 200
DRAWN = 25
LIVE = ("upcoming", "active")
SPAN_KINDS = ("Agreement", "Option to extend")


def options_of(agreement: Agreement) -> list[rules.Option]:
    """The extensions that an agreement provides for, in their order."""
    return [one.as_rule for one in agreement.options.all()]


def backwards_of(
    agreement: Agreement, changes: Mapping[str, Any] | None = None
) -> rules.Backwards | None:
    """How the decide-by day of an agreement is worked out, with changes that are not written yet."""

    def told(name: str) -> Any:
        return (changes or {}).get(name, getattr(agreement, name))

    if told("status") not in LIVE or told("ends") is None:
        return None
    return rules.backwards(
        kind=told("kind"),
        category=told("category"),
        procedure=told("procedure"),
        ends=told("ends"),
        options=options_of(agreement),
        on=clock.today(),
    )


def decide_by_of(agreement: Agreement, changes: Mapping[str, Any]) -> date | None:
    """The day by which it is decided what follows; None where no last day is stated, or it is over."""
    found = backwards_of(agreement, changes)
    return found.decide_by if found else None


def ahead(asker: access.Asker, year: str) -> list[Agreement]:
    """What is to be decided in a financial year, as ``of_year`` says it (at most 200)."""
    rows = to_decide(access.visible_to(asker), year)
    return list(rows.order_by("decide_by", "pk")[:MOST_AHEAD])


def is_to_decide(asker: access.Asker, year: str) -> bool:
    """Whether anything ends in a financial year, or is to be decided on."""
    return to_decide(access.visible_to(asker), year).exists()


def to_decide(rows: QuerySet[Agreement], year: str) -> QuerySet[Agreement]:
    """The live agreements that end in a financial year, or are to be decided on by it and are not."""
    return rows.filter(_is_to_decide(FinancialYear.parse(year)))


def _is_to_decide(of: FinancialYear) -> Q:
    within = Q(ends__range=(of.start, of.end)) | Q(decide_by__range=(of.start, of.end))
    overdue = Q(decide_by__lt=of.start, what_follows="", ends__gte=of.start)
    return Q(within | overdue, status__in=LIVE, ends__isnull=False)


def of_year(rows: QuerySet[Agreement], year: str) -> QuerySet[Agreement]:
    """The agreements that run on any day of a financial year, ended since or not, or are to be decided on in it."""
    of = FinancialYear.parse(year)
    begun = Q(starts__lte=of.end) | Q(starts__isnull=True)
    open_at_the_end = Q(ends__gte=of.start) | Q(ends__isnull=True, status__in=LIVE)
    return rows.exclude(status="cancelled").filter((begun & open_at_the_end) | _is_to_decide(of))


COLUMNS: Final = (
    Column("agreement", "Agreement", order=("reference",)),
    Column("decide", "Decide by", order=("decided",)),
    Column("ends", "Ends", order=("ending",)),
    Column("follows", "What follows"),
    Column("manager", "Manager"),
)


def ahead_page(person: Person, year: str, query: QueryDict) -> Table:
    """The agreements of a financial year by their decide-by day, as an address asks for them: three queries."""
    today = clock.today()
    return listing(
        query,
        of_year(access.visible_to(person), year)
        .select_related("provider", "manager")
        .prefetch_related("options")
        .annotate(
            ending=Coalesce("ends", Value(date.max)),
            decided=Coalesce("decide_by", "ends", Value(date.max)),
        ),
        caption="Agreements by the day on which what follows is decided",
        noun=("agreement", "agreements"),
        columns=COLUMNS,
        cells=lambda one: _ahead_cells(one, today),
        default="decide",
        filters=(
            Filter(
                "what",
                "Show",
                (("decide", "What ends or is due"),),
                lambda rows, _: to_decide(rows, year),
                unchosen="Everything",
            ),
            Filter(
                "manager",
                "Manager",
                (("me", "Me"),),
                lambda rows, _: rows.filter(manager=person),
                unchosen="Anybody",
            ),
        ),
        search=words_in("reference", "title", "provider__name"),
        empty="No agreement of this year is as you asked. Choose another year, or clear the filters.",
        per_page=DRAWN,
    )


def _ahead_cells(one: Agreement, today: date) -> list[Cell]:
    tone = rules.expiry_tone(one.decide_by, today, one.what_follows)
    by = clock.spoken(one.decide_by) if one.decide_by else "Not worked out"
    return [
        Cell(one.reference, href=reverse("agreements.one", args=[one.reference]), note=one.title),
        Cell(by, tag="govuk-tag--red", note="Overdue") if tone == "red" else Cell(by),
        Cell(clock.spoken(one.ends) if one.ends else "Not stated"),
        Cell(rules.CHOICES["what_follows"][one.what_follows]),
        Cell(one.manager.name if one.manager else "Nobody"),
    ]


def drawn(rows: Iterable[Agreement], today: date) -> Timeline:
    """Agreements as bars, options after them, decide-by days as marks."""
    spans: list[Span] = []
    for one in rows:
        if one.ends is None:
            continue
        marks = (
            (Mark(one.decide_by, f"decide by {clock.spoken(one.decide_by)}"),)
            if one.decide_by
            else ()
        )
        starts = min(one.starts or one.ends, one.ends)
        spans.append(
            Span(
                f"{one.reference} {one.title}",
                starts,
                one.ends,
                shown=rules.period_words(one.starts, one.ends),
                marks=marks,
            )
        )
        spans += _options(one, one.ends)
    return timeline(
        title="Agreements, options and decide-by dates",
        things="Agreement",
        spans=spans,
        today=today,
        kinds=SPAN_KINDS,
    )


def _options(of: Agreement, ends: date) -> list[Span]:
    found, last = [], ends
    for one in options_of(of):
        if not one.is_open:
            continue
        until = one.until or rules.extended(last, one.months)
        notice = (
            (Mark(one.notice_by, f"notice by {clock.spoken(one.notice_by)}"),)
            if one.notice_by
            else ()
        )
        label = f"{of.reference} option, {one.months} months"
        words = rules.period_words(last, until)
        found.append(Span(label, last, until, shown=words, kind=2, marks=notice))
        last = until
    return found


def undecided_of(person: Person, today: date, most: int) -> QuerySet[Agreement]:
    """The agreements that somebody manages and nobody decided on, by their decide-by day."""
    rows = Agreement.objects.filter(
        manager=person, status__in=LIVE, what_follows="", decide_by__isnull=False
    )
    return rows.filter(decide_by__lte=today + timedelta(days=rules.SOON)).order_by(
        "decide_by", "pk"
    )[:most]


def evidence_of(agreement: Agreement) -> list[Evidence]:
    """The evidence that counts now."""
    return list(agreement.evidence.filter(is_current=True).select_related("seen_by"))


def open_options(agreement: Agreement) -> QuerySet[ExtensionOption]:
    """The extensions that can still be used."""
    return agreement.options.filter(state="open")


def manager_choices() -> list[tuple[str, str]]:
    """Who may manage agreements: everybody who works in the office today."""
    staff = [role.key for role in people_rules.ROLES.values() if role.staff]
    working = RoleHeld.objects.filter(people.held_on(clock.today()), role__in=staff)
    rows = Person.objects.filter(is_active=True, pk__in=working.values("person_id"))
    return list(rows.order_by("name", "pk").values_list("reference", "name")[:MOST_AHEAD])
