"""What the parts above hear of agreements."""

from datetime import date
from typing import Any

import pytest

from precept.do.agreements import sign_ups
from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.money import Money


def test_whoever_signs_up_hears_once_of_each_happening(monkeypatch: pytest.MonkeyPatch) -> None:
    for places in ("_when_varied", "_when_signed", "_when_onboarded"):
        monkeypatch.setattr(sign_ups, places, [])
    heard: list[tuple[Any, ...]] = []

    def hear(*said: Any) -> None:
        heard.append(said)

    for offer in (sign_ups.when_varied, sign_ups.when_signed, sign_ups.when_onboarded):
        offer(hear)
        offer(hear)
    of, on = Agreement(reference="CORE018"), date(2026, 11, 1)
    sign_ups.tell_signed(of, SYSTEM, "It was signed.")
    sign_ups.tell_onboarded(of, Money.of(500), on, SYSTEM, "Taken in.")
    assert heard == [
        (of, SYSTEM, "It was signed."),
        (of, Money.of(500), on, SYSTEM, "Taken in."),
    ]
