"""What the tests of people lean on: a browser, its mailbox, and somebody who works in the office."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.foundation.people import factors
from precept.foundation.people.models import Person

PASSWORD = "heron lamp orchard"


@pytest.fixture
def browser(db: None) -> Client:
    return Client()


@pytest.fixture
def letters() -> Callable[..., list[str]]:
    """The texts of the letters to an address, the newest last."""

    def read(to: str, kind: str = "sign-in code") -> list[str]:
        mails = Mail.objects.filter(to=to, kind=kind).order_by("pk")
        return [mail.text.reveal() for mail in mails if mail.text]

    return read


@pytest.fixture
def code_for(letters: Callable[..., list[str]]) -> Callable[[str], str]:
    """The code in the newest letter to an address."""

    def read(to: str) -> str:
        found = re.search(r"^(\d{6}) is your code", letters(to)[-1])
        assert found, letters(to)[-1]
        return found[1]

    return read


@pytest.fixture
def events() -> Callable[[str], list[str]]:
    """The types of the events of a subject, in order."""

    def read(subject: str) -> list[str]:
        found = Event.objects.filter(subject=subject).order_by("place")
        return list(found.values_list("type", flat=True))

    return read


@pytest.fixture
def worker(person: Callable[..., Person]) -> Person:
    """Somebody who works in the office, with a password and no second factor yet."""
    somebody = person("commissioning-officer")
    somebody.set_password(PASSWORD)
    somebody.save()
    return somebody


def app_code(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows, now or some half-minutes later."""
    counter = list(factors.totp.yield_hotp_counters_from_time())[1] + steps
    return str(factors.totp.format_hotp_value(factors.totp.hotp_value(secret, counter)))


def with_app(somebody: Person) -> str:
    """Give somebody an app whose every code is unspent; its secret."""
    secret = factors.new_app_secret()
    factors.totp.TOTP.activate(somebody, secret)
    return secret


@pytest.fixture
def app() -> Any:
    """Authenticator apps: ``app.give(person)`` and ``app.shows(secret, steps)``."""

    class App:
        give = staticmethod(with_app)
        shows = staticmethod(app_code)

    return App
