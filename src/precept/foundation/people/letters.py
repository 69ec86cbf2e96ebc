"""The letters that signing in sends. No link to click, and no word that a stranger typed."""

from django.conf import settings

from precept.foundation import clock
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people import rules, sign_ups
from precept.foundation.people.models import Person, TooManyExports

MINUTES = int(rules.CODE_LASTS.total_seconds() // 60)


def send_code(address: str, code: str, about: str) -> None:
    """The code: to the address the office holds, where it holds one, never to the one that was typed."""
    queue_mail(
        to=address,
        subject=f"Your code to sign in to {sign_ups.office_name()}",
        text=(
            f"{code} is your code to sign in to {sign_ups.office_name()}.\n\n"
            f"Type it in the browser that asked for it. It works once, for {MINUTES} minutes.\n\n"
            "Nobody from the office will ask you for this code. If you did not ask for it, do"
            " nothing: without it nobody can sign in as you.\n"
        ),
        kind="sign-in code",
        about=about,
    )


def send_no_account(address: str, about: str) -> None:
    """To an address without an account: what happened, and whom to ask."""
    queue_mail(
        to=address,
        subject=f"You have no account with {sign_ups.office_name()}",
        text=(
            f"Somebody asked for a code to sign in to {sign_ups.office_name()} with this e-mail"
            " address. There is no account for it, so there is no code.\n\n"
            "If you want to apply for money or work from the office, start here: type this address"
            f" into your browser.\n{settings.PRECEPT_ADDRESS}/my/start\n\n"
            "If you have an account, try the address that the office writes to. If you did not ask"
            " for a code, do nothing.\n"
        ),
        kind="sign-in code",
        about=about,
    )


def send_invitation(person: Person, role_title: str) -> None:
    """That somebody now has an account, and how to get in for the first time."""
    queue_mail(
        to=person.email,
        subject=f"Your account with {sign_ups.office_name()}",
        text=(
            f"You now have an account with {sign_ups.office_name()}, as {role_title.lower()}.\n\n"
            f"To sign in, type this address into your browser:\n{settings.PRECEPT_ADDRESS}/sign-in\n\n"
            "Then enter the e-mail address that this letter came to. You will be sent a code.\n"
        ),
        kind="invitation",
        about=person.ledger_name,
    )


def send_notice(person: Person, what: str) -> None:
    """That something about how this person signs in was changed."""
    queue_mail(
        to=person.email,
        subject="A change to how you sign in",
        text=(
            f"On {clock.spoken_time(clock.now())}, {what}.\n\n"
            "If this was not you, tell an administrator of the office now. They can switch your"
            " account off at once.\n"
        ),
        kind="sign-in change",
        about=person.ledger_name,
    )


def send_too_many(to: Person, alarm: TooManyExports, address: str) -> None:
    """To those who look into downloads: who reached the limit, how many and of what kind, and what to do."""
    minutes = int(rules.EXPORTS_WITHIN.total_seconds() // 60)
    again = " It is the second time or more within a day." if alarm.is_again else ""
    queue_mail(
        to=to.email,
        subject="Somebody downloaded many records",
        text=(
            f"{alarm.person.name} downloaded {alarm.how_many} records within {minutes} minutes, until"
            f" {clock.spoken_time(alarm.at)}: {alarm.in_words}.{again}\n\n"
            "They are asked to show again who they are before they can download more.\n\n"
            "Ask them, by voice or face to face, whether it was them. If it was not, or you cannot reach"
            " them, switch their account off: they are signed out everywhere at once.\n\n"
            f"What was downloaded, and where to say what you found:\n{address}\n"
        ),
        kind="download alarm",
        about=alarm.person.ledger_name,
    )
