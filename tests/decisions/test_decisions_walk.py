"""No order of actions reaches a forbidden state: any walk over them keeps what a decision promises."""

from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.decisions import actions, queries, rules
from precept.decisions.models import Decision, Signature
from precept.foundation.ledger.actions import Refusal
from precept.foundation.ledger.models import Event
from precept.foundation.publications.models import Publication
from tests.decisions.conftest import TODAY, now
from tests.examples import on_each_database

pytestmark = pytest.mark.django_db
Act = Callable[[Decision, SimpleNamespace], object]


def _advise(decision: Decision, cast: SimpleNamespace) -> None:
    for kind in rules.ADVICE:
        adviser = cast.treasurer if kind == "finance" else cast.chief
        actions.give_advice(by=adviser, decision=decision, kind=kind, words="Advice.")


def _sign(decision: Decision, cast: SimpleNamespace) -> None:
    actions.sign_decision(
        by=cast.commissioner, decision=decision, version=decision.version, interests="None."
    )


def _amend(decision: Decision, cast: SimpleNamespace) -> None:
    actions.amend_decision(
        by=cast.officer,
        decision=decision,
        version=decision.version,
        reasons=f"{decision.reasons} More.",
    )


def _publish(decision: Decision, cast: SimpleNamespace) -> None:
    actions.set_publication(by=cast.manager, decision=decision, day=TODAY)
    actions.publish_decision(by=cast.manager, decision=now(decision))


ACTS: dict[str, Act] = {
    "amend": _amend,
    "send": lambda d, c: actions.send_for_advice(by=c.officer, decision=d),
    "advise": _advise,
    "ready": lambda d, c: actions.make_ready(by=c.officer, decision=d),
    "return": lambda d, c: actions.return_to_draft(by=c.commissioner, decision=d, why="W"),
    "sign": _sign,
    "refuse": lambda d, c: actions.refuse_decision(by=c.commissioner, decision=d, why="W"),
    "hold": lambda d, c: actions.hold(by=c.manager, decision=d, why="W"),
    "let go": lambda d, c: actions.stop_holding(by=c.manager, decision=d),
    "publish": _publish,
    "correct": lambda d, c: actions.correct_decision(
        by=c.manager, decision=d, version=d.version, why="W", summary=f"{d.summary} Put right."
    ),
    "give up": lambda d, c: actions.withdraw_draft(by=c.officer, decision=d, why="W"),
    "take down": lambda d, c: actions.withdraw_decision(by=c.chief, decision=d, why="W"),
}
USUAL = ["send", "advise", "ready", "sign", "publish"]


@settings(
    max_examples=on_each_database(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    walk=st.tuples(
        st.integers(0, len(USUAL)), st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=8)
    ).map(lambda drawn: [*USUAL[: drawn[0]], *drawn[1]])
)
def test_any_walk_keeps_what_a_decision_promises(
    walk: list[str], draft: Callable[..., Decision], cast: SimpleNamespace
) -> None:
    with transaction.atomic():
        decision = draft()
        for name in walk:
            before, count = now(decision), Event.objects.count()
            with suppress(Refusal), transaction.atomic():
                ACTS[name](before, cast)
            _check(before, now(decision), Event.objects.count() - count)
        transaction.set_rollback(True)


def _check(before: Decision, after: Decision, recorded: int) -> None:
    if before.state != after.state:
        assert after.state in {
            to for (state, _), to in rules.MOVES.items() if state == before.state
        }
        assert recorded > 0
    if after.version != before.version:
        assert recorded > 0
    signature: Any = Signature.objects.filter(decision=after).first()
    released = Publication.objects.filter(key=after.reference, is_latest=True).first()
    assert (signature is not None) == (
        after.state in rules.DECIDED or (after.state == "withdrawn" and released is not None)
    )
    assert (released is not None and not released.is_tombstone) == (after.state == "published")
    if signature is not None:
        assert signature.by_id != after.author_id
        assert set(queries.advice_given(after)) == set(rules.ADVICE)
    if after.state == "signed":
        assert signature.sha256 == rules.digest(queries.signed_content(after))
