"""A decision is signed under the title of its day, and reads as it was signed for ever."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from precept.decisions import actions, queries
from precept.decisions.models import Decision
from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Refused
from precept.parties.actions import set_up_office
from precept.parties.models import PassedOn
from tests.succeeding import approved, passed, tomorrow, write_all_down

pytestmark = pytest.mark.django_db
NONE = "I have none"


def sign(cast: SimpleNamespace, one: Decision) -> Any:
    return actions.sign_decision(
        by=type(cast.commissioner).objects.get(pk=cast.commissioner.pk),
        decision=one,
        version=one.version,
        interests=NONE,
    )


def test_what_was_signed_reads_as_it_was_signed(
    cast: SimpleNamespace, ready: Callable[..., Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up_office(by=SYSTEM, name="Office of the Old Body", short_name="Old", body_name="Old Body")
    one = ready()
    sign(cast, one)
    one.refresh_from_db()
    before = queries.notice(Decision.objects.get(pk=one.pk)).model_dump_json()
    passed(monkeypatch)
    write_all_down()

    now = Decision.objects.get(pk=one.pk)
    assert queries.notice(now).model_dump_json() == before
    assert queries.notice(now).decided_by.startswith("Commissioner")
    assert not PassedOn.objects.filter(thing=one.subject).exists()


def test_what_waits_is_signed_under_the_new_title(
    cast: SimpleNamespace, ready: Callable[..., Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ready()
    passed(monkeypatch)
    write_all_down()
    assert PassedOn.objects.filter(thing=one.subject, kind="decisions").exists()

    sign(cast, one)

    said = queries.notice(Decision.objects.get(pk=one.pk))
    assert said.decided_by.startswith("Policing and crime lead")
    assert said.office == "Office of the Board"
    assert "policing and crime lead" in queries.who_may_sign_words(one, clock.today())
    assert "commissioner" in queries.who_may_sign_words(one, clock.today() - timedelta(days=1))


def test_nothing_is_signed_while_the_office_passes(
    cast: SimpleNamespace, ready: Callable[..., Decision], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = ready()
    approved(clock.today() + timedelta(days=1))
    tomorrow(monkeypatch)

    with pytest.raises(Refused, match="The office is passing to another body"):
        sign(cast, one)
