"""Saving and handing in marks: by state, event and refusal; what is in can never be changed (A04)."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from precept.do.assessment import actions, rules
from precept.do.assessment.models import Mark, MarkSheet, SheetRevision
from precept.do.bids.models import Bid
from precept.do.bids.sign_ups import held_because
from precept.do.opportunities.models import Call, Criterion
from precept.foundation.ledger.actions import NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person

pytestmark = pytest.mark.django_db

WHOLE = {
    "need": rules.Given(3, "A clear picture of the evening trouble"),
    "delivery": rules.Given(2, "The staffing is thin"),
    "value": rules.Given(4, "Costs are low and explained"),
}


def hand_in(marker: Person, bid: Bid) -> MarkSheet:
    saved = actions.save_marks(by=marker, bid=bid, given=WHOLE, read=0)
    return actions.submit_sheet(by=marker, bid=bid, version=saved.version)


def test_marks_are_saved_unfinished_and_without_an_event(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    before = Event.objects.count()
    saved = actions.save_marks(
        by=markers[0],
        bid=bids[0],
        given={"need": rules.Given(None, "Looks promising")},
        overall="Come back to this",
        read=0,
    )

    sheet = MarkSheet.objects.get(bid=bids[0], marker=markers[0])
    assert (saved.version, sheet.version, sheet.state) == (1, 1, "draft")
    assert sheet.overall == "Come back to this"
    assert list(sheet.marks.values_list("criterion__key", "score", "reason")) == [
        ("need", None, "Looks promising")
    ]
    assert Event.objects.count() == before


def test_a_second_save_replaces_the_first_and_both_are_kept(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    actions.save_marks(by=markers[0], bid=bids[0], given={"need": rules.Given(1, "Thin")}, read=0)
    saved = actions.save_marks(by=markers[0], bid=bids[0], given=WHOLE, read=1)

    assert saved.version == 2
    assert Mark.objects.get(criterion__key="need").score == 3
    assert [one.content["marks"]["need"]["score"] for one in SheetRevision.objects.all()] == [1, 3]


def test_another_window_overwrites_nothing_and_its_text_is_kept(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    actions.save_marks(by=markers[0], bid=bids[0], given=WHOLE, read=0)
    late = actions.save_marks(
        by=markers[0], bid=bids[0], given={"need": rules.Given(0, "From the old window")}, read=0
    )

    assert late.overtaken is not None
    assert late.overtaken.content["marks"]["need"]["reason"] == "From the old window"
    assert Mark.objects.get(criterion__key="need").score == 3
    assert MarkSheet.objects.get().version == 1


def test_the_same_save_sent_twice_is_one(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    for key in ("w1-1", "w1-1", ""):
        saved = actions.save_marks(by=markers[0], bid=bids[0], given=WHOLE, read=0, key=key)
        assert saved.overtaken is None

    assert SheetRevision.objects.count() == 1


def test_one_score_is_saved_beside_the_others(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    actions.save_marks(by=markers[0], bid=bids[0], given=WHOLE, overall="Good", read=0)
    criterion = Criterion.objects.get(key="delivery")
    actions.save_mark(
        by=markers[0], bid=bids[0], criterion=criterion, score=3, reason="Better", read=1
    )

    scores = dict(Mark.objects.values_list("criterion__key", "score"))
    assert scores == {"need": 3, "delivery": 3, "value": 4}
    assert MarkSheet.objects.get().overall == "Good"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"need": rules.Given(9, "Too good")}, "Choose a score of the list"),
        ({"other": rules.Given(1, "What?")}, "not a criterion of this round"),
        ({"need": rules.Given(1, "x" * 5_001)}, "5,000 characters or fewer"),
    ],
    ids=["a score that is no level", "no such criterion", "too long"],
)
def test_a_mark_that_the_round_does_not_know_is_refused(
    marking: Call,
    bids: list[Bid],
    markers: list[Person],
    given: dict[str, rules.Given],
    words: str,
) -> None:
    with pytest.raises(Refused, match=words):
        actions.save_marks(by=markers[0], bid=bids[0], given=given, read=0)

    assert not MarkSheet.objects.exists()


@pytest.mark.parametrize("stage", ["opened", "moderating", "ranking", "recommended", "decided"])
def test_marks_are_given_only_while_the_round_is_marked(
    marking: Call, bids: list[Bid], markers: list[Person], stage: str
) -> None:
    Call.objects.update(stage=stage)

    with pytest.raises(NotAllowed):
        actions.save_marks(by=markers[0], bid=bids[0], given=WHOLE, read=0)


def test_a_rolling_round_is_marked_while_it_is_open(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    Call.objects.update(stage="published", is_rolling=True)

    assert hand_in(markers[0], bids[0]).state == "submitted"


def test_nobody_marks_what_they_were_not_given(
    marking: Call, bids: list[Bid], markers: list[Person], officer: Person
) -> None:
    for somebody in (markers[2], officer):
        with pytest.raises(NotAllowed):
            actions.save_marks(by=somebody, bid=bids[0], given=WHOLE, read=0)


def test_a_sheet_is_handed_in_with_its_scores_in_the_ledger(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    sheet = hand_in(markers[0], bids[0])

    event = Event.objects.get(subject=sheet.subject)
    assert (event.type, event.actor) == ("marks submitted", markers[0].ledger_name)
    assert said(event)["after"] == {
        "bid": bids[0].reference,
        "scores": {"need": 3, "delivery": 2, "value": 4},
    }
    assert "staffing" in event.parts.get(name="personal").text
    assert "staffing" not in event.parts.get(name="facts").text
    # The bid's own story says nothing of it: those who must not know read that.
    assert not Event.objects.filter(subject=bids[0].subject, type="marks submitted").exists()


def test_every_score_and_reason_is_needed_and_all_that_lacks_is_said(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    given = {
        "need": rules.Given(3, ""),
        "delivery": rules.Given(None, "Some"),
        "value": WHOLE["value"],
    }
    saved = actions.save_marks(by=markers[0], bid=bids[0], given=given, read=0)

    with pytest.raises(actions.Unfinished) as refused:
        actions.submit_sheet(by=markers[0], bid=bids[0], version=saved.version)

    assert [(one.key, one.what) for one in refused.value.lacking] == [
        ("need", "reason"),
        ("delivery", "score"),
    ]
    assert MarkSheet.objects.get().state == "draft"


def test_a_sheet_not_begun_lacks_everything(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    with pytest.raises(actions.Unfinished) as refused:
        actions.submit_sheet(by=markers[0], bid=bids[0], version=0)

    assert len(refused.value.lacking) == 6


def test_what_is_in_cannot_be_saved_or_handed_in_again(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    sheet = hand_in(markers[0], bids[0])

    with pytest.raises(Refused, match="cannot be changed"):
        actions.save_marks(by=markers[0], bid=bids[0], given=WHOLE, read=sheet.version)
    with pytest.raises(Refused, match="cannot be changed"):
        actions.submit_sheet(by=markers[0], bid=bids[0], version=sheet.version)


# A04: the database itself refuses, whoever asks


def _orm_save(sheet: MarkSheet) -> None:
    mark = sheet.marks.all()[0]
    mark.score = 0
    mark.save()


def _orm_delete(sheet: MarkSheet) -> None:
    sheet.marks.all()[0].delete()


def _bulk_update(sheet: MarkSheet) -> None:
    Mark.objects.filter(sheet=sheet).update(score=0)


def _add(sheet: MarkSheet) -> None:
    extra = Criterion.objects.create(
        call=Call.objects.get(), place=9, key="extra", title="Extra", weight=0, levels=[]
    )
    Mark.objects.create(sheet=sheet, criterion=extra, score=4, reason="Slipped in")


def _reopen(sheet: MarkSheet) -> None:
    MarkSheet.objects.filter(pk=sheet.pk).update(state="draft", submitted=None)


def _raw(statement: str) -> Callable[[MarkSheet], None]:
    def run(sheet: MarkSheet) -> None:
        mark = sheet.marks.order_by("pk")[0]
        with connection.cursor() as cursor:
            cursor.execute(
                statement.format(mark=mark.pk, sheet=sheet.pk, criterion=mark.criterion_id)
            )

    return run


TAMPERING = {
    "save": _orm_save,
    "delete": _orm_delete,
    "bulk update": _bulk_update,
    "add a mark": _add,
    "open the sheet again": _reopen,
    "raw update": _raw("UPDATE assessment_mark SET score = 0 WHERE id = {mark}"),
    "raw delete": _raw("DELETE FROM assessment_mark WHERE id = {mark}"),
    "raw delete of the sheet": _raw("DELETE FROM assessment_marksheet WHERE id = {sheet}"),
    "raw upsert": _raw(
        "INSERT INTO assessment_mark (sheet_id, criterion_id, score, reason)"
        " VALUES ({sheet}, {criterion}, 0, '') ON CONFLICT (sheet_id, criterion_id)"
        " DO UPDATE SET score = 0"
    ),
}


@pytest.mark.parametrize("tamper", list(TAMPERING.values()), ids=list(TAMPERING))
def test_the_database_refuses_to_change_marks_that_are_in(
    marking: Call,
    bids: list[Bid],
    markers: list[Person],
    tamper: Callable[[MarkSheet], None],
) -> None:
    sheet = hand_in(markers[0], bids[0])
    before = list(Mark.objects.order_by("pk").values())

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        tamper(sheet)

    assert list(Mark.objects.order_by("pk").values()) == before
    assert MarkSheet.objects.get(pk=sheet.pk).state == "submitted"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
@pytest.mark.parametrize("onto", ["its own sheet", "another sheet"])
def test_replacing_a_mark_that_is_in_is_refused(
    marking: Call, bids: list[Bid], markers: list[Person], onto: str
) -> None:
    sheet = hand_in(markers[0], bids[0])
    mark = sheet.marks.order_by("pk")[0]
    other = MarkSheet.objects.create(bid=bids[1], marker=markers[0])
    target = sheet.pk if onto == "its own sheet" else other.pk

    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT OR REPLACE INTO assessment_mark (id, sheet_id, criterion_id, score, reason)"
            " VALUES (%s, %s, %s, 0, '')",
            [mark.pk, target, mark.criterion_id],
        )

    mark.refresh_from_db()
    assert mark.score == 3


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_emptying_the_table_is_refused(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    hand_in(markers[0], bids[0])

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("assessment_mark", "assessment_marksheet"):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                cursor.execute(f"TRUNCATE {table} CASCADE")


def test_a_bid_that_somebody_marks_can_no_longer_be_replaced(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    # What a rolling round asks before a submitted bid is replaced or withdrawn.
    assert held_because(bids[0]) == ""
    actions.save_marks(by=markers[0], bid=bids[0], given=WHOLE, read=0)

    assert "being marked" in held_because(bids[0])
    assert held_because(bids[1]) == ""


def test_a_draft_may_still_be_changed_and_deleted(
    marking: Call, bids: list[Bid], markers: list[Person]
) -> None:
    hand_in(markers[0], bids[0])
    actions.save_marks(by=markers[0], bid=bids[1], given=WHOLE, read=0)

    assert Mark.objects.filter(sheet__bid=bids[1]).update(score=0) == 3
    assert Mark.objects.filter(sheet__bid=bids[1]).delete()[0] == 3
