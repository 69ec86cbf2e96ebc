"""The management of agreements passes to the body that takes the office over, and is rehearsed by itself."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.parties import queries as parties
from precept.parties.models import PassedOn
from precept.review.management import actions
from precept.review.management.models import Meeting
from tests.review.management.making import agreed, noted, raised
from tests.succeeding import passed, prepared, write_all_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def under_way(
    cast: SimpleNamespace, agreement: Agreement, call: Callable[..., Meeting]
) -> SimpleNamespace:
    """A meeting to come and one whose minutes are agreed, an action, an issue kept back, a risk, an exit."""
    held = call(on=date(2026, 11, 30))
    agreed(cast, held)
    concern = raised(cast, agreement, title="A child was hurt", is_safeguarding=True)
    return SimpleNamespace(
        held=held,
        coming=call(on=clock.today() + timedelta(days=9)),
        concern=concern,
        step=actions.agree_action(
            by=cast.officer,
            issue=concern,
            what="Speak to the family",
            owner=cast.officer,
            due=date(2027, 1, 4),
        ),
        risk=noted(cast, agreement),
        exit=actions.begin_exit(by=cast.officer, agreement=agreement, owner=cast.officer),
    )


def test_the_rehearsal_lists_what_is_under_way_and_no_word_of_a_concern(
    under_way: SimpleNamespace,
) -> None:
    plan = prepared(clock.today() + timedelta(days=1))
    office = parties.office()
    assert office is not None

    found = {one.kind: one.count for one in parties.rehearsal(plan, office).moves if one.count}

    assert {kind: found[kind] for kind in ("meetings", "actions", "issues", "risks", "exits")} == {
        "meetings": 1,
        "actions": 1,
        "issues": 1,
        "risks": 1,
        "exits": 1,
    }
    for kind in ("issues", "actions"):
        moving = parties.moving_of(kind)
        (one,) = moving.live(plan.on)
        said = moving.shown(one)
        assert "hurt" not in said.title
        assert "family" not in said.title
        assert said.href.endswith(one.reference)


def test_each_thing_says_in_its_own_story_that_it_passed(
    under_way: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed(monkeypatch)
    write_all_down()

    told = set(PassedOn.objects.values_list("thing", flat=True))
    passing = ("coming", "concern", "step", "risk", "exit")
    assert {getattr(under_way, name).subject for name in passing} <= told
    assert under_way.held.subject not in told
