"""Holds, and what they are on."""

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.web.tables import Cell, Column, Filter, Table, by_field, listing
from precept.records import access, rules, sign_ups
from precept.records.models import Hold


def person_named(asker: Person, reference: str) -> str:
    """What a person of this reference is called, to hold everything that lies under them; "" where there is none."""
    if not access.may_see(asker):
        return ""
    return Person.objects.filter(reference=reference).values_list("name", flat=True).first() or ""


def thing_named(asker: Person, thing: str) -> str:
    """What a held thing is called, as somebody may know it; else its subject."""
    if thing == rules.EVERYTHING:
        return "Every record of the office"
    kind, _, reference = thing.partition(":")
    found = sign_ups.holdable().get(kind)
    name = found.named(asker, reference) if found else ""
    return f"{name} ({reference})" if name else thing


def _kind_of_thing(thing: str) -> str:
    """What a list says is held: its kind in words, and its reference; its own page names it."""
    if thing == rules.EVERYTHING:
        return "Every record of the office"
    kind, _, reference = thing.partition(":")
    found = sign_ups.holdable().get(kind)
    return f"{found.title} {reference}" if found else thing


def claimant_thing(asker: Person, typed: str) -> str:
    """What the ledger calls the organisation of a reference that somebody typed; "" where it is none."""
    said = typed.strip()
    found = sign_ups.holdable().get("organisation")
    return f"organisation:{said}" if said and found and found.named(asker, said) else ""


def claim_lines(asker: Person, of: Hold) -> list[tuple[str, str]]:
    """What a hold says of a claim, in words; nothing of any other hold."""
    if of.kind != rules.CLAIM:
        return []
    made_by = thing_named(asker, of.claimant_thing) if of.claimant_thing else of.claimant_words
    said = [
        ("Day of the letter", clock.spoken(of.letter_on) if of.letter_on else ""),
        ("Challenge made by", made_by),
        ("What it concerns", rules.CLAIM_SUBJECTS.get(of.concerns, "")),
        ("Ended", clock.spoken(of.ended_on) if of.ended_on else ""),
        ("Outcome", rules.CLAIM_OUTCOMES.get(of.outcome, "")),
    ]
    needed = {"Day of the letter", "Challenge made by", "What it concerns"}
    return [(name, words or "Not stated") for name, words in said if words or name in needed]


def hold(person: Person, reference: str) -> Hold:
    """A hold; 404 where there is none."""
    rows = access.holds_visible_to(person).select_related("placed_by", "released_by")
    found = rows.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def holds_page(person: Person, query: QueryDict) -> Table:
    """The holds, those in force first."""

    def cells(one: Hold) -> list[Cell]:
        return [
            Cell(one.case, href=reverse("records.hold", args=[one.reference])),
            Cell(_kind_of_thing(one.thing)),
            Cell(rules.HOLD_KINDS[one.kind]),
            Cell(clock.spoken(clock.uk_date(one.placed))),
            Cell(clock.spoken(one.review_on)),
            _hold_state(one),
        ]

    def in_state(rows: QuerySet[Hold], state: str) -> QuerySet[Hold]:
        return rows.filter(released__isnull=state == "force")

    return listing(
        query,
        access.holds_visible_to(person),
        caption="Holds",
        noun=("hold", "holds"),
        columns=(
            Column("case", "Case", order=("case",)),
            Column("thing", "What is held"),
            Column("kind", "For"),
            Column("placed", "Placed", order=("placed",)),
            Column("review", "Look at it again", order=("review_on",)),
            Column("state", "State"),
        ),
        cells=cells,
        default="-placed",
        filters=(
            Filter("state", "State", (("force", "In force"), ("released", "Released")), in_state),
            Filter("kind", "For", tuple(rules.hold_kinds), by_field("kind")),
        ),
        empty="Nothing is held. Place a hold as soon as a claim, a request or an inquiry could need a record.",
    )


def _hold_state(one: Hold) -> Cell:
    if one.released is not None:
        return Cell("Released", tag="govuk-tag--grey")
    if one.review_on <= clock.today():
        return Cell("Review is due", tag="govuk-tag--red")
    return Cell("In force", tag="govuk-tag--blue")
