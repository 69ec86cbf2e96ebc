"""Redactions are looked at again: kept, or lifted by two; and no history of acts lets words out."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precept.decisions import actions, queries, rules
from precept.decisions.models import Decision
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.publications.models import Publication
from tests.decisions.conftest import events, now, said
from tests.decisions.test_redaction_actions import REVIEW, Make, Public, fresh, mark

pytestmark = pytest.mark.django_db


def test_a_redaction_is_lifted_by_two_once_its_review_has_come(
    public: Public,
    cast: SimpleNamespace,
    on: Callable[[date], None],
) -> None:
    decision, row = public()
    with pytest.raises(Refused, match="once the day of its review has come"):
        actions.ask_to_lift(by=cast.officer, redaction=row, version=row.version, why="Known now.")
    assert queries.redactions_due(cast.manager) == []
    on(REVIEW)
    assert [one.pk for one in queries.redactions_due(cast.manager)] == [row.pk]
    assert "A redaction to look at again" in [one.what for one in queries.waits_for(cast.manager)]

    actions.ask_to_lift(by=cast.manager, redaction=row, version=row.version, why="Known now.")
    assert "October" not in said(now(decision))
    with pytest.raises(NotAllowed, match="You asked for this yourself"):
        actions.lift_redaction(by=cast.manager, redaction=row, version=fresh(row).version)
    actions.lift_redaction(by=cast.chief, redaction=row, version=fresh(row).version)

    latest = Publication.objects.get(kind="decision", is_latest=True)
    assert (latest.version, latest.why) == (2, "A redaction was lifted")
    assert "October" in latest.payload
    assert fresh(row).state == "lifted"
    assert events(decision)[-2:] == ["lifting of a redaction asked for", "redaction lifted"]


def test_a_redaction_is_kept_until_another_day_and_that_is_published(
    public: Public,
    cast: SimpleNamespace,
    on: Callable[[date], None],
) -> None:
    _, row = public()
    on(REVIEW)
    for fields in (
        {"review": date(2027, 11, 1), "why": "Still."},
        {"review": date(2028, 1, 1), "why": ""},
    ):
        with pytest.raises(Refused):
            actions.keep_redaction(by=cast.manager, redaction=row, version=row.version, **fields)

    actions.keep_redaction(
        by=cast.manager,
        redaction=row,
        version=row.version,
        review=date(2028, 11, 16),
        why="The contract runs on.",
    )

    latest = Publication.objects.get(kind="decision", is_latest=True)
    assert latest.version == 2
    assert "2028-11-16" in latest.payload
    assert "The contract runs on." not in latest.payload
    assert queries.redactions_due(cast.manager) == []


def test_what_is_withheld_apart_is_looked_at_again(
    draft: Make, published: Make, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    one = draft()
    actions.set_exemption(
        by=cast.officer,
        decision=one,
        version=1,
        status="exempt",
        exempt_words="The lowest price was £8,250 a year.",
        exemption="FOI s.43(2)",
        exemption_why="Rivals would gain.",
        exemption_review=REVIEW,
    )
    decision = published(now(one))
    on(REVIEW)
    assert [one.what for one in queries.waits_for(cast.manager)] == [
        "Withheld words to look at again"
    ]
    with pytest.raises(NotAllowed):
        actions.review_exemption(
            by=cast.officer,
            decision=decision,
            version=decision.version,
            review=REVIEW,
            why="Still.",
        )

    actions.review_exemption(
        by=cast.manager,
        decision=decision,
        version=decision.version,
        review=date(2028, 11, 16),
        why="Still.",
    )

    assert queries.waits_for(cast.manager) == []
    assert "2028-11-16" in Publication.objects.get(kind="decision", is_latest=True).payload


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["mark", "release", "refuse", "drop", "ask", "lift", "keep", "publish"]),
        st.sampled_from(["officer", "manager", "chief"]),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_in_any_history_words_in_force_are_in_nothing_published_and_two_people_agreed(
    steps: list[tuple[str, str]],
    signed: Make,
    cast: SimpleNamespace,
    on: Callable[[date], None],
) -> None:
    on(date(2026, 11, 16))
    with transaction.atomic():
        decision = signed()
        on(REVIEW)
        for step, who in steps:
            _try(step, getattr(cast, who), decision)
            row = decision.redactions.order_by("-number").first()
            payloads = Publication.objects.filter(kind="decision", key=decision.reference)
            if row is not None and row.state in rules.LIVE:
                latest = payloads.filter(is_latest=True).first()
                assert latest is None or "October" not in latest.payload
            if row is not None and row.state in ("released", "lifting", "lifted"):
                assert row.released_by is not None
                assert row.released_by != row.marked_by
            if row is not None and row.state == "lifted":
                assert row.lifted_by not in (None, row.lift_asked_by)
        transaction.set_rollback(True)


def _try(step: str, by: Any, decision: Decision) -> None:
    row = decision.redactions.order_by("-number").first()
    try:
        with transaction.atomic():
            if step == "mark":
                mark(by, decision, review=date(2028, 11, 16))
            elif step == "publish":
                actions.publish_decision(by=by, decision=now(decision))
            elif row is not None:
                held = {"by": by, "redaction": row, "version": row.version}
                {
                    "release": lambda: actions.release_redaction(**held),
                    "refuse": lambda: actions.refuse_redaction(**held, why="No."),
                    "drop": lambda: actions.take_back_mark(**held),
                    "ask": lambda: actions.ask_to_lift(**held, why="Known."),
                    "lift": lambda: actions.lift_redaction(**held),
                    "keep": lambda: actions.keep_redaction(**held, review=REVIEW, why="Still."),
                }[step]()
    except (Refused, NotAllowed, Changed):
        pass
