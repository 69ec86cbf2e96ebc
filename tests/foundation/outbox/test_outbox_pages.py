"""The outbox for staff, a job's page, and a demonstration's mailbox."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.outbox import access, mailbox, progress, queries
from precept.foundation.outbox.actions import queue_mail, queue_task
from precept.foundation.outbox.models import Mail, Progress, QueuedTask, WorkerSeen
from precept.foundation.outbox.worker import work_until_idle

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
Register = Callable[..., list[dict[str, Any]]]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def staff(person: Callable[..., Any], client_as: Callable[..., Client]) -> Client:
    return client_as(person("administrator"))


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "_opens_when", [lambda: True])


def write(**changes: Any) -> Mail:
    given = {
        "to": "reader@opcc.example",
        "subject": "A return is due",
        "text": "Your return is due.",
        "kind": "notice",
    }
    return queue_mail(**{**given, **changes})


def words(response: Any) -> str:
    """What a page's main part says, without its marks."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_outbox_with_nothing_in_it_says_so(staff: Client) -> None:
    WorkerSeen.objects.create(name="here")
    shown = words(staff.get("/office/outbox"))
    assert "No task waits, and none has failed." in shown
    assert "Nothing to show" in shown
    assert "Mails waiting 0" in shown
    assert "Jobs that are running" not in shown


def test_outbox_shows_what_waits_and_what_failed(staff: Client, own_tasks: Register) -> None:
    own_tasks(fails=[ValueError("no such <table>")], attempts=1)
    task = queue_task("test.noted", {})
    work_until_idle()
    mail = write(subject="<b>Due</b>")
    job = progress.begin(subject="intake:A", title="Loading grants", by=SYSTEM, total=4)
    progress.advance(job.reference, done=1)
    response = staff.get("/office/outbox")
    shown = words(response)
    assert "test.noted Failed 1 of 1 midday on 2 March 2026" in shown
    assert "ValueError: no such &lt;table&gt;" in shown
    assert "&lt;b&gt;Due&lt;/b&gt; reader@opcc.example notice midday on 2 March 2026" in shown
    assert "Loading grants 1 of 4 done" in shown
    page = response.content.decode()
    assert f'href="/office/outbox/tasks/{task.reference}"' in page
    assert f'href="/office/outbox/mail/{mail.reference}"' in page
    assert (
        '<progress class="govuk-!-width-one-half" aria-label="Loading grants" max="100" value="25">'
        in page
    )


def test_outbox_never_shows_what_a_mail_says(staff: Client) -> None:
    mail = write(text="123456 is your code", kind="sign-in code")
    for address in ("/office/outbox", f"/office/outbox/mail/{mail.reference}"):
        assert "123456" not in staff.get(address).content.decode()


NO_WORKER = "No worker is running: mail and tasks wait until one is started."
BEHIND = "The worker is behind: something due has waited for over 5 minutes."
NO_SERVER = "No mail server is named: mail is kept here and reaches nobody."


@pytest.mark.parametrize(
    ("silent_for", "named", "due_for", "told"),
    [
        (timedelta(seconds=45), True, None, []),
        (timedelta(seconds=46), True, None, [NO_WORKER]),
        (None, True, None, [NO_WORKER]),
        (timedelta(0), True, timedelta(minutes=5), []),
        (timedelta(0), True, timedelta(minutes=6), [BEHIND]),
        (timedelta(0), False, None, [NO_SERVER]),
        (None, False, timedelta(minutes=6), [NO_WORKER, NO_SERVER]),
    ],
)
def test_outbox_says_what_somebody_should_know(
    silent_for: timedelta | None,
    named: bool,
    due_for: timedelta | None,
    told: list[str],
    settings: Any,
    own_tasks: Register,
) -> None:
    settings.EMAIL_HOST = "mail.opcc.example" if named else ""
    own_tasks()
    if silent_for is not None:
        WorkerSeen.objects.create(name="here", seen=NOW - silent_for)
    if due_for is not None:
        queue_task("test.noted", {}, after=NOW - due_for)
    assert queries.health().troubles(NOW) == told


def test_outbox_finds_mail_by_address_and_state(staff: Client) -> None:
    write(subject="First", to="a@opcc.example")
    write(subject="Second", to="B@opcc.example")
    Mail.objects.filter(subject="Second").update(state="dead", reason="no such mailbox")
    assert "First" not in words(staff.get("/office/outbox?words=b@OPCC.example"))
    dead = words(staff.get("/office/outbox?state=dead"))
    assert "Second" in dead
    assert "First" not in dead
    assert "Not delivered no such mailbox" in dead


@pytest.mark.parametrize("number", [1, 60])
def test_outbox_costs_the_same_however_much_is_in_it(
    number: int, staff: Client, own_tasks: Register, django_assert_max_num_queries: Any
) -> None:
    own_tasks()
    for count in range(number):
        write(subject=f"Mail {count}")
        queue_task("test.noted", {"number": count})
        progress.begin(subject=f"intake:{count}", title=f"Job {count}", by=SYSTEM)
    with django_assert_max_num_queries(18):
        response = staff.get("/office/outbox")
    assert response.status_code == 200
    assert len(response.content) < 120 * 1024


def test_dead_mail_is_sent_again_from_its_page(staff: Client) -> None:
    mail = write()
    Mail.objects.update(state="dead", reason="The server was away")
    address = f"/office/outbox/mail/{mail.reference}"
    assert "State Not delivered" in words(staff.get(address))
    response = staff.post(address, {"again": "yes"})
    assert (response.status_code, response["Location"]) == (302, address)
    assert Mail.objects.get().state == "waiting"


def test_mail_is_given_up_from_its_page_with_a_reason(staff: Client) -> None:
    mail = write()
    address = f"/office/outbox/mail/{mail.reference}"
    response = staff.post(address, {"give up": "yes", "why": ""})
    assert response.status_code == 422
    assert "There is a problem Say why this is given up." in words(response)
    assert Mail.objects.get().state == "waiting"
    assert staff.post(address, {"give up": "yes", "why": "Wrong person"}).status_code == 302
    assert (Mail.objects.get().state, Mail.objects.get().reason) == ("given up", "Wrong person")


def test_mail_that_was_sent_offers_nothing_to_do(staff: Client) -> None:
    mail = write()
    Mail.objects.update(state="sent")
    address = f"/office/outbox/mail/{mail.reference}"
    assert "<button" not in words_of_main(staff.get(address))
    assert staff.post(address, {"again": "yes"}).status_code == 409


def words_of_main(response: Any) -> str:
    page: str = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_failed_task_is_queued_again_or_given_up_from_its_page(
    staff: Client, own_tasks: Register
) -> None:
    own_tasks(fails=[ValueError("broken")], attempts=1)
    task = queue_task("test.noted", {})
    work_until_idle()
    address = f"/office/outbox/tasks/{task.reference}"
    assert "State Failed" in words(staff.get(address))
    assert staff.post(address, {"give up": "yes", "why": ""}).status_code == 422
    assert staff.post(address, {"give up": "yes", "why": "Not needed"}).status_code == 302
    assert "State Given up" in words(staff.get(address))
    assert staff.post(address, {"again": "yes"}).status_code == 302
    assert QueuedTask.objects.select_related("result").get().state == "waiting"


@pytest.mark.parametrize(
    "address", ["/office/outbox/mail/NONE", "/office/outbox/tasks/NONE", "/office/jobs/NONE"]
)
def test_what_is_not_there_is_not_found(address: str, staff: Client) -> None:
    assert staff.get(address).status_code == 404


def test_sending_of_a_mail_has_no_page_as_a_task(staff: Client) -> None:
    write()
    sending = QueuedTask.objects.get()
    assert staff.get(f"/office/outbox/tasks/{sending.reference}").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("administrator", 200), ("auditor", 403), ("provider", 403)]
)
def test_outbox_is_for_those_with_the_power(
    role: str,
    status: int,
    person: Callable[..., Any],
    client_as: Callable[..., Client],
    own_tasks: Register,
) -> None:
    own_tasks()
    browser = client_as(person(role))
    mail, task = write(), queue_task("test.noted", {})
    for address in (
        "/office/outbox",
        f"/office/outbox/mail/{mail.reference}",
        f"/office/outbox/tasks/{task.reference}",
    ):
        assert browser.get(address).status_code == status


def test_outbox_asks_its_predicate(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "may_see_outbox", lambda _person: False)
    assert staff.get("/office/outbox").status_code == 403


def test_outbox_wants_somebody_to_sign_in_first(client: Client) -> None:
    response = client.get("/office/outbox")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=%2Foffice%2Foutbox")


# A job.


def test_job_page_looks_again_by_itself_until_the_job_has_ended(
    person: Callable[..., Any], client_as: Callable[..., Client]
) -> None:
    somebody = person("commissioning-officer")
    browser = client_as(somebody)
    job = progress.begin(subject="intake:A", title="Loading grants", by=somebody, total=3)
    progress.advance(job.reference, done=2, words="Line 2")
    address = f"/office/jobs/{job.reference}"
    running = browser.get(address)
    assert 'data-look-again="3"' in running.content.decode()
    assert 'max="100" value="66"' in running.content.decode()
    assert "2 of 3 done . Line 2" in words(running).replace("done.", "done .")
    progress.finish(job.reference, words="All loaded", href="/office/intake/A")
    done = browser.get(address)
    assert "data-look-again" not in done.content.decode()
    assert "This is done." in words(done)
    assert 'href="/office/intake/A"' in done.content.decode()


def test_job_that_stopped_says_why(staff: Client) -> None:
    job = progress.begin(subject="intake:A", title="Loading grants", by=SYSTEM)
    progress.stop(job.reference, words="Line 7 has no reference")
    page = staff.get(f"/office/jobs/{job.reference}")
    assert "This stopped before its end." in words(page)
    assert "Line 7 has no reference" in words(page)
    assert "data-look-again" not in page.content.decode()


def test_job_is_watched_by_whoever_began_it_and_those_who_see_the_outbox(
    person: Callable[..., Any], client_as: Callable[..., Client]
) -> None:
    owner, colleague = person("commissioning-officer"), person("commissioning-officer")
    job: Progress = progress.begin(subject="intake:A", title="Loading", by=owner)
    seen = {
        who: client_as(somebody).get(f"/office/jobs/{job.reference}").status_code
        for who, somebody in (
            ("owner", owner),
            ("colleague", colleague),
            ("administrator", person("administrator")),
        )
    }
    assert seen == {"owner": 200, "colleague": 404, "administrator": 200}


# A demonstration's mailbox.


def test_mailbox_is_not_found_outside_a_demonstration(
    client: Client, staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "_opens_when", [])
    write()
    assert [browser.get("/demo/mailbox").status_code for browser in (client, staff)] == [404, 404]
    mailbox.opens_when(lambda: False)
    assert client.get("/demo/mailbox").status_code == 404
    mailbox.opens_when(lambda: True)
    assert client.get("/demo/mailbox").status_code == 200


def test_mailbox_shows_the_newest_mail_with_what_it_says(
    client: Client, demonstration: None, standing_clock: time_machine.Traveller
) -> None:
    write(subject="First", text="Go to http://127.0.0.1:8000/sign-in\n\n<b>Bold</b>")
    standing_clock.move_to(NOW + timedelta(minutes=1))
    write(subject="Second", text="123456 is your code.")
    response = client.get("/demo/mailbox")
    shown = words(response)
    assert shown.index("Second") < shown.index("First")
    assert "123456 is your code." in shown
    assert "&lt;b&gt;Bold&lt;/b&gt;" in shown
    assert 'href="http://127.0.0.1:8000/sign-in"' in response.content.decode()


def test_mailbox_shows_the_mail_of_one_address(client: Client, demonstration: None) -> None:
    write(subject="First", to="a@opcc.example")
    write(subject="Second", to="b@opcc.example")
    shown = words(client.get("/demo/mailbox?address=+A@OPCC.example"))
    assert "First" in shown
    assert "Second" not in shown
    assert "No mail went to c@opcc.example." in words(
        client.get("/demo/mailbox?address=c@opcc.example")
    )


def test_mailbox_with_nothing_in_it_says_so(client: Client, demonstration: None) -> None:
    assert "No mail was written yet." in words(client.get("/demo/mailbox"))


def test_mailbox_shows_fifty_at_most(
    client: Client, demonstration: None, django_assert_max_num_queries: Any
) -> None:
    for number in range(55):
        write(subject=f"Mail {number}.")
    with django_assert_max_num_queries(3):
        shown = words(client.get("/demo/mailbox"))
    assert "the newest 50 are shown" in shown
    assert "Mail 5." in shown
    assert "Mail 4." not in shown
