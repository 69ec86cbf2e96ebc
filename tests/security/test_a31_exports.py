"""A31: what one person takes out of the house is counted; the twenty-first in an hour is asked for and told of."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from precept.desk.queries import desk
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.ledger.queries import story
from precept.foundation.outbox.models import Mail
from precept.foundation.people import actions, rules
from precept.foundation.people.models import Export, Person, SignedIn, TooManyExports
from precept.foundation.people.testing import signed_in
from tests.foundation.people.conftest import app_code, with_app

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
BOOK, REPORT, LIST = (
    "/office/outturn.xlsx",
    "/office/outturn/report.pdf",
    "/office/outturn/report.xlsx",
)
STEP = "/sign-in/second-step"
SOURCE = Path(__file__).resolve().parents[2] / "src" / "precept"
People = Callable[..., Person]


@pytest.fixture
def noon() -> Iterator[Any]:
    """A day at noon; it goes on when a test says so, or by ten seconds a download."""
    with time_machine.travel(NOON, tick=False) as moving:
        yield moving


@pytest.fixture
def cast(noon: Any, person: People, db: None) -> SimpleNamespace:
    """Somebody who downloads, their app and browser, and those who are told."""
    taker = person("finance-officer", name="Tamsin Alder")
    return SimpleNamespace(
        noon=noon,
        taker=taker,
        secret=with_app(taker),
        browser=signed_in(taker, browser="Firefox on Linux"),
        administrator=person("administrator", name="Ada Pike"),
        chief=person("chief-executive", name="Chris Vale"),
        officer=person("commissioning-officer", name="Oran Pell"),
    )


pytestmark = pytest.mark.django_db


def takes(cast: SimpleNamespace, times: int, address: str = BOOK, **said: Any) -> list[int]:
    """Download something so many times, ten seconds apart; the statuses."""
    browser: Client = said.pop("browser", cast.browser)
    ask = getattr(browser, said.pop("method", "get"))
    answers = []
    for _ in range(times):
        cast.noon.shift(timedelta(seconds=10))
        answers.append(ask(address, **said).status_code)
    return answers


def proves(cast: SimpleNamespace, browser: Client | None = None, steps: int = 0) -> Any:
    """Show again who one is, with the code that the app shows."""
    code = app_code(cast.secret, steps)
    cast.noon.shift(timedelta(seconds=1))
    return (browser or cast.browser).post(STEP, {"code": code})


def letters(to: Person) -> list[str]:
    """The texts of the alarms that somebody was sent."""
    rows = Mail.objects.filter(to=to.email, kind="download alarm").order_by("pk")
    return [mail.text.reveal() for mail in rows if mail.text]


def test_the_twenty_first_in_an_hour_is_asked_for_and_told_of(cast: SimpleNamespace) -> None:
    assert takes(cast, 12) == [200] * 12
    assert takes(cast, 8, REPORT) == [200] * 8
    assert letters(cast.administrator) == []

    cast.noon.shift(timedelta(seconds=10))
    answer = cast.browser.get(BOOK)

    assert (answer.status_code, answer["Location"]) == (302, STEP)
    asked = cast.browser.get(STEP).content.decode()
    assert "You downloaded 20 records within 60 minutes" in asked
    alarm = TooManyExports.objects.get()
    assert (alarm.person, alarm.counts, alarm.is_again) == (cast.taker, {"book": 20}, False)
    (letter,) = letters(cast.administrator)
    assert "Tamsin Alder downloaded 20 records within 60 minutes" in letter
    assert "20 books and lists as spreadsheets" in letter
    assert f"/office/people/downloads/{alarm.reference}" in letter
    assert letters(cast.chief) == letters(cast.taker) == []
    event = Event.objects.get(subject=cast.taker.ledger_name, type="too much downloaded")
    assert event.actor == cast.taker.ledger_name
    assert story(cast.taker.ledger_name)


def test_each_export_says_who_what_and_when(cast: SimpleNamespace) -> None:
    takes(cast, 1)
    row = Export.objects.get()
    assert (row.person, row.number, row.kind, row.what) == (cast.taker, 1, "book", BOOK)
    assert row.at == NOON + timedelta(seconds=10)
    assert row.browser == SignedIn.objects.get(person=cast.taker).reference


def test_the_desk_says_it_to_those_who_look_into_it_until_one_has(cast: SimpleNamespace) -> None:
    takes(cast, 21)
    alarm = TooManyExports.objects.get()
    line = "Tamsin Alder downloaded 20 records within an hour"
    for told in (cast.administrator, cast.chief):
        (waiting,) = [one for one in desk(told)["waiting"] if one.text == line]
        assert waiting.href == f"/office/people/downloads/{alarm.reference}"
    assert line not in [one.text for one in desk(cast.officer)["waiting"]]

    browser = signed_in(cast.administrator)
    shown = browser.get(f"/office/people/downloads/{alarm.reference}").content.decode()
    assert shown.count(f">{BOOK}<") == 1
    assert 'numeric">20</td>' in shown
    said = browser.post(waiting.href, {"found": "It was her: the audit needs the whole year."})
    assert said["Location"] == "/office/people/downloads"

    assert line not in [one.text for one in desk(cast.chief)["waiting"]]
    assert "the audit needs the whole year" in browser.get(waiting.href).content.decode()


def test_after_the_proof_one_goes_on_where_one_was_and_the_count_begins_again(
    cast: SimpleNamespace,
) -> None:
    address = f"{BOOK}?year=2026-27"
    takes(cast, 20)
    assert cast.browser.get(address)["Location"] == STEP

    back = proves(cast)

    assert back["Location"] == address
    assert cast.browser.get(address).status_code == 200
    assert takes(cast, 19) == [200] * 19
    assert takes(cast, 1) == [302]


def test_the_second_time_within_a_day_reaches_the_chief_executive(cast: SimpleNamespace) -> None:
    takes(cast, 21)
    proves(cast)
    assert takes(cast, 21) == [200] * 20 + [302]
    (letter,) = letters(cast.chief)
    assert "second time or more within a day" in letter
    assert len(letters(cast.administrator)) == 2
    assert TooManyExports.objects.filter(is_again=True).count() == 1


def test_after_a_day_it_is_the_first_time_again(cast: SimpleNamespace) -> None:
    takes(cast, 21)
    cast.noon.shift(timedelta(hours=25))
    browser = signed_in(cast.taker)
    takes(cast, 21, browser=browser)
    assert letters(cast.chief) == []
    assert len(letters(cast.administrator)) == 2


def test_whoever_asks_on_and_on_is_told_of_once(cast: SimpleNamespace) -> None:
    assert takes(cast, 40) == [200] * 20 + [302] * 20
    assert len(letters(cast.administrator)) == 1
    assert TooManyExports.objects.count() == 1


def test_an_hour_later_the_count_is_empty(cast: SimpleNamespace) -> None:
    takes(cast, 20)
    cast.noon.shift(timedelta(minutes=57))
    assert takes(cast, 2) == [200, 200]


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"method": "head"}, "HEAD"),
        ({"headers": {"Range": "bytes=0-99"}}, "part of a file"),
        ({"address": LIST}, "another format"),
        ({"address": f"{BOOK}?year=2025-26"}, "another parameter"),
        ({"headers": {"If-Modified-Since": "Sun, 29 Nov 2026 12:00:00 GMT"}}, "what is unchanged"),
    ],
)
def test_the_limit_is_not_got_round(cast: SimpleNamespace, said: dict[str, Any], what: str) -> None:
    assert takes(cast, 19) == [200] * 19
    assert takes(cast, 1, **said) == [200], what
    assert takes(cast, 1, **said) == [302], what
    assert Export.objects.count() == 20


def test_another_browser_or_another_sign_in_brings_nothing(cast: SimpleNamespace) -> None:
    takes(cast, 20)
    elsewhere = signed_in(cast.taker)
    assert takes(cast, 1, browser=elsewhere) == [302]
    cast.browser.post("/sign-out")
    assert takes(cast, 1, browser=signed_in(cast.taker)) == [302]


def test_the_proof_of_one_browser_does_not_let_another_go_on(cast: SimpleNamespace) -> None:
    stolen = signed_in(cast.taker)
    assert takes(cast, 21, browser=stolen)[-1] == 302
    assert takes(cast, 1) == [302]
    proves(cast)
    assert takes(cast, 1) == [200]

    assert takes(cast, 1, browser=stolen) == [302]

    assert len(letters(cast.chief)) == 1  # and it is told of again


def test_proving_oneself_when_nothing_was_too_much_brings_nothing(cast: SimpleNamespace) -> None:
    takes(cast, 15)
    proves(cast)
    assert takes(cast, 6) == [200] * 5 + [302]


def test_the_invented_people_of_a_demonstration_go_on_and_are_told_of(
    cast: SimpleNamespace,
) -> None:
    browser = signed_in(cast.taker, how="demonstration", second_factor="demonstration")
    assert takes(cast, 22, browser=browser) == [200] * 22
    assert len(letters(cast.administrator)) == 1


def test_a_wrong_code_lets_nobody_go_on_and_few_are_tried(cast: SimpleNamespace) -> None:
    takes(cast, 21)
    for _ in range(rules.SECOND_STEP_LIMITS[0].most):
        assert cast.browser.post(STEP, {"code": "000000"}).status_code == 422
    answer = proves(cast)
    assert answer.status_code == 422
    assert "There were too many tries" in answer.content.decode()
    assert takes(cast, 1) == [302]


def test_what_is_not_there_or_not_theirs_is_not_counted(cast: SimpleNamespace) -> None:
    assert takes(cast, 3, "/files/none") == [404] * 3
    assert takes(cast, 1, "/office/payments/files/none/download", method="post") == [404]
    assert Export.objects.count() == 0


def test_an_export_that_fails_is_counted_no_longer(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from precept.do.spending.pages import outturn

    class Broken(Exception):
        pass

    def breaks(*_: Any, **__: Any) -> None:
        raise Broken

    with monkeypatch.context() as patch:
        patch.setattr(outturn, "to_keep", breaks)
        cast.browser.raise_request_exception = False
        assert takes(cast, 1) == [500]
    assert Export.objects.count() == 0


def test_files_of_work_in_hand_have_a_limit_of_their_own(cast: SimpleNamespace) -> None:
    session = SignedIn.objects.get(person=cast.taker)
    work, records = rules.EXPORTS["work"], rules.EXPORTS["file"]
    assert (work.most, records.most) == (100, 20)
    for _ in range(100):
        assert actions.take_out(signed_in=session, kind=work, what="/files/one")
    assert actions.take_out(signed_in=session, kind=work, what="/files/one") is None
    assert actions.take_out(signed_in=session, kind=records, what="/files/two")


def test_an_export_costs_one_query_more(
    cast: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    session = SignedIn.objects.select_related("person").get(person=cast.taker)
    takes(cast, 1)
    with django_assert_num_queries(1):
        actions.take_out(signed_in=session, kind=rules.EXPORTS["book"], what=BOOK)


def test_nobody_looks_into_their_own_and_only_once(cast: SimpleNamespace) -> None:
    with_app(cast.administrator)
    browser = signed_in(cast.administrator)
    takes(cast, 21, browser=browser)
    alarm = TooManyExports.objects.get()
    assert letters(cast.administrator) == []
    assert len(letters(cast.chief)) == 1  # nobody else looks into it
    with pytest.raises(NotAllowed, match="Somebody else looks into"):
        actions.look_into(by=cast.administrator, alarm=alarm, found="Nothing")
    with pytest.raises(NotAllowed, match="Only people who look into downloads"):
        actions.look_into(by=cast.officer, alarm=alarm, found="Nothing")
    with pytest.raises(Refused, match="Say what you found"):
        actions.look_into(by=cast.chief, alarm=alarm, found=" ")
    actions.look_into(by=cast.chief, alarm=alarm, found="It was she who did it, for the audit.")
    with pytest.raises(Changed):
        actions.look_into(by=cast.chief, alarm=alarm, found="Again")


def test_exports_are_forgotten_when_the_rule_says(cast: SimpleNamespace) -> None:
    takes(cast, 2)
    cast.noon.shift(rules.EXPORTS_KEPT - timedelta(seconds=10))
    assert actions.forget_exports() == 0  # to the second
    cast.noon.shift(timedelta(seconds=1))
    assert actions.forget_exports() == 1  # the other was taken ten seconds later
    cast.noon.shift(timedelta(seconds=10))
    assert actions.forget_exports() == 1
    assert actions.forget_exports() == 0
    assert clock.now() > NOON
