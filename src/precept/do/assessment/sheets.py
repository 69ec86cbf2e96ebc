"""Files of a past round's bids, as offices kept them: how each column is read, what loading a row does."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.db.models import Exists, OuterRef
from django.urls import reverse

from precept.do.assessment import access, actions, queries, rules
from precept.do.assessment.access import Asker
from precept.do.assessment.models import Recommendation
from precept.do.bids.models import Bid
from precept.do.bids.rules import channels
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.intake.reading import Cell, written
from precept.foundation.intake.sheets import (
    Answers,
    Option,
    Problem,
    Reading,
    Row,
    Sheet,
    SheetColumn,
    Unreadable,
)
from precept.foundation.ledger.actions import Actor, TheSystem
from precept.foundation.money import Money, NotMoney, read_money
from precept.foundation.people.models import Person
from precept.parties import queries as organisations

MOST_ROUNDS: Final = 200
T = TypeVar("T")


def clearly(reading: Callable[[], T]) -> T:
    """What a rule reads, or its words as a reason why the cell cannot be read."""
    try:
        return reading()
    except rules.Unclear as unclear:
        raise Unreadable(unclear.words) from unclear


def read_words(cell: Cell) -> Reading:
    """Text as it stands."""
    text = written(cell)
    return Reading(text, text or "Not stated")


def read_title(cell: Cell) -> Reading:
    """A name or a title: never longer than the office keeps."""
    text = written(cell)
    if not text:
        raise Unreadable("Nothing is written here.")
    if len(text) > rules.LONGEST_TITLE:
        raise Unreadable(f"This is longer than {rules.LONGEST_TITLE} characters.")
    return Reading(text, text)


def read_amount(cell: Cell) -> Reading:
    """An amount in pounds; nothing where the cell is empty."""
    text = written(cell)
    if not text or text in {"-", "–"}:
        return Reading(None, "Not stated")
    try:
        amount = read_money(text)
    except NotMoney as refused:
        raise Unreadable(refused.words) from refused
    if not isinstance(amount, Money):
        return Reading(None, "Not yet known")
    return Reading(amount.pence, amount.short)


def read_score(cell: Cell) -> Reading:
    """A score for a criterion; nothing where the cell is empty."""
    text = written(cell)
    if not text or text in {"-", "–"}:
        return Reading(None, "No score")
    score = clearly(lambda: rules.read_score(text))
    return Reading(score, str(score))


def read_total(cell: Cell) -> Reading:
    """The total out of 100; nothing where the cell is empty."""
    text = written(cell)
    if not text or text in {"-", "–"}:
        return Reading(None, "No total")
    total = clearly(lambda: rules.read_total(text))
    return Reading(f"{total:f}", rules.score_words(total))


def read_outcome(cell: Cell) -> Reading:
    """What came of the bid."""
    placing = clearly(lambda: rules.read_outcome(written(cell)))
    return Reading(placing, rules.PLACINGS[placing])


def _score_column(place: int) -> SheetColumn:
    return SheetColumn(
        f"score_{place}",
        f"Score {place}",
        read_score,
        (f"criterion {place}", f"score for criterion {place}", f"c{place}", f"q{place}"),
        hint=f"The score for the round's criterion number {place}.",
    )


COLUMNS = (
    SheetColumn(
        "organisation",
        "Organisation",
        read_title,
        ("applicant", "bidder", "group", "name of organisation", "organisation name"),
        required=True,
    ),
    SheetColumn(
        "title",
        "Project",
        read_title,
        ("project title", "title", "name of project", "bid", "project name"),
        required=True,
    ),
    SheetColumn(
        "brief", "Brief", read_words, ("summary", "description", "what for", "project brief")
    ),
    SheetColumn("area", "Area", read_words, ("zone", "people zone", "place", "district")),
    SheetColumn(
        "asked",
        "Amount asked for",
        read_amount,
        ("asked", "requested", "amount requested", "bid amount", "amount"),
    ),
    *(_score_column(place) for place in range(1, rules.MOST_SCORES + 1)),
    SheetColumn(
        "total", "Total", read_total, ("score", "total score", "percent", "%", "weighted score")
    ),
    SheetColumn("band", "Band", read_words, ("score band",)),
    SheetColumn(
        "outcome",
        "Outcome",
        read_outcome,
        ("result", "decision", "funded", "status", "recommendation"),
        required=True,
    ),
    SheetColumn(
        "awarded",
        "Amount awarded",
        read_amount,
        ("awarded", "award", "amount funded", "recommended"),
    ),
    SheetColumn("conditions", "Conditions", read_words, ("condition", "special conditions")),
    SheetColumn("why", "Reason", read_words, ("notes", "reasons", "comments", "note", "why")),
)


def rounds_over() -> list[tuple[str, str]]:
    """The rounds whose bids can be taken in: over, and without bids or a recommendation of their own."""
    frozen = Recommendation.objects.filter(opportunity=OuterRef("pk")).exclude(
        state="draft", is_past=True
    )
    begun = Recommendation.objects.filter(opportunity=OuterRef("pk"), state="draft", is_past=True)
    bids = Bid.objects.filter(opportunity=OuterRef("pk"))
    rows = (
        Opportunity.objects.filter(~Exists(frozen), deadline__lt=clock.today())
        .filter(Exists(begun) | ~Exists(bids))
        .order_by("-deadline", "-pk")[:MOST_ROUNDS]
    )
    return [(one.reference, f"{one.reference}: {one.theme}") for one in rows]


OPTIONS = (
    Option("round", "Which round are these bids of?", rounds_over),
    Option(
        "channel",
        "How did these groups apply?",
        lambda: list(channels),
        guess=lambda _given: "paper",
    ),
    Option(
        "invented",
        "Are these groups invented?",
        lambda: [("no", "No, they are real"), ("yes", "Yes, for demonstration or training")],
        guess=lambda _given: "no",
    ),
)


def _past(row: Row) -> rules.PastBid:
    """The values of a row; a column that the file lacks says nothing."""
    values: Any = row.values
    total = values.get("total")
    scores = [values.get(f"score_{place}") for place in range(1, rules.MOST_SCORES + 1)]
    conditions = values.get("conditions") or ""
    return rules.PastBid(
        organisation=values["organisation"],
        title=values["title"],
        placing=values["outcome"],
        summary=values.get("brief") or "",
        area=values.get("area") or "",
        asked=_money(values.get("asked")),
        scores=tuple(scores),
        total=None if total is None else Decimal(total),
        amount=_money(values.get("awarded")),
        conditions=tuple(one.strip() for one in conditions.splitlines() if one.strip()),
        why=values.get("why") or "",
        band=values.get("band") or "",
    )


def _money(pence: int | None) -> Money | None:
    return None if pence is None else Money(pence)


def _names(row: Row, _answers: Answers) -> tuple[str, ...]:
    return (f"{row.values['organisation']}: {row.values['title']}".casefold(),)


def _round(answers: Answers) -> Opportunity:
    return Opportunity.objects.select_related("call", "fund").get(reference=answers["round"])


def _criteria(opportunity: Opportunity) -> list[Any]:
    call = getattr(opportunity, "call", None)
    return queries.scored_on(call) if call is not None else []


def check_rows(rows: Sequence[Row], answers: Answers) -> list[Problem]:
    """Scores that do not fit the round's criteria, outcomes without their amount, totals that differ."""
    criteria = _criteria(_round(answers))
    found = []
    for row in rows:
        past = _past(row)
        column, words = rules.past_problem(past, criteria)
        if words:
            found.append(Problem(row.line, _known(row, column), words))
            continue
        column, words = rules.past_doubt(past, criteria)
        if words:
            found.append(Problem(row.line, _known(row, column), words, refuses=False))
    return found


def _known(row: Row, column: str) -> str | None:
    """The column, where the file has it."""
    return column if column in row.values else None


def describe(rows: Sequence[Row], answers: Answers) -> list[str]:
    """What loading each row would do as things stand."""
    opportunity = _round(answers)
    held = {
        (bid.organisation.name.casefold() if bid.organisation else "", bid.title.casefold())
        for bid in Bid.objects.filter(opportunity=opportunity).select_related("organisation")
    }
    told = []
    for row in rows:
        past = _past(row)
        known = organisations.named(past.organisation)
        name = known.name if known else past.organisation
        if (name.casefold(), past.title.casefold()) in held:
            told.append(f"“{past.title}” of {name} is there and stays as it is")
            continue
        what = rules.PLACINGS[rules.placing_of(past)].lower()
        amount = f" with {past.amount.short}" if past.amount and past.amount.pence else ""
        whose = name if known else f"{name}, a new organisation"
        told.append(f"Adds “{past.title}” of {whose}: {what}{amount}")
    return told


def load(row: Row, answers: Answers, by: Actor, why: str) -> list[str]:
    """Take in the bid of a row; the same bid again changes nothing."""
    assert isinstance(by, Person | TheSystem)
    asker: Asker = by
    bid = actions.take_in_past_bid(
        by=asker,
        opportunity=_round(answers),
        past=_past(row),
        channel=answers["channel"],
        is_invented=answers["invented"] == "yes",
        why=why,
    )
    return [bid.subject, f"ranking:{answers['round']}"]


def office_address(subject: str) -> str | None:
    """Where the office sees what was made: the round's ranking."""
    kind, _, reference = subject.partition(":")
    return reverse("assessment.ranking", args=[reference]) if kind == "ranking" else None


def may_load(asker: Asker) -> bool:
    """Whether they may load files of past rounds."""
    return access.may_take_in_past(asker)


PAST_ROUND = Sheet(
    name="past round",
    title="Bids of a past round",
    what="A table of a finished round's bids: organisation, project, amount asked for, scores or a total,"
    " outcome, amount awarded. Afterwards you state when it was moderated and its cut-off.",
    columns=COLUMNS,
    describe=describe,
    load=load,
    may_load=may_load,
    options=OPTIONS,
    names=_names,
    check_rows=check_rows,
    address=office_address,
    rows_a_step=10,
)
