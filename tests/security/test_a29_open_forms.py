"""A29: scripts that sign up in bulk are held within limits; nobody is asked to prove that they are a person."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from precept.foundation.outbox.models import Mail
from precept.foundation.people import rules
from precept.foundation.people.models import Person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def fields_of(page: str) -> dict[str, str]:
    """What a form would send: every input by its name, as a script reads it."""
    inputs = re.findall(r"<input[^>]*>", page)
    named = [
        (re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)) for one in inputs
    ]
    return {name[1]: value[1] if value else "" for name, value in named if name}


def stamp() -> dict[str, str]:
    return fields_of(Client().get("/my/start").content.decode())


def test_five_hundred_scripted_starts_from_everywhere_stay_within_the_budget() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fields = stamp()
        clock.shift(timedelta(minutes=1))
        answers = set()
        for n in range(500):
            network = f"10.{n // 250}.{n % 250}.1"
            fields["email"] = f"group{n}@b.example"
            answer = Client().post("/my/start", fields, REMOTE_ADDR=network)
            answers.add((answer.status_code, answer["Location"]))
            clock.shift(timedelta(seconds=1))
    assert Mail.objects.count() == rules.START_BUDGET
    assert answers == {(302, "/sign-in/code")}
    assert Person.objects.count() == 0


def test_five_hundred_scripted_starts_from_one_network_send_twenty_letters() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fields = stamp()
        clock.shift(timedelta(minutes=1))
        for n in range(500):
            fields["email"] = f"group{n}@b.example"
            Client().post("/my/start", fields, REMOTE_ADDR=f"203.0.113.{n % 250}")
        assert Mail.objects.count() == rules.NETWORK_LIMITS[0].most


@pytest.mark.parametrize("fills", ["every box", "nothing but the address"])
def test_a_script_that_never_looks_sends_no_letter(fills: str) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fields = stamp()
        clock.shift(timedelta(minutes=1))
        filled = {name: text or "https://buy.example" for name, text in fields.items()}
        sent = filled if fills == "every box" else {}
        answer = Client().post("/my/start", {**sent, "email": "group@b.example"})
    assert (answer.status_code, Mail.objects.count()) == (422, 0)


def test_who_trips_over_it_by_accident_gets_through_with_the_next_click() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = Client()
        fields = {**fields_of(browser.get("/my/start").content.decode()), "email": "a@b.example"}
        quick = browser.post("/my/start", {**fields, "homepage": "filled in by the browser"})
        page = quick.content.decode()
        assert (quick.status_code, "send the page once more" in page) == (422, True)
        assert fields_of(page)["email"] == "a@b.example"
        clock.shift(timedelta(seconds=3))
        again = browser.post("/my/start", fields_of(page))
        assert (again.status_code, Mail.objects.count()) == (302, 1)


def test_a_reader_of_the_screen_and_the_keyboard_meet_only_what_is_asked(
    client: Client,
) -> None:
    page = client.get("/my/start").content.decode()
    seen = re.sub(r"<div hidden.*?</div>", "", page, flags=re.DOTALL)
    shown = [one for one in re.findall(r"<input[^>]*>", seen) if 'type="hidden"' not in one]
    assert [re.search(r'name="([^"]*)"', one)[1] for one in shown] == ["email"]  # type: ignore[index]  # each has one
    words = re.sub(r"<[^>]*>", " ", page).lower()
    for riddle in ("captcha", "robot", "puzzle", "picture", "are you human"):
        assert riddle not in words


@pytest.fixture
def known(person: Callable[..., Person]) -> Person:
    return person("provider")


def test_the_budget_of_scripts_is_nobody_elses(known: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr(rules, "START_BUDGET", 1)
    with time_machine.travel(NOON, tick=False) as clock:
        fields = stamp()
        clock.shift(timedelta(minutes=1))
        for n in range(3):
            fields["email"] = f"group{n}@b.example"
            Client().post("/my/start", fields, REMOTE_ADDR=f"10.0.{n}.1")
        Client().post("/sign-in", {"email": known.email}, REMOTE_ADDR="10.9.9.9")
    assert Mail.objects.filter(to=known.email).count() == 1
