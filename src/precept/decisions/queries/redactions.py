"""Redactions as the office reads them: the texts with the spans shown, what waits, what is due for review."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.decisions import access, rules
from precept.decisions.models import Decision, PublicCopy, Redaction
from precept.decisions.published import texts_of
from precept.decisions.queries.released import (
    live,
    mark_of,
    redactions_of,
    span_of,
    whole_notice,
)
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.search import queries as search
from precept.foundation.search.entries import Hit, Wanted
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing

REDACTION_TAGS = {
    "marked": "govuk-tag--yellow",
    "released": "govuk-tag--green",
    "lifting": "govuk-tag--yellow",
    "refused": "govuk-tag--grey",
    "dropped": "govuk-tag--grey",
    "lifted": "govuk-tag--grey",
}
MOST_DUE = 20
MOST_FOUND = 6
LONGEST_SOUGHT = 100
Line = list[tuple[str, bool]]


@dataclass(frozen=True)
class PartShown:
    """A part of a notice, line by line, each in runs of words and whether they are to be taken out."""

    key: str
    title: str
    lines: list[Line]


def redaction(person: Person, one: Decision, number: int) -> Redaction:
    """A redaction of a decision that this person works on, or 404."""
    if not access.may_see_withheld(person, one):
        raise Http404
    rows = one.redactions.select_related("decision", "marked_by", "released_by", "lift_asked_by")
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def shown_in(one: Decision, redaction: Redaction) -> list[PartShown]:
    """The texts in which a redaction's words stand, whole, with the words shown: for the second person."""
    return _shown(one, [redaction], every=False)


def said_elsewhere(row: Redaction) -> list[Hit]:
    """What else is public in which search finds these words, the decision itself left out (at most 5).

    Words that the register says already are not kept from anybody by a mark in a decision.
    """
    if row.state != "marked":
        return []
    found = search.find(Wanted(scope="public", words=row.words[:LONGEST_SOUGHT], size=MOST_FOUND))
    own = ("decision", row.decision.reference)
    return [hit for hit in found.hits if (hit.kind, hit.key) != own][: MOST_FOUND - 1]


def marked_parts(one: Decision) -> list[PartShown]:
    """Every text of a notice with all words shown that are kept out of what is published."""
    return _shown(one, live(redactions_of(one)), every=True)


def _shown(one: Decision, rows: list[Redaction], *, every: bool) -> list[PartShown]:
    parts = texts_of(whole_notice(one))
    found: dict[str, list[rules.Hit]] = {}
    for row in rows:
        for part, places in rules.hits(parts, span_of(row)).items():
            found.setdefault(part, []).extend(places)
    shown = []
    for part, title in rules.PARTS.items():
        texts = parts.get(part, ())
        places = found.get(part, [])
        if not any(texts) or (not every and not places):
            continue
        lines = [
            line for number, text in enumerate(texts) for line in rules.pieces(text, places, number)
        ]
        shown.append(PartShown(part, title, lines))
    return shown


COLUMNS = (
    Column("decision", "Decision", order=("decision__reference", "number")),
    Column("part", "Part", order=("part", "id")),
    Column("exemption", "Exemption", order=("exemption", "id")),
    Column("state", "State", order=("state", "id")),
    Column("review", "Looked at again", order=("review", "id")),
)


def _in_state(rows: QuerySet[Redaction], state: str) -> QuerySet[Redaction]:
    return rows.filter(state=state)


def _is_due(rows: QuerySet[Redaction], which: str) -> QuerySet[Redaction]:
    today = clock.today()
    due = {"due": {"review__lte": today}, "later": {"review__gt": today}}[which]
    return rows.filter(state__in=("released", "lifting"), **due)


def _cells(row: Redaction) -> list[Cell]:
    is_due = row.state in ("released", "lifting") and row.review <= clock.today()
    return [
        Cell(
            f"{row.decision.reference}, redaction {row.number}",
            href=reverse("decisions.redaction", args=[row.decision.reference, row.number]),
        ),
        Cell(rules.PARTS[row.part]),
        Cell(mark_of(row.exemption), note=rules.exemption_words(row.exemption)),
        Cell(rules.REDACTION_STATES[row.state], tag=REDACTION_TAGS[row.state]),
        Cell(clock.spoken(row.review), note="Due for review" if is_due else ""),
    ]


def redactions_page(person: Person, query: QueryDict) -> Table:
    """Every redaction of the decisions this person works on, those first that are to be looked at again."""
    seen = access.visible_to(person) if access.sees_unpublished(person) else Decision.objects.none()
    rows = Redaction.objects.filter(decision__in=seen).select_related("decision").defer("words")
    return listing(
        query,
        rows,
        caption="Redactions",
        noun=("redaction", "redactions"),
        columns=COLUMNS,
        cells=_cells,
        default="review",
        filters=(
            Filter("due", "Review", (("due", "Due now"), ("later", "Later")), _is_due),
            Filter("state", "State", tuple(rules.redaction_states), _in_state),
        ),
        empty="No words are redacted. Open a decision before it is published, and mark the words there.",
    )


def copies_waiting(person: Person) -> list[PublicCopy]:
    """The public copies that another prepared and this person may release (at most 20)."""
    of = access.visible_to(person).filter(state__in=[*rules.MARKABLE, "published"])
    rows = PublicCopy.objects.filter(decision__in=of, state="prepared").exclude(made_by=person)
    return list(rows.select_related("decision").defer("text").order_by("made", "pk")[:MOST_DUE])


def redactions_due(person: Person) -> list[Redaction]:
    """What of redactions waits for this person: to release or lift what another asked for, or to look at again.

    At most 20.
    """
    if not access.may_release(person):
        return []
    rows = Redaction.objects.filter(decision__in=access.visible_to(person)).select_related(
        "decision"
    )
    # Of what was given up, refused or taken down there is nothing to look at again.
    rows = rows.filter(decision__state__in=[*rules.MARKABLE, "published"])
    waits = rows.filter(state="marked").exclude(marked_by=person)
    lifts = rows.filter(state="lifting").exclude(lift_asked_by=person)
    due = rows.filter(state="released", review__lte=clock.today())
    return list((waits | lifts | due).order_by("review", "pk")[:MOST_DUE])
