"""Starting with an e-mail address: a stranger's account exists when the code was used, and not before."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from precept.foundation.outbox.models import Mail
from precept.foundation.people import rules
from precept.foundation.people.actions import steps
from precept.foundation.people.models import Person, SignedIn
from precept.foundation.people.pages import entering

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
Reader = Callable[[str], str]
NEW = "new@group.example"


def made(moment: datetime) -> str:
    """The signed moment of a page that was made then."""
    return signing.dumps(moment.timestamp(), salt="precept.foundation.people.forms.Start")


def ask(browser: Client, email: str, **extra: Any) -> Any:
    fields = {"email": email, "made": made(datetime.now(UTC) - timedelta(seconds=30))}
    return browser.post("/my/start", {**fields, **extra.pop("fields", {})}, **extra)


def type_code(browser: Client, code: str) -> Any:
    return browser.post("/sign-in/code", {"code": code})


def others_home() -> str:
    try:
        return reverse("bids.mine")
    except NoReverseMatch:
        return "/my/account"


def test_a_stranger_starts_with_an_address_a_code_and_a_name(
    browser: Client, code_for: Reader, events: Callable[[str], list[str]]
) -> None:
    assert browser.get("/my/start").status_code == 200
    assert ask(browser, "New@Group.example")["Location"] == "/sign-in/code"
    assert "whether or not you were here before" in browser.get("/sign-in/code").content.decode()
    assert type_code(browser, code_for(NEW))["Location"] == "/my/start/name"
    assert Person.objects.count() == 0
    assert NEW in browser.get("/my/start/name").content.decode()
    entered = browser.post("/my/start/name", {"name": " Ada  Okafor "})
    assert (entered.status_code, entered["Location"]) == (302, others_home())
    somebody = Person.objects.get()
    assert (somebody.email, somebody.name, somebody.roles_today) == (NEW, "Ada Okafor", ())
    assert somebody.has_password is False
    assert events(somebody.ledger_name) == ["person joined", "signed in"]
    assert browser.get("/my/account").status_code == 200
    assert browser.get("/office/people").status_code == 403


def test_somebody_who_has_an_account_is_asked_nothing_more(
    browser: Client, person: Callable[..., Person], code_for: Reader
) -> None:
    known = person("provider")
    ask(browser, known.email, fields={"next": "/my/account/name"})
    assert type_code(browser, code_for(known.email))["Location"] == "/my/account/name"
    assert Person.objects.count() == 1


def test_staff_who_start_here_owe_their_second_factor_all_the_same(
    browser: Client, person: Callable[..., Person], code_for: Reader
) -> None:
    worker = person("marker")
    ask(browser, worker.email)
    assert type_code(browser, code_for(worker.email))["Location"] == "/sign-in/second-step"
    assert SignedIn.objects.get().is_complete is False


@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "my"]
)
def test_a_stranger_is_led_to_no_other_site(wanted: str, browser: Client, code_for: Reader) -> None:
    ask(browser, NEW, fields={"next": wanted})
    type_code(browser, code_for(NEW))
    assert browser.post("/my/start/name", {"name": "Ada"})["Location"] == others_home()


def test_a_stranger_arrives_where_they_were_going(browser: Client, code_for: Reader) -> None:
    assert (
        'value="/my/account/name"'
        in browser.get("/my/start?next=/my/account/name").content.decode()
    )
    ask(browser, NEW, fields={"next": "/my/account/name"})
    type_code(browser, code_for(NEW))
    answer = browser.post("/my/start/name", {"name": "Ada"})
    assert answer["Location"] == "/my/account/name"


def test_without_a_name_there_is_no_account(browser: Client, code_for: Reader) -> None:
    ask(browser, NEW)
    type_code(browser, code_for(NEW))
    answer = browser.post("/my/start/name", {"name": " "})
    assert (answer.status_code, Person.objects.count()) == (422, 0)
    assert "Enter your name." in answer.content.decode()


def test_nobody_names_themself_who_proved_no_address(browser: Client) -> None:
    assert browser.get("/my/start/name")["Location"] == "/my/start"
    assert browser.post("/my/start/name", {"name": "Ada"})["Location"] == "/my/start"
    assert Person.objects.count() == 0


def test_a_proved_address_waits_an_hour_for_its_name(browser: Client, code_for: Reader) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ask(browser, NEW)
        type_code(browser, code_for(NEW))
        clock.shift(timedelta(hours=1))
        assert browser.get("/my/start/name").status_code == 200
        clock.shift(timedelta(seconds=1))
        assert browser.post("/my/start/name", {"name": "Ada"})["Location"] == "/my/start"
    assert Person.objects.count() == 0


def test_two_browsers_that_prove_one_address_are_one_person(
    code_for: Reader, events: Callable[[str], list[str]]
) -> None:
    first, second, third = Client(), Client(), Client()
    ask(first, NEW)
    one = code_for(NEW)
    ask(second, NEW)
    two = code_for(NEW)
    ask(third, NEW)
    three = code_for(NEW)
    type_code(first, one)
    type_code(second, two)
    for browser in (first, second):
        browser.post("/my/start/name", {"name": "Ada"})
        assert browser.get("/my/account").status_code == 200
    # Who types the code when the account is there already is not asked for a name.
    assert type_code(third, three)["Location"] == others_home()
    somebody = Person.objects.get()
    assert events(somebody.ledger_name).count("person joined") == 1


def test_an_account_switched_off_cannot_be_joined_again(
    browser: Client, person: Callable[..., Person], letters: Any
) -> None:
    gone = person("provider", is_active=False)
    ask(browser, gone.email)
    (text,) = letters(gone.email)
    assert "There is no account for it, so there is no code." in text
    for n in range(5):
        assert type_code(browser, f"{n:06}").status_code == 422
    assert SignedIn.objects.count() == 0


def test_a_code_asked_for_at_the_staff_door_never_makes_an_account(
    browser: Client, letters: Any
) -> None:
    browser.post("/sign-in", {"email": NEW})
    (text,) = letters(NEW)
    assert re.search(r"\b\d{6}\b", text) is None
    assert "/my/start" in text  # where to start; the page that it names signs nobody in
    assert type_code(browser, "000000").status_code == 422
    assert browser.get("/my/start/name")["Location"] == "/my/start"


def test_a_session_of_somebody_who_joined_lasts_twenty_hours(
    browser: Client, code_for: Reader
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        ask(browser, NEW)
        type_code(browser, code_for(NEW))
        browser.post("/my/start/name", {"name": "Ada"})
        clock.shift(timedelta(hours=19, minutes=59))
        assert browser.get("/my/account").status_code == 200
        clock.shift(timedelta(minutes=1))
        assert browser.get("/my/account").status_code == 302


def test_somebody_signed_in_is_led_on(client_as: Any, person: Callable[..., Person]) -> None:
    browser = client_as(person("provider"))
    assert browser.get("/my/start")["Location"] == others_home()
    assert browser.get("/my/start?next=/my/account/name")["Location"] == "/my/account/name"


def test_each_has_their_own_home(
    person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.LOGIN_REDIRECT_URL = "people.all"
    monkeypatch.setattr(entering, "OTHERS_HOME", "people.name")
    homes = [entering.home_address(person(role)) for role in ("marker", "provider", ())]
    assert homes == ["/office/people", "/my/account/name", "/my/account/name"]
    monkeypatch.setattr(entering, "OTHERS_HOME", "nobody.home")
    assert entering.home_address(person("provider")) == "/my/account"
    assert entering.home_address(None) == "/sign-in"


# A13: nobody learns here who has an account.


def journey(email: str) -> list[Any]:
    browser = Client()
    answers = [ask(browser, email), browser.get("/sign-in/code")]
    return answers + [type_code(browser, "000000") for _ in range(6)]


def shown(answer: Any, email: str) -> tuple[int, str, dict[str, str]]:
    body = answer.content.decode().replace(email, "ADDRESS")
    body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)
    return answer.status_code, body, dict(answer.headers.items())


@pytest.mark.parametrize("is_active", [True, False], ids=["known", "switched-off"])
def test_known_and_unknown_addresses_are_shown_the_same(
    is_active: bool, person: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps.secrets, "randbelow", lambda _: 123456)
    known = person("provider", is_active=is_active)
    unknown = "nobody1@opcc.example"  # as long as the other, for the length of the page
    for one, other in zip(journey(known.email), journey(unknown), strict=True):
        assert shown(one, known.email) == shown(other, unknown)
        assert set(one.cookies) == set(other.cookies)


def test_known_and_unknown_addresses_cost_the_same_queries(person: Callable[..., Person]) -> None:
    ask(Client(), "somebody@b.example")  # the count of the network is made by the first who asks
    counts = []
    for email in (person("provider").email, "nobody@b.example"):
        browser, tables = Client(), []
        for act in (lambda b, e: ask(b, e), lambda b, _: type_code(b, "000000")):
            with CaptureQueriesContext(connection) as queries:
                act(browser, email)
            tables.append([table_of(statement["sql"]) for statement in queries])
        counts.append(tables)
    assert counts[0] == counts[1]


def table_of(statement: str) -> tuple[str, str]:
    verb = statement.split()[0]
    return verb, statement.split('"')[1] if verb in {"SELECT", "INSERT", "UPDATE"} else ""


# A15: nobody's mailbox is filled, and nobody uses up what others need.


def test_both_doors_share_the_limits_of_a_mailbox(person: Callable[..., Person]) -> None:
    known = person("provider")
    for n in range(6):
        browser = Client()
        ask(browser, known.email.upper(), REMOTE_ADDR=f"10.0.{n}.1")
        browser.post("/sign-in", {"email": known.email}, REMOTE_ADDR=f"10.1.{n}.1")
    assert Mail.objects.count() == 3


def test_a_network_starts_twenty_times_an_hour() -> None:
    for n in range(25):
        ask(Client(), f"p{n}@b.example", REMOTE_ADDR=f"203.0.113.{n}")
    assert Mail.objects.count() == 20


def test_a_flood_of_strangers_keeps_nobody_from_signing_in(
    person: Callable[..., Person],
    monkeypatch: pytest.MonkeyPatch,
    events: Callable[[str], list[str]],
) -> None:
    monkeypatch.setattr(rules, "START_BUDGET", 4)
    answers = {
        (answer.status_code, answer["Location"], answer.content)
        for n in range(8)
        for answer in [ask(Client(), f"p{n}@b.example", REMOTE_ADDR=f"10.0.{n}.1")]
    }
    assert (Mail.objects.count(), len(answers)) == (4, 1)
    assert events("sign-in:limits") == ["codes to start held back"]
    known = person("provider")
    Client().post("/sign-in", {"email": known.email}, REMOTE_ADDR="10.9.9.9")
    assert Mail.objects.filter(to=known.email).count() == 1


def test_a_letter_to_a_stranger_has_no_link_and_no_word_of_theirs(
    browser: Client, letters: Any
) -> None:
    ask(browser, NEW, fields={"name": "Buy now", "next": "/buy-now"})
    (text,) = letters(NEW)
    assert re.findall(r"https?:|www\.|[Bb]uy|/my", text) == []
