"""Correcting and cancelling a published call: both texts kept, everyone told, for reasons that are public."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from precept.do.opportunities import access, actions, queries, rules, sign_ups
from precept.do.opportunities.models import (
    Call,
    Correction,
    FrozenQuestions,
)
from precept.foundation.ledger.actions import SYSTEM, Changed, NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from tests.do.opportunities.conftest import wall

pytestmark = pytest.mark.django_db
LATER = wall("2027-01-27T12:00")
Clock = Callable[[datetime], None]


def released(call: Call) -> Any:
    return publications.latest("opportunity", call.opportunity.reference).payload


def last_event(call: Call) -> tuple[str, dict[str, Any]]:
    event = Event.objects.filter(subject=call.subject).order_by("-place")[0]
    return event.type, said(event)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[sign_ups.Change]:
    """What those who signed up were told."""
    told: list[sign_ups.Change] = []
    monkeypatch.setattr(sign_ups, "_when_changed", [told.append])
    return told


CORRECTIONS = [
    ("round.theme", "Rural crimes"),
    ("call.purpose", "To make all villages safer."),
    ("question.need.label", "What need is there?"),
    ("section.project.title", "The project"),
    ("criterion.need.words", "We look for evidence of need."),
    ("criterion.need.3", "Fair"),
    ("call.contact", "Write to grants@opcc.example"),
]


@pytest.mark.parametrize(("what", "after"), CORRECTIONS, ids=[row[0] for row in CORRECTIONS])
def test_a_correction_keeps_both_texts_and_tells_everyone(
    opened: Call, second: Person, heard: list[sign_ups.Change], what: str, after: str
) -> None:
    before = {one.key: one.text for one in queries.correctables(opened)}

    made = actions.correct_call(
        by=second,
        call=opened,
        version=opened.version,
        kind="material",
        what=what,
        after=after,
        why="It was wrong",
    )

    now = queries.call(opened.opportunity.reference)
    stands = {one.key: one.text for one in queries.correctables(now)}
    assert stands == {**before, what: after}
    assert (made.before, made.after) == (before[what], after)
    public = released(opened).call
    assert [(one.before, one.after, one.kind) for one in public.corrections] == [
        (before[what], after, "material")
    ]
    assert [one.kind for one in heard] == ["corrected"]
    assert last_event(opened)[0] == "call corrected"


def test_a_corrected_question_set_is_frozen_anew_and_the_old_one_stays(
    opened: Call, second: Person
) -> None:
    old = opened.frozen
    actions.correct_call(
        by=second,
        call=opened,
        version=opened.version,
        kind="typing",
        what="question.need.hint",
        after="Say for whom.",
        why="A slip",
    )

    now = queries.call(opened.opportunity.reference)
    assert old is not None
    assert now.frozen is not None
    assert now.frozen.digest != old.digest
    assert FrozenQuestions.objects.count() == 2
    assert Correction.objects.get().questions_before == old
    assert rules.asks_the_same(now.asks, old.question_set)
    assert released(opened).call.questions_digest == now.frozen.digest


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "small"}, "typing error or a material"),
        ({"what": "call.version"}, "Choose what is corrected"),
        ({"what": "criterion.need.weight"}, "Choose what is corrected"),
        ({"after": " "}, "Enter what it should say"),
        ({"after": "To make villages safer."}, "says already"),
        ({"why": ""}, "Say why"),
    ],
    ids=["kind", "no-such-words", "weight", "empty", "the-same", "no-reason"],
)
def test_a_correction_that_cannot_be_is_refused(
    opened: Call, second: Person, changes: dict[str, str], words: str
) -> None:
    given: dict[str, Any] = {
        "kind": "typing",
        "what": "call.purpose",
        "after": "Other",
        "why": "A slip",
    }
    with pytest.raises(Refused, match=words):
        actions.correct_call(by=second, call=opened, version=opened.version, **given | changes)


def test_a_correction_of_what_somebody_else_just_corrected_is_stale(
    opened: Call, second: Person
) -> None:
    given: Any = {"kind": "typing", "what": "call.purpose", "why": "A slip"}
    actions.correct_call(by=second, call=opened, version=opened.version, after="One", **given)

    with pytest.raises(Changed):
        actions.correct_call(by=second, call=opened, version=opened.version, after="Two", **given)


def test_a_cancelled_round_says_why_and_stays_so(
    opened: Call, runner: Person, second: Person, heard: list[sign_ups.Change]
) -> None:
    proposal = actions.propose_extension(by=runner, call=opened, closes=LATER, why="A power cut")
    now = actions.cancel_call(by=second, call=opened, version=opened.version, why="The money went")

    public = released(opened)
    assert (public.state, public.call.stage, public.call.cancelled_why) == (
        "closed",
        "cancelled",
        "The money went",
    )
    assert [one.kind for one in heard] == ["cancelled"]
    assert queries.standing(now) == "cancelled"
    with pytest.raises(Changed):
        actions.turn_down_extension(by=second, proposal=proposal, why="Too late")
    with pytest.raises(Refused, match="cancelled"):
        actions.cancel_call(by=second, call=now, version=now.version, why="Again")
    with pytest.raises(Refused):
        actions.move_on(by=SYSTEM, call=now, to="opened")


@pytest.mark.parametrize("power", ["may_publish_calls"])
def test_taking_the_power_away_shuts_correcting_and_cancelling(
    opened: Call, second: Person, monkeypatch: pytest.MonkeyPatch, power: str
) -> None:
    monkeypatch.setattr(access, power, lambda _asker: False)

    with pytest.raises(NotAllowed):
        actions.cancel_call(by=second, call=opened, version=opened.version, why="No")
    with pytest.raises(NotAllowed):
        actions.correct_call(
            by=second,
            call=opened,
            version=opened.version,
            kind="typing",
            what="call.purpose",
            after="Other",
            why="A slip",
        )
