"""A bid whose years are over, with its marks, checks and letters: what goes, what stays, what keeps it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client

from precept.do.assessment import queries
from precept.do.assessment.models import (
    AgreedScore,
    Allocation,
    BidCheck,
    Disposing,
    Feedback,
    Mark,
    MarkSheet,
    Moderation,
    SheetRevision,
)
from precept.do.bids.models import Bid, BidMember, Conflict, Revision, SectionAnswers, Submission
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.models import Part
from precept.foundation.people.models import Person
from precept.records import actions as records
from precept.records import queries as kept
from precept.records.models import Disposal, DisposalRun
from tests.do.assessment.conftest import declare
from tests.do.assessment.sheets_handed_in import hand_in

YEARS = timedelta(days=3 * 366 + 10)


@pytest.fixture(autouse=True)
def places(tmp_path: Path, settings: Any) -> None:
    """A file store and a folder outside the database for one test alone."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.PRECEPT_KEEPING = str(tmp_path / "keeping")
    settings.PRECEPT_SCANNER = "none"


@pytest.fixture
def chief(person: Callable[..., Person]) -> Person:
    """Who approves."""
    return person(role="chief-executive", name="Chi Chief")


@pytest.fixture
def whole(marking: Call, bids: list[Bid], markers: list[Person], officer: Person) -> Bid:
    """A bid with everything that a bid can have, in a round that is awarded."""
    bid = bids[0]
    for marker in markers[:2]:
        hand_in(marker, bid)
    Revision.objects.create(
        bid=bid, section="a", answers={"x": "CANARY"}, read_version=0, by=officer
    )
    SectionAnswers.objects.create(bid=bid, section="a", answers={"x": "CANARY"})
    BidMember.objects.create(bid=bid, email="canary@bidder.example", rights="lead", person=officer)
    Conflict.objects.create(bid=bid, person=markers[2], kind="other", words="CANARY")
    BidCheck.objects.create(bid=bid, kind="fraud", outcome="passed", by=officer, evidence="CANARY")
    Feedback.objects.create(bid=bid, words="CANARY", by=officer)
    documents.keep(by=officer, about=bid.subject, name="canary.txt", content=b"CANARY")
    meeting = Moderation.objects.create(
        opportunity=bid.opportunity, held=clock.today(), chair=officer, quorum=2, state="closed"
    )
    for one in marking.criteria.all():
        AgreedScore.objects.create(
            bid=bid, criterion=one, meeting=meeting, score=2, reason="CANARY", is_locked=True
        )
    Call.objects.filter(pk=marking.pk).update(stage="awarded")
    return bid


def propose(officer: Person) -> set[str]:
    """What a run would list."""
    run = records.propose_run(by=officer)
    return set(run.lines.values_list("thing", flat=True))


def dispose(officer: Person, chief: Person) -> DisposalRun:
    """The whole way."""
    run = records.propose_run(by=officer)
    records.approve_run(by=chief, run=run, version=1)
    while not records.dispose_some(reference=run.reference):
        pass
    run.refresh_from_db()
    return run


def test_everything_that_was_said_of_it_goes_and_its_scores_stay(
    whole: Bid, bids: list[Bid], officer: Person, chief: Person
) -> None:
    scores = queries.agreed_in_force(Bid.objects.filter(pk=whole.pk))
    streams = [whole.subject, *(one.subject for one in whole.sheets.all())]
    with time_machine.travel(clock.now() + YEARS):
        run = dispose(officer, chief)
        today = clock.today()
    whole.refresh_from_db()

    assert run.lines.filter(state="disposed").count() == len(bids)
    assert (whole.title, whole.summary, whole.in_force, whole.amount) == ("", "", None, None)
    assert (whole.disposed, whole.state) == (today, "submitted")
    assert whole.organisation is not None
    for model in (Revision, SectionAnswers, BidMember, Submission, BidCheck, Allocation, Feedback):
        assert not model._default_manager.filter(bid=whole).exists(), model
    assert not MarkSheet.objects.filter(bid=whole).exists()
    assert not Mark.objects.filter(sheet__bid=whole).exists()
    assert not SheetRevision.objects.filter(sheet__bid=whole).exists()
    assert not StoredFile.objects.filter(about=whole.subject).exists()
    assert not Part.objects.filter(event__subject__in=streams, name="personal").exists()
    assert Conflict.objects.get(bid=whole).words == ""
    assert set(AgreedScore.objects.filter(bid=whole).values_list("reason", "score")) == {("", 2)}
    assert queries.agreed_in_force(Bid.objects.filter(pk=whole.pk)) == scores
    assert not Disposing.objects.exists()
    assert ledger.check([]).findings == []
    assert kept.check_register() == []


def test_a_day_too_early_nothing_is_due_and_on_the_day_it_is(
    whole: Bid, bids: list[Bid], marking: Call, officer: Person
) -> None:
    closes = marking.closes_at
    assert closes is not None
    day = clock.uk_date(closes)
    due = (
        day.replace(year=day.year + 3)
        if (day.month, day.day) != (2, 29)
        else date(day.year + 3, 3, 1)
    )
    noon = clock.now().replace(year=due.year, month=due.month, day=due.day, hour=12)
    with time_machine.travel(noon - timedelta(days=1)):
        assert list(kept.all_due(clock.today())) == []
    with time_machine.travel(noon):
        assert propose(officer) == {one.subject for one in bids}


@pytest.mark.parametrize("what", ["bid", "round", "organisation", "person", "everything"])
def test_a_hold_on_it_or_on_anything_above_it_keeps_it(
    whole: Bid, bids: list[Bid], officer: Person, chief: Person, what: str
) -> None:
    assert whole.organisation is not None
    things = {
        "bid": ("bid", whole.reference),
        "round": ("opportunity", whole.opportunity.reference),
        "organisation": ("organisation", whole.organisation.reference),
        "person": ("person", officer.reference),  # who is on its team
        "everything": ("office", ""),
    }
    kind, which = things[what]
    with time_machine.travel(clock.now() + YEARS):
        records.place_hold(
            by=officer,
            what=kind,
            which=which,
            kind="litigation",
            letter_on=clock.today(),
            claimant="A bidder",
            concerns="procurement",
            case="C-1",
            why="A claim",
            review_on=clock.today() + timedelta(days=30),
        )
        due = {one.record.subject: one.hold for one in kept.all_due(clock.today())}
    assert due[whole.subject]
    others = {hold for subject, hold in due.items() if subject != whole.subject}
    assert others == ({""} if what in {"bid", "organisation", "person"} else {due[whole.subject]})


def test_a_round_that_is_not_settled_keeps_its_bids(
    whole: Bid, marking: Call, officer: Person
) -> None:
    Call.objects.filter(pk=marking.pk).update(stage="moderating")
    with time_machine.travel(clock.now() + YEARS):
        assert list(kept.all_due(clock.today())) == []


def test_bids_that_were_never_sent_go_after_a_year_with_who_began_them(
    whole: Bid, bids: list[Bid], officer: Person, chief: Person
) -> None:
    Bid.objects.filter(pk=bids[1].pk).update(state="draft", begun_by=officer)
    with time_machine.travel(clock.now() + timedelta(days=400)):
        dispose(officer, chief)
    left = Bid.objects.get(pk=bids[1].pk)

    assert [one.thing for one in Disposal.objects.all()] == [left.subject]
    assert (left.organisation, left.begun_by) == (None, None)
    assert Bid.objects.get(pk=whole.pk).disposed is None


@pytest.mark.parametrize(
    "do",
    [
        lambda bid: Mark.objects.filter(sheet__bid=bid).delete(),
        lambda bid: MarkSheet.objects.filter(bid=bid)._raw_delete("default"),
        lambda bid: AgreedScore.objects.filter(bid=bid).update(score=4),
        lambda bid: AgreedScore.objects.filter(bid=bid).update(reason=""),
    ],
    ids=["delete a mark", "delete a sheet", "change a score", "blank a reason"],
)
def test_marks_and_scores_are_held_as_before_outside_a_disposal(
    whole: Bid, bids: list[Bid], do: Callable[[Bid], object]
) -> None:
    Disposing.objects.create(bid=bids[1])  # another bid that is disposed of opens nothing here
    SheetRevision.objects.filter(sheet__bid=whole).delete()

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        do(whole)


def test_not_even_a_disposal_changes_a_score(whole: Bid) -> None:
    Disposing.objects.create(bid=whole)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AgreedScore.objects.filter(bid=whole).update(score=4)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        MarkSheet.objects.filter(bid=whole).update(overall="Another")
    assert AgreedScore.objects.filter(bid=whole).update(reason="") == 3


def test_its_page_says_that_it_was_disposed_of(
    whole: Bid,
    marking: Call,
    officer: Person,
    chief: Person,
    client_as: Callable[[Person], Client],
) -> None:
    with time_machine.travel(clock.now() + YEARS):
        dispose(officer, chief)
    declare(officer, marking)
    browser = client_as(officer)
    page = browser.get(f"/office/rounds/{whole.opportunity.reference}/bids/{whole.reference}")

    assert page.status_code == 200
    assert "were disposed of on" in page.text
    assert "Nothing is submitted" not in page.text
    for address in ("bids", "checks", "ranking", "marking", "moderation"):
        answer = browser.get(f"/office/rounds/{whole.opportunity.reference}/{address}")
        assert answer.status_code in {200, 302, 404}, address
