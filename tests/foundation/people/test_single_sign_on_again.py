"""What the provider of single sign-on says of when it asked: what counts as a fresh proof, and what does not."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.foundation.people import rules
from precept.foundation.people.models import Person, SignedIn
from tests.foundation.people.stand_in import StandIn
from tests.foundation.people.test_single_sign_on import go, key, link, stand_in

__all__ = ["key", "stand_in"]  # fixtures
pytestmark = pytest.mark.django_db


GRAVE = "/office/people/invite"
"""A page that asks again who one is."""


@pytest.mark.parametrize(
    ("minutes_ago", "asks"), [(0, False), (29, False), (31, True), (700, True), (None, True)]
)
def test_what_the_provider_asked_hours_ago_is_no_fresh_proof(
    minutes_ago: int | None,
    asks: bool,
    browser: Client,
    stand_in: StandIn,
    person: Callable[..., Person],
) -> None:
    link(person("administrator"), stand_in)
    stand_in.claims["amr"] = ["mfa"]
    if minutes_ago is not None:
        stand_in.claims["auth_time"] = int(time.time()) - minutes_ago * 60
    there = browser.get("/sign-in/provider")["Location"]
    assert "max_age=43200" in there
    assert "prompt" not in there
    browser.get("/sign-in/provider/back", stand_in.allow(there))

    answer = browser.get(GRAVE)

    assert (answer.status_code == 302) is asks
    assert browser.get("/my/account").status_code == 200


@pytest.mark.parametrize(
    "auth_time", [None, -600, -3600, 3600, "now", True], ids=lambda one: f"auth_time {one}"
)
def test_a_provider_that_did_not_ask_again_lets_nobody_go_on(
    auth_time: Any, browser: Client, stand_in: StandIn, person: Callable[..., Person]
) -> None:
    link(person("administrator"), stand_in)
    stand_in.claims["amr"] = ["mfa"]
    go(browser, stand_in)
    assert browser.get(GRAVE)["Location"] == "/sign-in/second-step"
    is_number = isinstance(auth_time, int) and not isinstance(auth_time, bool)
    stand_in.claims["auth_time"] = int(time.time()) + auth_time if is_number else auth_time
    there = browser.get("/sign-in/provider?again=yes")["Location"]

    refused = browser.get("/sign-in/provider/back", stand_in.allow(there))

    assert refused.status_code == 403
    assert browser.get(GRAVE).status_code == 302  # asked again still
    assert SignedIn.objects.count() == 1
    if auth_time in (None, -600, -3600):
        assert "asked you again" in refused.content.decode()


def test_a_silent_sign_in_does_not_let_the_count_of_exports_begin_again(
    browser: Client, stand_in: StandIn, person: Callable[..., Person]
) -> None:
    from precept.foundation.people import actions

    administrator = person("administrator")
    link(administrator, stand_in)
    stand_in.claims.update(amr=["mfa"], auth_time=int(time.time()) - 3600)
    go(browser, stand_in)
    kind = rules.EXPORTS["book"]
    row = SignedIn.objects.get()
    for _ in range(kind.most):
        assert actions.take_out(signed_in=row, kind=kind, what="/office/outturn.xlsx")
    assert actions.take_out(signed_in=row, kind=kind, what="/office/outturn.xlsx") is None
    actions.sound_alarm(signed_in=row, kind=kind)
    thief = Client()

    go(thief, stand_in)

    second = SignedIn.objects.latest("pk")
    assert second.exports_from is None
    assert actions.take_out(signed_in=second, kind=kind, what="/office/outturn.xlsx") is None
