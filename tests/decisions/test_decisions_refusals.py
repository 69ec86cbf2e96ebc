"""Who may do what with a decision, and when: every action by the wrong person and in the wrong state."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from precept.decisions import actions
from precept.decisions.models import Decision
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.decisions.conftest import TODAY, now, sign

pytestmark = pytest.mark.django_db
Make = Callable[..., Decision]


NOT_THEIRS: list[tuple[str, str, Callable[[Decision, Person], object]]] = [
    ("draft", "amend", lambda d, by: actions.amend_decision(by=by, decision=d, version=1, title="T")),
    ("draft", "exemption", lambda d, by: actions.set_exemption(by=by, decision=d, version=1, status="open")),
    ("draft", "link", lambda d, by: actions.link(by=by, decision=d, earlier=d, how="ends")),
    ("draft", "unlink", lambda d, by: actions.unlink(by=by, decision=d, earlier=d)),
    ("draft", "attach", lambda d, by: actions.attach_paper(by=by, decision=d, name="a.pdf", content=b"")),
    ("draft", "send", lambda d, by: actions.send_for_advice(by=by, decision=d)),
    ("draft", "withdraw draft", lambda d, by: actions.withdraw_draft(by=by, decision=d, why="W")),
    ("advised", "ready", lambda d, by: actions.make_ready(by=by, decision=d)),
    ("advised", "return", lambda d, by: actions.return_to_draft(by=by, decision=d, why="W")),
    ("advised", "advise", lambda d, by: actions.give_advice(by=by, decision=d, kind="risk", words="W")),
    ("ready", "sign", lambda d, by: sign(d, by)),
    ("ready", "refuse", lambda d, by: actions.refuse_decision(by=by, decision=d, why="W")),
    ("signed", "day", lambda d, by: actions.set_publication(by=by, decision=d, day=TODAY)),
    ("signed", "hold", lambda d, by: actions.hold(by=by, decision=d, why="W")),
    ("signed", "stop holding", lambda d, by: actions.stop_holding(by=by, decision=d)),
    ("signed", "exception", lambda d, by: actions.allow_in_period(by=by, decision=d, why="W")),
    ("signed", "publish", lambda d, by: actions.publish_decision(by=by, decision=d)),
    ("published", "correct", lambda d, by: actions.correct_decision(by=by, decision=d, version=1, why="W", title="T")),
    ("published", "take down", lambda d, by: actions.withdraw_decision(by=by, decision=d, why="W")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "act"),
    [(state, act) for state, _, act in NOT_THEIRS],
    ids=[n for _, n, _ in NOT_THEIRS],
)
def test_somebody_without_the_power_is_refused(
    state: str,
    act: Callable[[Decision, Person], object],
    cast: SimpleNamespace,
    request: pytest.FixtureRequest,
) -> None:
    decision = request.getfixturevalue(state)()
    count = Event.objects.count()

    with pytest.raises(NotAllowed):
        act(decision, cast.auditor)

    assert Event.objects.count() == count


def test_nobody_but_staff_who_draft_begins_one(draft: Make, cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        draft(by=cast.marker)


WRONG_STATE: list[tuple[str, str, Callable[[Decision, SimpleNamespace], object]]] = [
    ("advised", "amend", lambda d, c: actions.amend_decision(by=c.officer, decision=d, version=d.version, title="T")),
    ("advised", "exemption", lambda d, c: actions.set_exemption(by=c.officer, decision=d, version=1, status="open")),
    ("advised", "link", lambda d, c: actions.link(by=c.officer, decision=d, earlier=d, how="ends")),
    ("advised", "unlink", lambda d, c: actions.unlink(by=c.officer, decision=d, earlier=d)),
    ("advised", "attach", lambda d, c: actions.attach_paper(by=c.officer, decision=d, name="a.pdf", content=b"")),
    ("advised", "send", lambda d, c: actions.send_for_advice(by=c.officer, decision=d)),
    ("draft", "advise", lambda d, c: actions.give_advice(by=c.chief, decision=d, kind="risk", words="W")),
    ("draft", "return", lambda d, c: actions.return_to_draft(by=c.officer, decision=d, why="W")),
    ("draft", "ready", lambda d, c: actions.make_ready(by=c.officer, decision=d)),
    ("draft", "sign", lambda d, c: sign(d, c.commissioner)),
    ("signed", "sign twice", lambda d, c: sign(d, c.commissioner)),
    ("advised", "refuse", lambda d, c: actions.refuse_decision(by=c.commissioner, decision=d, why="W")),
    ("signed", "return", lambda d, c: actions.return_to_draft(by=c.officer, decision=d, why="W")),
    ("signed", "withdraw draft", lambda d, c: actions.withdraw_draft(by=c.officer, decision=d, why="W")),
    ("ready", "hold", lambda d, c: actions.hold(by=c.manager, decision=d, why="W")),
    ("signed", "stop holding", lambda d, c: actions.stop_holding(by=c.manager, decision=d)),
    ("ready", "exception", lambda d, c: actions.allow_in_period(by=c.chief, decision=d, why="W")),
    ("ready", "publish", lambda d, c: actions.publish_decision(by=c.manager, decision=d)),
    ("published", "day", lambda d, c: actions.set_publication(by=c.manager, decision=d, day=TODAY)),
    ("published", "publish twice", lambda d, c: actions.publish_decision(by=c.manager, decision=d)),
    ("signed", "correct", lambda d, c: actions.correct_decision(by=c.manager, decision=d, version=1, why="W")),
    ("signed", "take down", lambda d, c: actions.withdraw_decision(by=c.chief, decision=d, why="W")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "act"),
    [(state, act) for state, _, act in WRONG_STATE],
    ids=[f"{name} when {state}" for state, name, _ in WRONG_STATE],
)
def test_what_does_not_fit_its_state_is_refused(
    state: str,
    act: Callable[[Decision, SimpleNamespace], object],
    cast: SimpleNamespace,
    request: pytest.FixtureRequest,
) -> None:
    decision = request.getfixturevalue(state)()
    count = Event.objects.count()

    with pytest.raises(Refused):
        act(decision, cast)

    assert now(decision).state == decision.state
    assert Event.objects.count() == count
