"""Papers of an agreement that goes: what goes with them, what was signed and is public stays."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine

from precept.do.agreements import actions
from precept.do.agreements.models import Agreement, AgreementPaper, Evidence
from precept.do.spending.models import Claim
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import SYSTEM, action, record
from precept.foundation.ledger.models import Part
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.records import actions as records
from precept.records import queries
from precept.records.models import DisposalRun
from precept.review.management.models import Issue

pytestmark = pytest.mark.django_db
SEVEN_YEARS = timedelta(days=7 * 366)


@action
def _noted(subject: str) -> None:
    record(subject, "something noted", by=SYSTEM, private={"said": "A private word"})


@pytest.fixture
def hands(person: Callable[..., Person]) -> tuple[Person, Person]:
    """Who proposes and who approves."""
    return (
        person(role="commissioning-officer", name="Olu Officer"),
        person(role="chief-executive", name="Chi Chief"),
    )


@pytest.fixture
def over(hands: tuple[Person, Person]) -> Agreement:
    """An agreement that ended, with an original, its public copy, evidence, a claim's file and a concern."""
    officer, _ = hands
    agreement = Agreement.objects.create(
        reference="OVER-1",
        title="A service",
        status="ended",
        starts=clock.today() - timedelta(days=400),
        ends=clock.today() - timedelta(days=1),
        purpose="Help for people",
    )

    def paper(number: int, **said: object) -> AgreementPaper:
        file = documents.keep(
            by=officer, about=agreement.subject, name=f"{number}.txt", content=f"{number}".encode()
        )
        return AgreementPaper.objects.create(
            agreement=agreement, number=number, title=f"Paper {number}", file=file, **said
        )

    original = paper(1, kind="signed agreement")
    paper(2, kind="redacted copy", redacts=original, released_on=date(2026, 1, 1))
    paper(3, kind="redacted copy", redacts=original)
    Evidence.objects.create(
        agreement=agreement, kind="public liability", seen_on=date(2026, 1, 1), seen_by=officer
    )
    claim = Claim.objects.create(agreement=agreement, amount=Money(100), claimed_by=officer)
    documents.keep(by=officer, about=claim.subject, name="claim.txt", content=b"An invoice")
    for is_safeguarding in (True, False):
        Issue.objects.create(
            agreement=agreement,
            title="Somebody was harmed" if is_safeguarding else "A late report",
            what="What happened",
            happened_on=date(2026, 1, 1),
            severity="high",
            is_safeguarding=is_safeguarding,
            owner=officer,
            raised_by=officer,
        )
    _noted(agreement.subject)
    return agreement


def gone(hands: tuple[Person, Person]) -> DisposalRun:
    """A run by two people, done."""
    run = records.propose_run(by=hands[0])
    records.approve_run(by=hands[1], run=run, version=1)
    while not records.dispose_some(reference=run.reference):
        pass
    return run


def test_papers_go_six_years_after_the_end_and_what_was_signed_stays(
    over: Agreement, hands: tuple[Person, Person]
) -> None:
    claim = over.claims.get()
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        assert over.subject in [one.record.subject for one in queries.all_due(clock.today())]
        run = gone(hands)
        today = clock.today()

    assert run.lines.get(thing=over.subject).state == "disposed"
    over.refresh_from_db()
    assert (over.disposed, over.title, over.purpose) == (today, "A service", "Help for people")
    assert [(one.number, one.redacts) for one in over.papers.all()] == [(2, None)]
    assert set(StoredFile.objects.filter(about=over.subject)) == {over.papers.get().file}
    assert not StoredFile.objects.filter(about=claim.subject).exists()
    claim.refresh_from_db()
    assert claim.amount == Money(100)
    assert not over.evidence.exists()
    assert not Part.objects.filter(text__contains="A private word").exists()
    assert set(Issue.objects.values_list("title", "what")) == {
        ("Disposed of", ""),
        ("A late report", "What happened"),
    }


def test_a_hold_on_the_agreement_or_its_provider_keeps_them(
    over: Agreement, hands: tuple[Person, Person]
) -> None:
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        records.place_hold(
            by=hands[0],
            what="agreement",
            which=over.reference,
            kind="litigation",
            letter_on=clock.today(),
            claimant="A bidder",
            concerns="procurement",
            case="CLAIM-1",
            why="A claim was made",
            review_on=clock.today() + timedelta(days=30),
        )
        held = {one.record.subject: one.hold for one in queries.all_due(clock.today())}

    assert held[over.subject] == over.subject


def test_an_end_that_moved_since_the_list_leaves_them(
    over: Agreement, hands: tuple[Person, Person]
) -> None:
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        run = records.propose_run(by=hands[0])
        Agreement.objects.filter(pk=over.pk).update(ends=clock.today() - timedelta(days=30))
        records.approve_run(by=hands[1], run=run, version=1)
        while not records.dispose_some(reference=run.reference):
            pass

    assert run.lines.get(thing=over.subject).state == "changed"
    assert over.papers.count() == 3


def test_a_paper_that_is_added_afterwards_takes_the_next_number(
    over: Agreement, hands: tuple[Person, Person], person: Callable[..., Person]
) -> None:
    with time_machine.travel(clock.now() + SEVEN_YEARS):
        gone(hands)
        manager = person(role="commissioning-manager", name="Mo Manager")
        made = actions.add_paper(
            by=manager,
            agreement=over,
            version=Agreement.objects.get(pk=over.pk).version,
            kind="signed agreement",
            title="Found again",
            name="found.txt",
            content=b"Found",
        )

    assert made.number == 3
