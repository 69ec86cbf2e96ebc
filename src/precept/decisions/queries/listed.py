"""The list of decisions, what waits for somebody, and what is due to be published."""

from dataclasses import dataclass
from functools import partial

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.urls import reverse

from precept.decisions import access, rules
from precept.decisions.models import SHOWN_TITLE, Decision
from precept.decisions.queries.redactions import copies_waiting, redactions_due
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing, words_in

TAGS = {
    "draft": "govuk-tag--yellow",
    "advice": "govuk-tag--light-blue",
    "ready": "govuk-tag--blue",
    "signed": "govuk-tag--turquoise",
    "published": "govuk-tag--green",
    "withdrawn": "govuk-tag--grey",
    "refused": "govuk-tag--red",
}
COLUMNS = (
    Column("reference", "Reference", order=("reference",)),
    Column("title", "Title", order=("called",)),
    Column("kind", "Kind", order=("kind", "reference")),
    Column("amount", "Amount", numeric=True, order=("amount",)),
    Column("state", "State", order=("state", "reference")),
    Column("drafted", "Drafted", order=("drafted", "id")),
)
FIRST_YEAR = 2012
MOST_WAITING = 20


def _in_state(rows: QuerySet[Decision], state: str) -> QuerySet[Decision]:
    return rows.filter(state=state)


def _of_kind(rows: QuerySet[Decision], kind: str) -> QuerySet[Decision]:
    return rows.filter(kind=kind)


def _of_year(rows: QuerySet[Decision], year: str) -> QuerySet[Decision]:
    return rows.filter(signature__signed_on__year=int(year)) | rows.filter(
        signature=None, drafted__year=int(year)
    )


def _cells(one: Decision, *, is_whole: bool) -> list[Cell]:
    note = "Invented for the demonstration" if one.is_invented else ""
    if one.state == "signed":
        day = f"To be published {clock.spoken(one.publish_on)}" if one.publish_on else "No day yet"
        note = f"Held: {one.held_why}" if one.held_why else day
    return [
        Cell(one.reference, href=reverse("decisions.one", args=[one.reference])),
        Cell(one.title if is_whole else one.shown_title),
        Cell(rules.KINDS[one.kind]),
        Cell(one.amount.short if one.amount is not None else "None"),
        Cell(rules.STATES[one.state], tag=TAGS[one.state], note=note),
        Cell(clock.spoken(clock.uk_date(one.drafted))),
    ]


def decisions_page(person: Person, query: QueryDict) -> Table:
    """The decisions this person may look up, as the address asks: two queries, whatever the size."""
    this_year = clock.today().year
    years = tuple((str(year), str(year)) for year in range(this_year, FIRST_YEAR - 1, -1))
    is_whole = access.sees_unpublished(person)
    rows = access.visible_to(person).annotate(called=F("title") if is_whole else SHOWN_TITLE)
    words = (*rules.WORDS, "exempt_words", "exemption_why", "facts", "tables")
    return listing(
        query,
        rows.defer(*words),
        caption="Decisions",
        noun=("decision", "decisions"),
        columns=COLUMNS,
        cells=partial(_cells, is_whole=is_whole),
        default="-drafted",
        filters=(
            Filter("state", "State", tuple(rules.states), _in_state),
            Filter("year", "Year", years, _of_year),
            Filter("kind", "Kind", tuple(rules.kinds), _of_kind),
        ),
        search=words_in("called", "reference"),
        empty="There is no decision yet. Draft one, or let a round’s recommendation draft it.",
    )


@dataclass(frozen=True)
class Waiting:
    """A decision that waits for somebody, and for what."""

    reference: str
    title: str
    what: str
    href: str


def waits_for(person: Person) -> list[Waiting]:
    """What waits for this person: advice to give, a signature, a day, a draft of their own (at most 20)."""
    rows = access.visible_to(person).filter(state__in=[*rules.UNSIGNED, "signed"])
    found: list[Waiting] = []
    for one in rows.order_by("drafted", "pk").prefetch_related("advice")[:200]:
        found += _waiting(person, one)
    return [*found, *_to_look_at(person)][:MOST_WAITING]


REDACTION_WAITS = {
    "marked": "A redaction to release",
    "lifting": "A redaction to lift",
    "released": "A redaction to look at again",
}


def _to_look_at(person: Person) -> list[Waiting]:
    """Redactions that ask for this person, and withheld words whose review has come."""
    found = [
        Waiting(
            row.decision.reference,
            row.decision.title,
            REDACTION_WAITS[row.state],
            reverse("decisions.redaction", args=[row.decision.reference, row.number]),
        )
        for row in redactions_due(person)
    ]
    if not access.may_publish(person):
        return found
    found += [
        Waiting(
            row.decision.reference,
            row.decision.title,
            "A public copy to release",
            reverse("decisions.copies", args=[row.decision.reference]),
        )
        for row in copies_waiting(person)
    ]
    rows = access.visible_to(person).filter(
        state="published", status="exempt", exemption_review__lte=clock.today()
    )
    return found + [
        Waiting(
            one.reference,
            one.title,
            "Withheld words to look at again",
            reverse("decisions.review", args=[one.reference]),
        )
        for one in rows.order_by("exemption_review", "pk")[:MOST_WAITING]
    ]


def _waiting(person: Person, one: Decision) -> list[Waiting]:
    def waits(what: str, page: str, *more: str) -> Waiting:
        return Waiting(one.reference, one.title, what, reverse(page, args=[one.reference, *more]))

    if one.state == "draft" and one.author_id == person.pk:
        return [waits("Your draft", "decisions.one")]
    if one.state == "advice":
        given = {row.kind for row in one.advice.all()}
        return [
            waits(f"Your advice: {rules.ADVICE[kind].lower()}", "decisions.advise", kind)
            for kind in rules.advice_needed(one.kind, one.amount)
            if kind not in given
            and access.may_advise(person, kind)
            and not (kind == "finance" and one.author_id == person.pk)
        ]
    may_decide = (
        one.state == "ready"
        and access.may_sign(person)
        and one.author_id != person.pk
        and rules.delegation_for(one.kind, one.amount, clock.today(), person.roles_today)
    )
    if may_decide:
        return [waits("Your signature", "decisions.sign")]
    if one.state == "signed" and access.may_publish(person):
        is_due = one.publish_on is None or one.publish_on <= clock.today()
        if one.held_why or is_due:
            return [waits("Held back" if one.held_why else "To be published", "decisions.one")]
    return []


def due_to_publish() -> list[Decision]:
    """The signed decisions whose day has come and that nobody holds, oldest first (at most 50)."""
    rows = Decision.objects.filter(state="signed", publish_on__lte=clock.today(), held_why="")
    return list(rows.order_by("publish_on", "pk")[:50])


def next_reference() -> str:
    """The number that the next decision of the office bears."""
    today = clock.today()
    begins = f"{rules.series_on(today).prefix}-{today.year}-"
    rows = Decision.objects.filter(reference__startswith=begins)
    return rules.next_reference(rows.values_list("reference", flat=True), today)
