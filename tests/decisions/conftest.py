"""People and decisions for the tests of decisions."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from precept.decisions import actions, queries, rules, sign_ups
from precept.decisions.models import Decision, Redaction
from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person

TODAY = date(2026, 11, 16)
"""A Monday, in no pre-election period."""
WORDS = {
    "summary": "Six projects are funded.",
    "background": "The round closed in October.",
    "recommendation": "Approve six awards.",
    "reasons": "They scored highest.",
}


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be midday on a day."""

    def stand(day: date) -> None:
        moment = datetime.combine(day, time(12), UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: day)
        monkeypatch.setattr(moments, "now", lambda: moment)

    return stand


@pytest.fixture(autouse=True)
def on_a_monday_in_november(on: Callable[[date], None]) -> None:
    """Every test stands on 16 November 2026 unless it says otherwise."""
    on(TODAY)


@pytest.fixture(autouse=True)
def nobody_signed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """No part above hears of these decisions, unless a test says so."""
    for name in ("_when_signed", "_when_refused", "_when_published", "_hold_until", "_closed_to"):
        monkeypatch.setattr(sign_ups, name, [])


@pytest.fixture
def cast(person: Callable[..., Person]) -> SimpleNamespace:
    """One person for each hand that a decision passes through."""
    return SimpleNamespace(
        officer=person(role="commissioning-officer", name="Ada Quillfeather"),
        manager=person(role="commissioning-manager", name="Bo Marrowby"),
        treasurer=person(role="chief-finance-officer", name="Di Farthingale"),
        chief=person(role="chief-executive", name="Fay Overbrook"),
        deputy=person(role="deputy", name="Gil Thistlewood"),
        commissioner=person(role="commissioner", name="Cy Underhay"),
        auditor=person(role="auditor", name="Ed Plainsong"),
        administrator=person(role="administrator", name="Jo Larkspur"),
        marker=person(role="marker", name="Hal Nettlefold"),
        provider=person(role="provider", name="Ivy Somersby"),
    )


@pytest.fixture
def draft(cast: SimpleNamespace) -> Callable[..., Decision]:
    """Draft a decision, an award of £39,305.40 unless the test says otherwise."""

    def make(**fields: Any) -> Decision:
        given = {
            "by": cast.officer,
            "kind": "award",
            "title": "Awards of People Zones round 2",
            "about": "opportunity:PZ-2024-25-2",
            "facts": [{"name": "Bids", "words": "12"}],
            "tables": [
                {
                    "title": "Awards",
                    "columns": ["Recipient", "Amount"],
                    "rows": [["Willow Club", "£9,305.40"], ["Alder Group", "£30,000"]],
                }
            ],
            "amount": Money.of("39305.40"),
            "power": "power-crime-and-disorder-reduction-grant",
            "basis": "a" * 64,
            "words": WORDS,
        }
        return actions.draft_decision(**{**given, **fields})

    return make


Advise = Callable[..., Decision]


@pytest.fixture
def advised(cast: SimpleNamespace, draft: Callable[..., Decision]) -> Advise:
    """A decision with all the advice it needs, not yet ready."""

    def make(one: Decision | None = None, **fields: Any) -> Decision:
        decision = actions.send_for_advice(by=cast.officer, decision=one or draft(**fields))
        for kind in rules.advice_needed(decision.kind, decision.amount):
            adviser = cast.treasurer if kind == "finance" else cast.chief
            actions.give_advice(
                by=adviser, decision=decision, kind=kind, words=f"Advice on {kind}."
            )
        return now(decision)

    return make


@pytest.fixture
def ready(cast: SimpleNamespace, advised: Advise) -> Callable[..., Decision]:
    """A decision that waits for its signature."""

    def make(one: Decision | None = None, **fields: Any) -> Decision:
        return actions.make_ready(by=cast.officer, decision=advised(one, **fields))

    return make


@pytest.fixture
def signed(cast: SimpleNamespace, ready: Callable[..., Decision]) -> Callable[..., Decision]:
    """A decision that the commissioner signed."""

    def make(one: Decision | None = None, **fields: Any) -> Decision:
        return sign(ready(one, **fields), cast.commissioner)

    return make


@pytest.fixture
def published(
    cast: SimpleNamespace, signed: Callable[..., Decision], on: Callable[[date], None]
) -> Callable[..., Decision]:
    """A decision that the public reads, published the day after its signature."""

    def make(one: Decision | None = None, **fields: Any) -> Decision:
        decision = signed(one, **fields)
        assert decision.publish_on is not None
        on(decision.publish_on)
        actions.publish_decision(by=cast.manager, decision=decision)
        return now(decision)

    return make


@pytest.fixture
def public(
    cast: SimpleNamespace, signed: Callable[..., Decision], on: Callable[[date], None]
) -> Callable[[], tuple[Decision, Redaction]]:
    """A published decision with a mark in it."""

    def make() -> tuple[Decision, Redaction]:
        decision = signed()
        row = _marked_and_released(cast, decision)
        on(TODAY + timedelta(days=1))
        actions.publish_decision(by=cast.manager, decision=decision)
        return now(decision), Redaction.objects.get(pk=row.pk)

    return make


def _marked_and_released(cast: SimpleNamespace, decision: Decision) -> Redaction:
    row = actions.mark_words(
        by=cast.officer,
        decision=decision,
        version=decision.version,
        part="background",
        words="October",
        exemption="FOI s.43(2)",
        why="Rivals would gain more than the public.",
        review=date(2027, 11, 16),
    )
    return actions.release_redaction(by=cast.manager, redaction=row, version=row.version)


def sign(decision: Decision, by: Person, **fields: Any) -> Decision:
    """Sign a decision as it stands."""
    given = {"version": decision.version, "interests": "No interest of mine precludes this."}
    actions.sign_decision(by=by, decision=decision, **{**given, **fields})
    return now(decision)


def now(decision: Decision) -> Decision:
    """A decision as the database has it now."""
    return Decision.objects.get(pk=decision.pk)


def events(decision: Decision) -> list[str]:
    """The types of a decision's events, in order."""
    rows = Event.objects.filter(subject=decision.subject).order_by("place")
    return list(rows.values_list("type", flat=True))


def said(decision: Decision) -> str:
    """Everything that would be released of a decision, as text."""
    return queries.notice(decision).model_dump_json()
