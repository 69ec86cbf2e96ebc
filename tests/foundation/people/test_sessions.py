"""Who asks: sessions end when idle, too old, ended by hand, or when their person is switched off."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.test import Client, RequestFactory

from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people import actions, queries, sign_ups
from precept.foundation.people.actions.sessions import HERE
from precept.foundation.people.middleware import who_asks
from precept.foundation.people.models import Person, RoleHeld, SignedIn
from precept.foundation.people.testing import signed_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
People = Callable[..., Person]


def is_in(browser: Client) -> bool:
    answer = browser.get("/my/account")
    assert answer.status_code in {200, 302}
    return answer.status_code == 200


def test_staff_are_nobody_until_their_second_factor(person: People) -> None:
    assert is_in(signed_in(person("marker"), second_factor="")) is False
    assert is_in(signed_in(person("marker"))) is True
    assert is_in(signed_in(person("provider"), how="code", second_factor="")) is True


def test_staff_are_signed_out_after_an_hour_without_a_click(person: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = signed_in(person("marker"))
        clock.shift(timedelta(minutes=59))
        assert is_in(browser) is True
        clock.shift(timedelta(minutes=59))
        assert is_in(browser) is True
        clock.shift(timedelta(minutes=60))
        assert is_in(browser) is False


def test_staff_are_signed_out_after_twelve_hours_however_busy(person: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = signed_in(person("marker"))
        for _ in range(23):
            clock.shift(timedelta(minutes=30))
            assert is_in(browser) is True
        clock.shift(timedelta(minutes=30))
        assert is_in(browser) is False


def test_others_stay_signed_in_for_twenty_hours(person: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = signed_in(person("provider"), how="code", second_factor="")
        clock.shift(timedelta(hours=19, minutes=59))
        assert is_in(browser) is True
        clock.shift(timedelta(minutes=1))
        assert is_in(browser) is False


def test_reading_pages_rarely_writes(person: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = signed_in(person("marker"))
        clock.shift(timedelta(seconds=59))
        is_in(browser)
        assert SignedIn.objects.get().seen == NOON
        clock.shift(timedelta(seconds=1))
        is_in(browser)
        assert SignedIn.objects.get().seen == NOON + timedelta(minutes=1)


def test_reading_by_people_outside_writes_more_rarely_still(person: People) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        browser = signed_in(person("provider"), how="code", second_factor="")
        clock.shift(timedelta(minutes=14, seconds=59))
        is_in(browser)
        assert SignedIn.objects.get().seen == NOON
        clock.shift(timedelta(seconds=1))
        is_in(browser)
        assert SignedIn.objects.get().seen == NOON + timedelta(minutes=15)


def test_a_role_given_or_ended_acts_on_the_next_click(person: People) -> None:
    administrator, somebody = person("administrator"), person("auditor")
    browser = signed_in(somebody)
    assert browser.get("/office/people").status_code == 403
    held = actions.give_role(
        by=administrator,
        person=somebody,
        role="administrator",
        starts=date(2020, 1, 1),
        why="Cover",
    )
    assert browser.get("/office/people").status_code == 200
    actions.end_role(by=administrator, held=held, why="Cover ended")
    assert browser.get("/office/people").status_code == 403


def test_somebody_who_becomes_staff_owes_a_second_factor_at_once(person: People) -> None:
    somebody = person("provider")
    browser = signed_in(somebody, how="code", second_factor="")
    assert is_in(browser) is True
    RoleHeld.objects.create(person=somebody, role="marker", starts=date(2020, 1, 1))
    assert is_in(browser) is False


def test_switching_off_ends_every_session_at_once(person: People) -> None:
    somebody = person("marker")
    browsers = [signed_in(somebody), signed_in(somebody)]
    actions.switch_off(by=person("administrator"), person=somebody, why="Left the office")
    assert [is_in(browser) for browser in browsers] == [False, False]
    assert SignedIn.objects.filter(ended=None).count() == 0


def test_one_of_several_sessions_can_be_ended_from_another(person: People) -> None:
    somebody = person("marker")
    here, there = signed_in(somebody), signed_in(somebody)
    row = SignedIn.objects.latest("pk")
    assert here.post(f"/my/account/sessions/{row.reference}/end").status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)


def test_all_other_sessions_can_be_ended_at_once(
    person: People, events: Callable[[str], list[str]]
) -> None:
    somebody = person("marker")
    here, *others = [signed_in(somebody) for _ in range(3)]
    here.post("/my/account/sessions/others/end")
    assert [is_in(browser) for browser in (here, *others)] == [True, False, False]
    assert events(somebody.ledger_name) == ["sessions ended"]


def test_nobody_ends_the_session_of_somebody_else(person: People) -> None:
    browser, other = signed_in(person("marker")), person("marker")
    theirs = signed_in(other)
    row = SignedIn.objects.get(person=other)
    assert browser.post(f"/my/account/sessions/{row.reference}/end").status_code == 404
    assert is_in(theirs) is True
    with pytest.raises(NotAllowed):
        actions.end_session(by=person("marker"), signed_in=row)


def test_signing_out_ends_the_session_and_clears_the_browser(
    person: People, events: Callable[[str], list[str]]
) -> None:
    somebody = person("marker")
    browser = signed_in(somebody)
    kept = browser.cookies["precept"].value
    assert browser.get("/sign-out").status_code == 405
    assert is_in(browser) is True
    answer = browser.post("/sign-out")
    assert (answer.status_code, answer["Clear-Site-Data"]) == (200, '"cache", "cookies", "storage"')
    assert Session.objects.filter(session_key=kept).count() == 0
    assert events(somebody.ledger_name) == ["signed out"]
    thief = Client()
    thief.cookies["precept"] = kept
    assert is_in(thief) is False


def test_signing_out_needs_the_form_of_our_own_page(person: People) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = signed_in(person("marker")).cookies
    assert browser.post("/sign-out").status_code == 403
    assert is_in(browser) is True


def test_a_page_that_does_not_ask_who_asks_never_touches_session_or_database(
    django_assert_num_queries: Any,
) -> None:
    seen: list[HttpRequest] = []

    class Untouchable:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(f"the session was asked for {name}")

    request = RequestFactory().get("/")
    request.session = Untouchable()
    with django_assert_num_queries(0):
        who_asks(lambda asking: seen.append(asking) or None)(request)
    assert hasattr(type(seen[0]), "person")


def test_who_asks_is_found_out_once_a_request(
    person: People, django_assert_num_queries: Any
) -> None:
    browser = signed_in(person("marker"))
    request = RequestFactory().get("/")
    request.session = browser.session
    found: list[Any] = []
    who_asks(lambda asking: found.append(asking) or None)(request)
    with django_assert_num_queries(2):  # the session; its row with the person and their roles
        assert found[0].person.name == "Person 1"
        assert found[0].person.is_staff_today is True


def test_the_query_that_every_page_asks_is_written_once_and_asked_for_each_person_and_day(
    person: People,
) -> None:
    queries._session_asked.cache_clear()
    with time_machine.travel(NOON, tick=False) as clock:
        sessions = {role: signed_in(person(role)) for role in ("marker", "provider", "auditor")}
        for _ in range(2):
            for role, browser in sessions.items():
                found = queries.signed_in(browser.session[HERE])
                assert found is not None
                assert found.person.roles_today == (role,)
            clock.shift(timedelta(minutes=30))
        RoleHeld.objects.filter(role="provider").update(ends=NOON.date())
        clock.shift(timedelta(hours=14))
        found = queries.signed_in(sessions["provider"].session[HERE])

    assert found is not None
    assert found.person.roles_today == ()
    assert found.person == SignedIn.objects.select_related("person").get(pk=found.pk).person
    assert queries._session_asked.cache_info().misses == 1


def test_cookies_are_kept_from_scripts_and_other_sites(db: None) -> None:
    browser = Client()
    browser.post("/sign-in", {"email": "a@b.example"})
    cookie = browser.cookies["precept"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


def test_changing_a_factor_asks_again_after_half_an_hour(person: People, app: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        somebody = person("marker")
        secret = app.give(somebody)
        browser = signed_in(somebody)
        assert browser.get("/my/account/password").status_code == 200
        clock.shift(timedelta(minutes=30, seconds=1))
        for address in ("/my/account/password", "/sign-in/set-up"):
            assert browser.get(address)["Location"] == "/sign-in/second-step"
        for address in ("/my/account/app/remove", "/my/account/recovery-codes"):
            assert browser.post(address)["Location"] == "/sign-in/second-step"
        browser.get("/my/account/password")
        answer = browser.post("/sign-in/second-step", {"code": app.shows(secret)})
        assert answer["Location"] == "/my/account/password"
        assert browser.get("/my/account/password").status_code == 200


def test_giving_roles_asks_again_after_half_an_hour(person: People, app: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        administrator, somebody = person("administrator"), person("marker")
        app.give(administrator)
        browser = signed_in(administrator)
        clock.shift(timedelta(minutes=31))
        address = f"/office/people/{somebody.reference}/give-role"
        assert browser.get(address)["Location"] == "/sign-in/second-step"
        assert browser.get(f"/office/people/{somebody.reference}").status_code == 200


# The demonstration's one click.


@pytest.fixture
def demonstration() -> Any:
    before = sign_ups.is_demonstration
    sign_ups.sign_up_demonstration(lambda: True)
    yield
    sign_ups.sign_up_demonstration(lambda: False)
    assert before() is False


def test_an_invented_person_is_entered_with_one_click(
    person: People, demonstration: None, browser: Client
) -> None:
    invented = person("commissioner", is_invented=True)
    session = browser.session
    session.save()
    actions.demo_sign_in(session=session, person=invented)
    session.save()
    browser.cookies["precept"] = session.session_key
    assert is_in(browser) is True
    row = SignedIn.objects.get()
    assert (row.how, row.second_factor) == ("demonstration", "demonstration")


def test_a_real_person_is_never_entered_with_one_click(
    person: People, demonstration: None, browser: Client
) -> None:
    with pytest.raises(NotAllowed):
        actions.demo_sign_in(session=browser.session, person=person("commissioner"))


def test_outside_the_demonstration_nobody_is_entered_with_one_click(
    person: People, browser: Client
) -> None:
    with pytest.raises(NotAllowed):
        actions.demo_sign_in(
            session=browser.session, person=person("commissioner", is_invented=True)
        )


def test_there_is_nothing_to_end_where_one_is_signed_in_once(person: People) -> None:
    somebody = person("marker")
    signed_in(somebody)
    with pytest.raises(Refused):
        actions.end_other_sessions(by=somebody, keep=SignedIn.objects.get().reference)
