"""The steps of signing in: asking for a code and using it, the password, the second factor.

What is refused is counted and recorded before it is refused, so that refusing undoes nothing.
"""

import hmac
import secrets
from hashlib import sha256

from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F, QuerySet

from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM, Refused, action, record
from precept.foundation.people import factors, letters, limits, rules
from precept.foundation.people.actions.sessions import prove_again
from precept.foundation.people.models import Person, SignedIn, SignInCode

JOINING = "address proved"
"""Where a browser's session holds the address that it proved and that has no account yet."""
ASKED = "code asked for"
"""Where a browser's session holds the word that its code is bound to."""

WRONG_CODE = "The code is not right. Check the newest mail and enter the code again."
CODE_GONE = "This code no longer works. Ask for a new one."
WRONG_PASSWORD = "The e-mail address or the password is not right."  # noqa: S105 - words for people
TOO_MANY = "There were too many tries. Wait 15 minutes, then try again."
WRONG_SECOND = "The code is not right. Enter the code that your app shows now, or a recovery code."
PASSKEY_FAILED = "The passkey was not accepted. Try again, or sign in another way."
SWEPT_AT_ONCE = 50


def ask_for_code(*, session: SessionBase, email: str, network: str, may_join: bool = False) -> None:
    """Send a code to an address that has an account, and a letter without one to any other.

    Where strangers start (``may_join``) any address gets a code. What follows is the same for both, and
    when a limit holds mail back (A13, A15).
    """
    address = rules.same_address(email)
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "Enter an e-mail address in the correct format, like name@example.com.", field="email"
        ) from None
    _sweep()
    may_mail = (
        limits.take("codes of a network", network, rules.NETWORK_LIMITS)
        and limits.take("codes of a mailbox", rules.limit_key(address), rules.MAILBOX_LIMITS)
        and _within_budget(may_join)
    )
    if not may_mail and _waits_for(session, address) is not None:
        return
    word = secrets.token_urlsafe(32)
    session[ASKED] = {"word": word, "address": address, "may join": may_join}
    if may_mail:
        _mail_code(address=address, word=word, network=network, may_join=may_join)
    else:
        # Nobody has this code: the page that follows behaves as it always does.
        SignInCode.objects.create(browser=_browser_digest(word), digest=secrets.token_hex(32))


def _waits_for(session: SessionBase, address: str) -> SignInCode | None:
    asked = session.get(ASKED) or {}
    row = code_of(session)
    return row if row and row.is_mailed and asked.get("address") == address else None


def _within_budget(may_join: bool) -> bool:
    since = clock.now() - rules.ONCE_AN_HOUR[0].within
    mailed = SignInCode.objects.filter(is_mailed=True, asked__gt=since)
    if not _is_left(mailed, rules.HOURLY_BUDGET, "codes of all", "sign-in codes held back"):
        return False
    return not may_join or _is_left(
        mailed.filter(may_join=True),
        rules.START_BUDGET,
        "codes to join",
        "codes to start held back",
    )


def _is_left(mailed: QuerySet[SignInCode], budget: int, which: str, breach: str) -> bool:
    if mailed[:budget].count() < budget:
        return True
    if limits.take("alarm", which, rules.ONCE_AN_HOUR):
        _sound_alarm(breach=breach, budget=budget)
    return False


@action
def _sound_alarm(*, breach: str, budget: int) -> None:
    record(
        "sign-in:limits",
        breach,
        by=SYSTEM,
        why="More codes were asked for within an hour than the office ever needs.",
        after={"codes an hour": budget},
    )


@action
def _mail_code(*, address: str, word: str, network: str, may_join: bool) -> None:
    code = f"{secrets.randbelow(10**6):06}"
    known = Person.objects.filter(email=address).first()
    person = known if known and known.is_active else None
    subject = person.ledger_name if person else _stranger(address)
    is_new = may_join and known is None
    SignInCode.objects.create(
        browser=_browser_digest(word),
        person=person,
        digest=_code_digest(word, code) if person or is_new else secrets.token_hex(32),
        is_mailed=True,
        may_join=may_join,
    )
    if person:
        letters.send_code(person.email, code, subject)
    elif is_new:
        letters.send_code(address, code, subject)
    else:
        letters.send_no_account(address, subject)
    record(
        subject,
        "sign-in code asked for",
        by=SYSTEM,
        after={"has an account": person is not None},
        private={"address": address, "network": network},
    )


def _stranger(address: str) -> str:
    return f"sign-in:{limits.keyed('stranger', rules.limit_key(address))[:16]}"


def _browser_digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()


def _code_digest(word: str, code: str) -> str:
    # With the office's secret: a million codes are soon tried by whoever reads the table alone.
    return limits.keyed("sign-in code", f"{word}\n{code}")


def _sweep() -> None:
    """Forget a few codes and counts that no longer matter."""
    old = SignInCode.objects.filter(asked__lt=clock.now() - limits.KEPT)
    some = list(old.order_by("asked").values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    if some:
        SignInCode.objects.filter(pk__in=some).delete()
    limits.forget_old()


def code_of(session: SessionBase) -> SignInCode | None:
    """The code that this browser asked for last, while it can still be used."""
    word = (session.get(ASKED) or {}).get("word", "")
    row = (
        SignInCode.objects.select_related("person")
        .filter(browser=_browser_digest(word), used=None, tries__lt=rules.MOST_TRIES)
        .first()
    )
    if row is None or rules.code_is_over(asked=row.asked, now=clock.now()):
        return None
    return row


def use_code(*, session: SessionBase, code: str, network: str) -> Person | None:
    """Whose code was typed in the browser that asked for it: once, within 15 minutes and five tries.

    None where the address is proved and has no account yet: ``join`` makes it.
    """
    asked = session.get(ASKED) or {}
    row = code_of(session)
    # Counted before it is compared, so that many guesses at once count as many.
    counted = row and SignInCode.objects.filter(
        pk=row.pk, used=None, tries__lt=rules.MOST_TRIES
    ).update(tries=F("tries") + 1)
    if row is None or not counted:
        raise Refused(CODE_GONE, field="code")
    typed = _code_digest(asked["word"], rules.typed_digits(code))
    # A stranger's row that may not join holds a digest that no code has.
    person = _now_of(asked["address"]) if row.may_join else row.person
    is_new = person is None and row.may_join
    is_somebody = is_new or (person is not None and person.is_active)
    if not hmac.compare_digest(typed, row.digest) or not is_somebody:
        _record_refused(person, asked["address"], "wrong e-mailed code", network)
        raise Refused(WRONG_CODE, field="code")
    used = SignInCode.objects.filter(pk=row.pk, used=None).update(used=clock.now())
    if not used:
        raise Refused(CODE_GONE, field="code")
    del session[ASKED]
    if is_new:
        session[JOINING] = {"address": asked["address"], "at": clock.now().timestamp()}
    return person


def _now_of(address: str) -> Person | None:
    # Somebody may have joined in another browser since the code was asked for in this one.
    return Person.objects.filter(email=address).first()


@action
def _record_refused(person: Person | None, address: str, why: str, network: str) -> None:
    record(
        person.ledger_name if person else _stranger(address),
        "sign-in refused",
        by=SYSTEM,
        why=why,
        private={"address": address, "network": network},
    )


def check_password(*, email: str, password: str, network: str) -> Person:
    """Which member of staff has this password: only the first of two steps."""
    address = rules.same_address(email)
    mailbox = rules.limit_key(address)
    if not (
        limits.take("passwords of a network", network, rules.PASSWORD_NETWORK_LIMITS)
        and limits.take("passwords of a mailbox", mailbox, rules.PASSWORD_LIMITS)
    ):
        raise Refused(TOO_MANY)
    person = Person.objects.filter(email=address, is_active=True).first()
    # An address without an account costs the same: a password is worked through for it too.
    is_right = (person or Person()).check_password(password)
    if person is None or not is_right or not person.is_staff_today:
        _record_refused(person, address, "wrong password", network)
        raise Refused(WRONG_PASSWORD)
    limits.give_back("passwords of a mailbox", mailbox)
    return person


def give_second_code(
    *, session: SessionBase, signed_in: SignedIn, code: str, network: str
) -> SignedIn:
    """Take a code of the app, or a recovery code, as the second factor."""
    person = signed_in.person
    if not limits.take("second steps", person.reference, rules.SECOND_STEP_LIMITS):
        raise Refused(TOO_MANY)
    digits = rules.typed_digits(code)
    kind = ""
    if len(digits) == 6 and factors.use_app_code(person, digits):
        kind = "one-time code"
    elif len(digits) == 10 and factors.use_recovery_code(person, digits):
        kind = "recovery code"
    if not kind:
        _record_refused(person, person.email, "wrong second factor", network)
        raise Refused(WRONG_SECOND, field="code")
    limits.give_back("second steps", person.reference)
    return prove_again(session=session, signed_in=signed_in, second_factor=kind)


def give_second_passkey(
    *, session: SessionBase, signed_in: SignedIn, answer: str, network: str
) -> SignedIn:
    """Take a passkey as the second factor."""
    person = signed_in.person
    if not limits.take("second steps", person.reference, rules.SECOND_STEP_LIMITS):
        raise Refused(TOO_MANY)
    if factors.use_passkey(answer, person) is None:
        _record_refused(person, person.email, "wrong passkey", network)
        raise Refused(PASSKEY_FAILED)
    limits.give_back("second steps", person.reference)
    return prove_again(session=session, signed_in=signed_in, second_factor="passkey")


def use_passkey(*, answer: str, network: str) -> Person:
    """Whose passkey this is: both steps in one."""
    if not limits.take("passkeys of a network", network, rules.PASSWORD_NETWORK_LIMITS):
        raise Refused(TOO_MANY)
    person = factors.use_passkey(answer, None)
    if person is None:
        _record_refused(None, network, "wrong passkey", network)
        raise Refused(PASSKEY_FAILED)
    return person
