"""How a kind of thing with a reference of its own is tied to projects; and the kinds that lie below this part."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from precept.decisions import access as decisions
from precept.decisions import rules as decided
from precept.decisions.models import Decision
from precept.foundation.people.models import Person
from precept.plan import sign_ups
from precept.plan.models import Project
from precept.plan.rules import Fact
from precept.plan.sign_ups import Piece, PieceKind

Rows = Callable[[Person], QuerySet[Any]]
Words = Callable[[Any], str]
DECISIONS = 60


def kind_of_rows(
    name: str,
    title: str,
    *,
    phase: str,
    place: int,
    hint: str,
    rows: Rows,
    view: str,
    titled: Words,
    state: Callable[[Any], tuple[str, str]],
    public: Words = lambda _: "",
    is_bid_for: bool = False,
) -> PieceKind:
    """A kind of thing that is a table's row with a ``reference`` and a ``subject``.

    ``rows`` are those that somebody may see, ``view`` the name of the page about one, ``state`` how it stands in
    words and as a colour, ``public`` where everybody reads it ("" where nobody does).
    """

    def find(person: Person, typed: str) -> str:
        found = rows(person).filter(reference__iexact=typed.strip()).first()
        return found.subject if found is not None else ""

    def piece(one: Any) -> Piece:
        return Piece(
            one.subject,
            titled(one),
            *state(one),
            href=reverse(view, args=[one.reference]),
            public=public(one),
        )

    def describe(person: Person, subjects: Collection[str]) -> dict[str, Piece]:
        named = [subject.partition(":")[2] for subject in subjects]
        return {one.subject: piece(one) for one in rows(person).filter(reference__in=named)}

    def newest(person: Person, most: int) -> list[Piece]:
        return [piece(one) for one in rows(person).order_by("-pk")[:most]]

    return PieceKind(name, title, phase, hint, find, describe, newest, place, is_bid_for)


TAGS = {"published": "govuk-tag--green", "signed": "govuk-tag--turquoise"}


def _decision_state(one: Decision) -> tuple[str, str]:
    return decided.STATES[one.state], TAGS.get(one.state, "govuk-tag--blue")


def sign_up() -> None:
    """Let projects be tied to decisions, and say what is opened and decided."""
    sign_ups.thread_of(
        kind_of_rows(
            "decision",
            "Decision",
            phase="do",
            place=DECISIONS,
            hint="Such as EXE-2026-0004",
            rows=decisions.visible_to,
            view="decisions.one",
            titled=lambda one: f"{one.reference} {one.shown_title}",
            state=_decision_state,
            public=lambda one: f"/decisions/{one.reference}" if one.state == "published" else "",
        )
    )
    sign_ups.gate_facts(_facts)


def _facts(_: Project, subjects: Collection[str]) -> Iterator[Fact]:
    opened = [
        kind.title.lower()
        for kind in sign_ups.piece_kinds()
        if kind.phase == "do"
        and kind.name != "decision"
        and any(subject.startswith(f"{kind.name}:") for subject in subjects)
    ]
    words = f"Tied: {', '.join(opened)}." if opened else "Nothing is tied to it that was opened."
    yield Fact("opened", bool(opened), words)
    named = [one.partition(":")[2] for one in subjects if one.startswith("decision:")]
    rows = Decision.objects.filter(reference__in=named).order_by("reference")
    found = list(rows.values_list("reference", "state"))
    published = [reference for reference, state in found if state == "published"]
    waits = [reference for reference, state in found if state != "published"]
    if published and not waits:
        yield Fact("decided", True, f"Published: {', '.join(published)}.")
    elif waits:
        yield Fact("decided", False, f"Not published yet: {', '.join(waits)}.")
    else:
        yield Fact("decided", False, "No decision is tied to it.")
