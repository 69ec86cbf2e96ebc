"""Handing mail over: to a real conversation with a mail server, or to the mailbox page."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from precept.foundation.outbox import delivery, rules
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.outbox.models import Mail, QueuedTask
from precept.foundation.outbox.rules import Priority
from precept.foundation.outbox.worker import work_until_idle
from tests.foundation.outbox.post import PostOffice

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def server(post: PostOffice, settings: Any) -> PostOffice:
    """A mail server that the settings name."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = post.port
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_HOST_USER = ""
    settings.DEFAULT_FROM_EMAIL = "The Office <office@opcc.example>"
    return post


def write(**changes: Any) -> Mail:
    given = {
        "to": "reader@opcc.example",
        "subject": "A return is due",
        "text": "Your return is due.",
        "kind": "notice",
    }
    return queue_mail(**{**given, **changes})


def now_of(mail: Mail) -> Mail:
    return Mail.objects.get(pk=mail.pk)


def test_mail_is_handed_over_as_plain_text_under_its_own_name(server: PostOffice) -> None:
    mail = write(subject="£5,000 for Núria’s group", text="Dear Núria,\r\n\r\n£5,000.\n.\nYours")
    work_until_idle()
    (came,) = server.mails
    assert {name: str(value) for name, value in came.items()} == {
        "Content-Type": 'text/plain; charset="utf-8"',
        "MIME-Version": "1.0",
        "Content-Transfer-Encoding": "8bit",
        "Subject": "£5,000 for Núria’s group",
        "From": "The Office <office@opcc.example>",
        "To": "reader@opcc.example",
        "Message-ID": mail.message_id,
        "Date": "Mon, 02 Mar 2026 12:00:00 +0000",
        "Auto-Submitted": "auto-generated",
    }
    assert came.get_content() == "Dear Núria,\r\n\r\n£5,000.\r\n..\r\nYours\r\n"
    after = now_of(mail)
    assert (after.state, after.tries, after.settled, after.reason) == ("sent", 1, NOW, "")


def test_mail_with_header_lines_in_its_subject_goes_to_nobody_else(server: PostOffice) -> None:
    write(subject="Hello\r\nBcc: all@opcc.example\r\n\r\nBuy now")
    work_until_idle()
    (came,) = server.mails
    assert came["Bcc"] is None
    assert came["Subject"] == "Hello Bcc: all@opcc.example Buy now"


def test_mail_handed_over_once_is_not_handed_over_again(server: PostOffice) -> None:
    mail = write()
    work_until_idle()
    delivery.deliver(mail.reference)
    assert len(server.mails) == 1


def test_code_is_forgotten_once_it_is_on_its_way(server: PostOffice) -> None:
    code, notice = write(kind="sign-in code", text="123456"), write()
    work_until_idle()
    assert now_of(code).text is None
    kept = now_of(notice).text
    assert kept is not None
    assert kept.reveal() == "Your return is due.\n"


def test_codes_go_before_receipts_and_newsletters_last(server: PostOffice) -> None:
    for kind in ("newsletter", "notice", "bid receipt", "sign-in code"):
        write(subject=kind, kind=kind)
    work_until_idle()
    assert [mail["Subject"] for mail in server.mails] == [
        "sign-in code",
        "bid receipt",
        "notice",
        "newsletter",
    ]


def test_code_that_comes_too_late_is_not_sent(
    server: PostOffice, standing_clock: time_machine.Traveller
) -> None:
    code = write(kind="sign-in code")
    standing_clock.move_to(NOW + timedelta(minutes=15))
    work_until_idle()
    assert server.mails == []
    assert (now_of(code).state, now_of(code).text) == ("too late", None)


def test_mail_waits_while_the_server_is_away_and_goes_when_it_is_back(
    server: PostOffice, standing_clock: time_machine.Traveller
) -> None:
    server.out_of_order_for = 2
    mail = write()
    for hours in (0, 1):
        standing_clock.move_to(NOW + timedelta(hours=hours))
        assert work_until_idle() == 1
    waiting = now_of(mail)
    assert (waiting.state, waiting.tries) == ("waiting", 2)
    assert waiting.reason.startswith("SMTPConnectError: (421,")
    standing_clock.move_to(NOW + timedelta(hours=2))
    work_until_idle()
    assert (now_of(mail).state, now_of(mail).tries, now_of(mail).reason) == ("sent", 3, "")
    assert len(server.mails) == 1


def test_mail_is_a_dead_letter_after_about_a_day(
    server: PostOffice, standing_clock: time_machine.Traveller
) -> None:
    server.answer_to_mail = (451, "try again later")
    mail = write()
    moment, tries = NOW, 0
    while now_of(mail).state == "waiting":
        standing_clock.move_to(moment)
        work_until_idle()
        moment = QueuedTask.objects.select_related("result").get().result.run_after
        tries += 1
    dead = now_of(mail)
    assert (dead.state, dead.tries, tries) == ("dead", rules.MAIL_TRIES, rules.MAIL_TRIES)
    assert dead.settled is not None
    assert timedelta(hours=15) < dead.settled - NOW < timedelta(hours=40)
    assert dead.reason == "SMTPDataError: (451, b'try again later')"


@pytest.mark.parametrize(
    ("recipient", "data", "state"),
    [
        ((550, "no such mailbox"), (250, "kept"), "dead"),
        ((450, "mailbox busy"), (250, "kept"), "waiting"),
        ((250, "fine"), (554, "refused"), "dead"),
        ((250, "fine"), (452, "full"), "waiting"),
    ],
)
def test_mail_refused_for_good_is_a_dead_letter_at_once(
    recipient: tuple[int, str], data: tuple[int, str], state: str, server: PostOffice
) -> None:
    server.answer_to_recipient, server.answer_to_mail = recipient, data
    mail = write()
    work_until_idle()
    assert (now_of(mail).state, now_of(mail).tries) == (state, 1)


def test_one_refused_mail_does_not_stop_the_others(server: PostOffice) -> None:
    server.answer_to_recipient = (550, "no such mailbox")
    write()
    work_until_idle()
    server.answer_to_recipient = (250, "fine")
    write(subject="Another")
    work_until_idle()
    assert [mail["Subject"] for mail in server.mails] == ["Another"]


def test_mail_is_kept_where_no_server_is_named(settings: Any) -> None:
    settings.EMAIL_HOST = ""
    mail = write(kind="sign-in code", text="123456")
    assert mail.priority == Priority.CODE
    work_until_idle()
    kept = now_of(mail)
    assert (kept.state, kept.tries, kept.settled) == ("kept", 1, NOW)
    assert kept.text is not None
    assert kept.text.reveal() == "123456\n"


def test_lost_mail_that_was_sent_meanwhile_stays_sent() -> None:
    mail = write()
    Mail.objects.update(state="sent")
    delivery.lost(mail=mail.reference)
    assert now_of(mail).state == "sent"


def test_sending_costs_the_same_however_many_wait(
    server: PostOffice, django_assert_num_queries: Callable[..., Any]
) -> None:
    mails = [write() for _ in range(20)]
    with django_assert_num_queries(2):
        delivery.deliver(mails[7].reference)
