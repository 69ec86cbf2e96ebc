"""Bank details: proved, cooled off, called back on, approved by a second person, and nowhere to be read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.serializers import serialize
from django.db import IntegrityError, connection, transaction

from precept.foundation import clock
from precept.foundation.clock import moments
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event, Part
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.foundation.private import CannotBePrinted
from precept.foundation.search.models import EntryRow
from precept.parties import actions, queries
from precept.parties.models import BankDetails, Mark, Organisation
from tests.parties.events import last, personal
from tests.parties.standing.accounts import NUMBER, call, give, says_account


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let it be another moment."""

    def move(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", lambda: moments.uk_date(moment))

    return move


@pytest.fixture
def approved(
    club: Organisation, applicant: Person, officer: Person, finance: Person
) -> BankDetails:
    """Details in force."""
    details = call(officer, give(applicant, club))
    return actions.approve_bank_details(by=finance, details=details)


def test_new_details_are_paid_into_after_five_days_two_people_and_a_call(
    club: Organisation, applicant: Person, officer: Person, finance: Person
) -> None:
    details = give(applicant, club)
    today = clock.today()
    assert queries.payable_account(club, today + timedelta(days=30)) is None

    call(officer, details)
    assert queries.payable_account(club, today + timedelta(days=30)) is None

    actions.approve_bank_details(by=finance, details=details)
    assert queries.payable_account(club, today + timedelta(days=4)) is None
    payable = queries.payable_account(club, today + timedelta(days=5))
    assert payable is not None
    assert (payable.reference, payable.ending) == (details.reference, NUMBER[-4:])


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Its bank details were changed less than five days ago."),
        (4, "Its bank details were changed less than five days ago."),
        (5, None),
    ],
    ids=["at once", "the last day", "after"],
)
def test_a_payment_inside_the_cooling_off_is_blocked(
    club: Organisation, approved: BankDetails, days: int, words: str | None
) -> None:
    on = clock.uk_date(approved.given) + timedelta(days=days)

    assert queries.payment_problem(club, on) == words


def test_a_change_blocks_payment_until_it_is_settled(
    club: Organisation, approved: BankDetails, applicant: Person, officer: Person, finance: Person
) -> None:
    later = clock.today() + timedelta(days=60)
    change = give(applicant, club, account_number="11223344")

    assert "not approved yet" in (queries.payment_problem(club, later) or "")
    actions.refuse_bank_details(by=finance, details=change, why="They did not know of it")
    payable = queries.payable_account(club, later)
    assert payable is not None
    assert payable.ending == NUMBER[-4:]


def test_an_approved_change_replaces_what_was_in_force(
    club: Organisation, approved: BankDetails, applicant: Person, officer: Person, finance: Person
) -> None:
    change = call(officer, give(applicant, club, account_number="11223344"))
    actions.approve_bank_details(by=finance, details=change)

    approved.refresh_from_db()
    assert approved.state == "replaced"
    in_force = queries.bank_in_force(club)
    assert in_force is not None
    assert in_force.ending == "3344"


def test_nobody_does_both_approvals(
    club: Organisation, applicant: Person, finance: Person, chief_finance: Person
) -> None:
    details = call(finance, give(applicant, club))

    with pytest.raises(NotAllowed):
        actions.approve_bank_details(by=finance, details=details)
    actions.approve_bank_details(by=chief_finance, details=details)

    details.refresh_from_db()
    assert details.state == "approved"


def test_the_database_itself_refuses_one_person_for_both(
    club: Organisation, applicant: Person, finance: Person
) -> None:
    details = call(finance, give(applicant, club))

    with pytest.raises(IntegrityError), transaction.atomic():
        BankDetails.objects.filter(pk=details.pk).update(state="approved", approved_by=finance)


def test_who_gave_them_neither_calls_back_nor_approves(
    club: Organisation, finance: Person, chief_finance: Person, applicant: Person
) -> None:
    actions.accept_invitation(
        by=finance,
        invitation=actions.invite_colleague(
            by=applicant, organisation=club, email=finance.email, signs=True
        ),
    )
    details = give(finance, club)

    with pytest.raises(NotAllowed):
        call(finance, details)
    call(chief_finance, details)
    with pytest.raises(NotAllowed):
        actions.approve_bank_details(by=finance, details=details)


def test_approval_waits_for_the_call(
    club: Organisation, applicant: Person, finance: Person
) -> None:
    details = give(applicant, club)

    with pytest.raises(Refused, match="called the organisation back"):
        actions.approve_bank_details(by=finance, details=details)


def test_only_those_with_the_power_approve_or_refuse(
    club: Organisation, applicant: Person, officer: Person, marker: Person, manager: Person
) -> None:
    details = give(applicant, club)
    with pytest.raises(NotAllowed):
        call(marker, details)
    call(officer, details)

    for somebody in (officer, marker, manager, applicant):
        with pytest.raises(NotAllowed):
            actions.approve_bank_details(by=somebody, details=details)
        with pytest.raises(NotAllowed):
            actions.refuse_bank_details(by=somebody, details=details, why="No")


def test_only_who_signs_gives_them(
    club: Organisation, applicant: Person, stranger: Person, manager: Person
) -> None:
    actions.accept_invitation(
        by=stranger,
        invitation=actions.invite_colleague(
            by=applicant, organisation=club, email=stranger.email, keeps_profile=True
        ),
    )

    for somebody in (stranger, manager):
        with pytest.raises(NotAllowed):
            give(somebody, club)


@pytest.mark.parametrize("minutes", [None, 31, -1], ids=["never", "long ago", "ahead of time"])
def test_who_gives_them_showed_lately_who_they_are(
    club: Organisation, applicant: Person, minutes: int | None
) -> None:
    proved = None if minutes is None else clock.now() - timedelta(minutes=minutes)

    with pytest.raises(Refused, match="Show again that it is you"):
        give(applicant, club, proved=proved)
    assert not BankDetails.objects.exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"sort_code": "40478"}, "sort_code"),
        ({"sort_code": "4047AB"}, "sort_code"),
        ({"account_number": "12345"}, "account_number"),
        ({"account_number": "00000000"}, "account_number"),
        ({"account_number": "123456789"}, "account_number"),
        ({"name": " "}, "name"),
        ({"roll": "A_1"}, "roll"),
    ],
    ids=["short code", "letters", "short", "noughts", "long", "no name", "roll"],
)
def test_what_is_no_account_is_refused_beside_its_field(
    club: Organisation, applicant: Person, said: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        give(applicant, club, **said)

    assert refused.value.field == field


def test_the_same_account_is_not_given_twice(
    club: Organisation, applicant: Person, approved: BankDetails
) -> None:
    with pytest.raises(Refused) as refused:
        give(applicant, club, sort_code="404784", account_number=f"{NUMBER[:4]} {NUMBER[4:]}")

    assert refused.value.field == "account_number"


def test_a_newer_change_replaces_one_that_waits(
    club: Organisation, applicant: Person, officer: Person
) -> None:
    first = give(applicant, club)
    second = give(applicant, club, account_number="11223344")

    first.refresh_from_db()
    assert first.state == "replaced"
    with pytest.raises(Changed):
        call(officer, first)
    assert queries.bank_waiting(club) == second


def test_a_call_that_does_not_confirm_refuses_at_once(
    club: Organisation, applicant: Person, officer: Person, finance: Person
) -> None:
    details = give(applicant, club)
    with pytest.raises(Refused) as refused:
        call(officer, details, is_confirmed=False)
    assert refused.value.field == "why"

    call(officer, details, is_confirmed=False, why="Nobody there had asked for it")

    assert details.state == "refused"
    with pytest.raises(Changed):
        actions.approve_bank_details(by=finance, details=details)
    mail = Mail.objects.filter(kind="bank details notice").latest("queued")
    assert mail.text is not None
    assert "Nobody there had asked for it" in mail.text.reveal()


@pytest.mark.parametrize(
    ("said", "field"), [({"number_from": "them"}, "number_from"), ({"spoke_to": ""}, "spoke_to")]
)
def test_a_call_back_says_whom_and_on_which_number(
    club: Organisation, applicant: Person, officer: Person, said: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        call(officer, give(applicant, club), **said)

    assert refused.value.field == field


def test_a_call_is_recorded_once(
    club: Organisation, applicant: Person, officer: Person, finance: Person
) -> None:
    details = call(officer, give(applicant, club))

    with pytest.raises(Changed):
        call(finance, details)
    assert "Tam Trustee" in personal(details.subject)
    assert "Tam" not in str(last(details.subject)[1])


def test_everybody_who_acts_for_it_is_told_of_a_change(
    club: Organisation, applicant: Person, stranger: Person
) -> None:
    actions.accept_invitation(
        by=stranger,
        invitation=actions.invite_colleague(by=applicant, organisation=club, email=stranger.email),
    )

    give(applicant, club)

    told = Mail.objects.filter(kind="bank details notice").values_list("to", flat=True)
    assert sorted(told) == sorted([applicant.email, stranger.email])


def test_the_numbers_are_read_with_a_reason_alone(
    club: Organisation, approved: BankDetails, finance: Person, officer: Person
) -> None:
    for somebody in (officer,):
        with pytest.raises(NotAllowed):
            actions.reveal_account(by=somebody, details=approved, why="To pay")
    for why in ("", f"For {NUMBER[:4]} {NUMBER[4:]}"):
        with pytest.raises(Refused) as refused:
            actions.reveal_account(by=finance, details=approved, why=why)
        assert refused.value.field == "why"

    account = actions.reveal_account(by=finance, details=approved, why="To pay")

    assert account.number == NUMBER
    assert NUMBER not in repr(account)
    assert last(approved.subject) == ("bank details revealed", {"why": "To pay"})


def test_the_same_account_elsewhere_is_found_without_its_numbers(
    club: Organisation, applicant: Person, stranger: Person, start: Callable[..., Organisation]
) -> None:
    give(applicant, club)
    other = start("Fenwick Fencing", by=stranger)

    give(
        stranger,
        other,
        account_number=f"{NUMBER[:4]}-{NUMBER[4:]}",
        sort_code="404784",
        name="Other",
    )

    (flag,) = [flag for flag in queries.flags(club) if flag.kind == "bank"]
    assert (flag.words, flag.other) == ("The same bank account", other)
    assert not any(says_account(mark.digest) for mark in Mark.objects.all())


@contextmanager
def every_row() -> Iterator[list[str]]:
    """Everything that the database holds, as text."""
    said: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [f"{table}: {value}" for row in cursor.fetchall() for value in row]
    yield said


def test_the_account_s_numbers_stand_nowhere_readable(
    club: Organisation, approved: BankDetails, finance: Person, applicant: Person
) -> None:
    actions.reveal_account(by=finance, details=approved, why="To pay")
    with every_row() as said:
        readable = [
            text for text in said if NUMBER in text or "404784" in text or "Canary Account" in text
        ]

    assert readable == []
    assert not EntryRow.objects.filter(key__contains=approved.reference).exists()
    assert Event.objects.filter(subject=approved.subject).count() == 4
    assert not any(
        says_account(part.text) for part in Part.objects.filter(event__subject=approved.subject)
    )
    letters = [mail.subject + mail.text.reveal() for mail in Mail.objects.all() if mail.text]
    assert letters
    assert not any(NUMBER in letter or "404784" in letter for letter in letters)
    with pytest.raises(CannotBePrinted):
        serialize("json", BankDetails.objects.all())


def test_cooling_off_counts_from_the_day_in_the_united_kingdom(
    club: Organisation, applicant: Person, at: Callable[[datetime], None]
) -> None:
    late = datetime(2030, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight of 1 July in summer time
    at(late)

    details = give(applicant, club, proved=late)

    assert details.payable_from == date(2030, 7, 6)
