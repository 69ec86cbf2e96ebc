"""Handing a mail to the mail server, or to the mailbox page where none is named."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from precept.foundation import clock
from precept.foundation.outbox import rules
from precept.foundation.outbox.models import Mail
from precept.foundation.outbox.registry import NeverAgain
from precept.foundation.outbox.rules import Priority


def message(mail: Mail) -> EmailMessage:
    """The mail as it goes out: plain text, with one Message-ID and date however often it goes."""
    assert mail.text is not None
    return EmailMessage(
        subject=mail.subject,
        body=mail.text.reveal(),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={
            "Message-ID": mail.message_id,
            "Date": mail.queued.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            "Auto-Submitted": "auto-generated",
        },
    )


def deliver(reference: str) -> None:
    """Hand over a mail that still waits; one that no longer waits stays as it is.

    Raises whatever the mail server raised, and NeverAgain where it refused this mail for good. A
    worker killed between the server's word and ours hands it over twice, with one Message-ID.
    """
    mail = Mail.objects.get(reference=reference)
    if mail.state != Mail.State.WAITING:
        return
    if mail.useful_until is not None and mail.useful_until <= clock.now():
        _settle(mail, state=Mail.State.TOO_LATE, text=None)
        return
    if not settings.EMAIL_HOST:
        _settle(mail, state=Mail.State.KEPT, tries=F("tries") + 1, reason="")
        return
    try:
        message(mail).send()
    except Exception as problem:
        Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING).update(
            tries=F("tries") + 1, reason=rules.reason_of(problem)
        )
        if is_final(problem):
            raise NeverAgain(rules.reason_of(problem)) from problem
        raise
    said: dict[str, Any] = {"state": Mail.State.SENT, "tries": F("tries") + 1, "reason": ""}
    if mail.priority == Priority.CODE:
        said["text"] = None  # a code is in one place fewer once it is on its way
    _settle(mail, **said)


def _settle(mail: Mail, **said: Any) -> None:
    Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING).update(settled=clock.now(), **said)


def is_final(problem: BaseException) -> bool:
    """Whether the mail server refused for good (a code from 500): it would refuse again tomorrow.

    A refused sign-in to the server (535) is the office's to put right: its mails wait.
    """
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in problem.recipients.values())
    if isinstance(problem, smtplib.SMTPDataError):
        return problem.smtp_code >= 500
    return False


def lost(*, mail: str) -> None:
    """What becomes of a mail whose sending has failed for the last time."""
    Mail.objects.filter(reference=mail, state=Mail.State.WAITING).update(
        state=Mail.State.DEAD, settled=clock.now()
    )
