"""People and rounds for the tests of awards."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest

from precept.do.agreements.models import Awarding
from precept.do.assessment.models import Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.intake.models import Intake
from precept.foundation.people.models import Person
from precept.plan.models import Fund
from tests.do.agreements import awarding as made
from tests.do.assessment.conftest import bids, call, make_bids, markers, marking

__all__ = ["bids", "call", "make_bids", "markers", "marking"]

TODAY = date(2026, 11, 16)
"""A Monday, in no pre-election period."""


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let it be midday on a day."""

    def stand(day: date) -> None:
        moment = datetime.combine(day, time(12), UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: day)
        monkeypatch.setattr(moments, "now", lambda: moment)

    return stand


@pytest.fixture
def cast(person: Callable[..., Person]) -> SimpleNamespace:
    """One person for each hand that awards pass through."""
    return SimpleNamespace(
        officer=person(role="commissioning-officer", name="Ada Quillfeather"),
        manager=person(role="commissioning-manager", name="Bo Marrowby"),
        treasurer=person(role="chief-finance-officer", name="Di Farthingale"),
        chief=person(role="chief-executive", name="Fay Overbrook"),
        commissioner=person(role="commissioner", name="Cy Underhay"),
        auditor=person(role="auditor", name="Ed Plainsong"),
        marker=person(role="marker", name="Hal Nettlefold"),
    )


@pytest.fixture
def past(
    funds: dict[str, Fund], load: Callable[..., Intake], on: Callable[[date], None]
) -> Recommendation:
    """The frozen recommendation of a round that was taken in from a spreadsheet."""
    on(TODAY)
    of = made.past_opportunity(funds)
    load("past round", "round-2.csv", (made.HEAD + made.ROWS).encode(), **made.ANSWERS)
    return made.finish(of)


@pytest.fixture
def past_awards(cast: SimpleNamespace, past: Recommendation) -> Awarding:
    """The awards of the past round, decided on paper and not told."""
    decision = made.drafted(cast, past, "EXE-2024-PZ2")
    return made.signed(
        cast, decision, signed_on=date(2024, 11, 26), on_paper="Decision record EXE-2024-PZ2"
    )


@pytest.fixture
def live(
    marking: Call,
    bids: list[Bid],
    markers: list[Person],
    cast: SimpleNamespace,
    person: Callable[..., Person],
) -> SimpleNamespace:
    """A round that was marked here, with its leads: funded, funded in part, first in reserve, declined.

    The last applied by telephone and cannot be written to.
    """
    return made.live_round(marking, bids, markers, cast, person)


@pytest.fixture
def live_awards(live: SimpleNamespace, cast: SimpleNamespace) -> Awarding:
    """The awards of the live round, decided and not told."""
    return made.signed(cast, made.drafted(cast, live.kept))
