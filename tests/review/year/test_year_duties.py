"""Duties and the times that they are due: begun, given, moved, done, taken up; each an event, each asked for access."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404

from precept.decisions.models import Decision
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.models import Mail
from precept.review.year import actions, queries, rules
from precept.review.year.models import Duty, Occurrence
from tests.review.year.conftest import APRIL, TODAY

pytestmark = pytest.mark.django_db
UK17 = "payments-compliance"
SPRING, AUTUMN = date(2026, 4, 29), date(2026, 10, 29)


def told(subject: str) -> list[str]:
    return list(
        Event.objects.filter(subject=subject).order_by("place").values_list("type", flat=True)
    )


def due_of(cast: Any, key: str) -> list[date]:
    left, _ = queries.duty_page_times(queries.duty(cast.auditor, key))
    return [one.due for one in left]


def test_an_office_that_began_nothing_sees_the_first_duties_from_today_on(
    cast: SimpleNamespace,
) -> None:
    assert not queries.begun()
    assert len(queries.all_duties(cast.auditor)) == len(rules.first_duties())
    assert due_of(cast, UK17)[0] == date(2027, 4, 29)
    assert queries.all_duties(cast.provider) == []
    assert [one.tone for one in queries.waits_for(cast.manager)] == ["grey"]
    assert queries.waits_for(cast.officer) == []
    assert queries.waits_for(cast.provider) == []
    assert Duty.objects.count() == 0


def test_the_calendar_is_begun_once_by_who_keeps_it_and_counts_from_its_day(
    cast: SimpleNamespace,
) -> None:
    with pytest.raises(NotAllowed):
        actions.begin_year(by=cast.officer, since=APRIL)
    with pytest.raises(Refused):
        actions.begin_year(by=cast.manager, since=TODAY + timedelta(days=1))
    actions.begin_year(by=cast.manager, since=APRIL)
    assert due_of(cast, UK17)[:2] == [SPRING, AUTUMN]
    assert told("duties:year") == ["calendar begun"]
    with pytest.raises(Changed):
        actions.begin_year(by=cast.manager, since=APRIL)


def test_the_first_thing_that_is_said_makes_the_duties_the_offices_own(
    cast: SimpleNamespace,
) -> None:
    actions.finish_occurrence(
        by=cast.manager, key=UK17, on=date(2027, 4, 29), version=0, outcome="Published early"
    )
    assert Duty.objects.count() == len(rules.first_duties())
    assert Duty.objects.get(key=UK17).since == TODAY
    assert due_of(cast, UK17)[0] == date(2027, 10, 29)


def test_a_time_that_was_done_counts_with_what_shows_it_and_the_next_follows(
    begun: SimpleNamespace,
) -> None:
    Decision.objects.create(reference="EXE-2026-0004", title="A choice")
    row = actions.finish_occurrence(
        by=begun.manager,
        key=UK17,
        on=SPRING,
        version=0,
        outcome="Published",
        done_on=SPRING,
        kind="decision",
        typed="exe-2026-0004",
    )
    assert (row.evidence, row.version) == ("decision:EXE-2026-0004", 1)
    piece = queries.evidence_of(begun.manager, row.evidence)
    assert piece is not None
    assert piece.title == "EXE-2026-0004 A choice"
    assert queries.evidence_of(begun.finance, row.evidence) is None
    assert due_of(begun, UK17)[0] == AUTUMN
    assert told(row.subject) == ["duty done"]
    with pytest.raises(Refused):
        actions.finish_occurrence(by=begun.manager, key=UK17, on=SPRING, version=1, outcome="Again")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"outcome": "  "}, "outcome"),
        ({"done_on": TODAY + timedelta(days=1)}, "done_on"),
        ({"kind": "decision", "typed": "NONE"}, "typed"),
        ({"kind": "nothing", "typed": "NONE"}, "kind"),
        ({"on": SPRING + timedelta(days=1)}, None),
        ({"on": date(2025, 10, 29)}, None),
        ({"key": "none"}, None),
    ],
)
def test_what_cannot_be_done_is_refused_beside_its_field(
    begun: SimpleNamespace, said: dict[str, Any], field: str | None
) -> None:
    whole = {"key": UK17, "on": SPRING, "version": 0, "outcome": "Published", **said}
    with pytest.raises(Refused) as refusal:
        actions.finish_occurrence(by=begun.manager, **whole)
    assert refusal.value.field == field
    assert Occurrence.objects.count() == 0


def test_who_may_say_that_it_was_done(begun: SimpleNamespace) -> None:
    def done(by: Any, on: date, version: int = 0) -> Occurrence:
        return actions.finish_occurrence(
            by=by, key="month-end", on=on, version=version, outcome="Published"
        )

    may, june = date(2026, 5, 31), date(2026, 6, 30)
    with pytest.raises(NotAllowed):
        done(begun.officer, may)
    with pytest.raises(NotAllowed):
        done(begun.auditor, may)
    done(begun.finance, may)  # the role owes it
    actions.give_occurrence(
        by=begun.manager, key="month-end", on=june, version=0, owner=begun.officer
    )
    with pytest.raises(NotAllowed):  # it was given to somebody else
        done(begun.finance, june, 1)
    assert done(begun.officer, june, 1).done_by == begun.officer


def test_a_time_is_moved_with_a_reason_and_back_again(begun: SimpleNamespace) -> None:
    december = date(2026, 12, 11)
    move: dict[str, Any] = {"by": begun.manager, "key": UK17, "on": AUTUMN}
    with pytest.raises(NotAllowed):
        actions.move_occurrence(**{**move, "by": begun.finance}, version=0, to=december, why="So")
    with pytest.raises(Refused):
        actions.move_occurrence(**move, version=0, to=december, why=" ")
    actions.move_occurrence(**move, version=0, to=december, why="The books were late")
    assert due_of(begun, UK17) == [SPRING, december, date(2027, 4, 29), date(2027, 10, 29)]
    found = queries.everything(begun.auditor, date(2026, 12, 1), date(2026, 12, 31))
    assert [one.day for one in found if UK17 in one.key] == [december]
    assert [
        one for one in queries.everything(begun.auditor, AUTUMN, AUTUMN) if UK17 in one.key
    ] == []
    actions.move_occurrence(**move, version=1, to=AUTUMN, why="They came")
    assert Occurrence.objects.get().moved_to is None
    assert due_of(begun, UK17)[1] == AUTUMN


def test_two_who_say_the_first_thing_at_once_do_not_overwrite_each_other(
    begun: SimpleNamespace,
) -> None:
    actions.give_occurrence(by=begun.manager, key=UK17, on=SPRING, version=0, owner=begun.officer)
    with pytest.raises(Changed):
        actions.move_occurrence(
            by=begun.manager, key=UK17, on=SPRING, version=0, to=TODAY, why="Late"
        )
    assert Occurrence.objects.get().moved_to is None


def test_what_was_done_is_taken_up_again_with_a_reason(begun: SimpleNamespace) -> None:
    actions.finish_occurrence(by=begun.manager, key=UK17, on=SPRING, version=0, outcome="Published")
    with pytest.raises(NotAllowed):
        actions.take_occurrence_up(
            by=begun.officer, key=UK17, on=SPRING, version=1, why="It was not"
        )
    with pytest.raises(Refused):
        actions.move_occurrence(
            by=begun.manager, key=UK17, on=SPRING, version=1, to=TODAY, why="Late"
        )
    row = actions.take_occurrence_up(
        by=begun.manager, key=UK17, on=SPRING, version=1, why="It was another's"
    )
    assert (row.done_on, row.outcome) == (None, "")
    assert told(row.subject) == ["duty done", "duty taken up again"]
    with pytest.raises(Refused):
        actions.take_occurrence_up(by=begun.manager, key=UK17, on=SPRING, version=2, why="Again")


def a_duty(cast: Any, **said: Any) -> Duty:
    whole: dict[str, Any] = {
        "by": cast.manager,
        "title": "Feed the office cat",
        "often": "monthly",
        "day": 5,
        "source": "The cat",
        "shows": "A full bowl",
        "role": "commissioning-officer",
        "since": APRIL,
    }
    return actions.add_duty(**{**whole, **said})


def test_a_duty_is_added_changed_and_retired_and_what_was_done_of_it_stays(
    begun: SimpleNamespace,
) -> None:
    with pytest.raises(NotAllowed):
        a_duty(begun, by=begun.officer)
    made, other = a_duty(begun), a_duty(begun)
    assert (made.key, other.key) == ("feed-the-office-cat", "feed-the-office-cat-2")
    actions.finish_occurrence(
        by=begun.officer, key=made.key, on=date(2026, 5, 5), version=0, outcome="Fed"
    )
    said: dict[str, Any] = {
        "by": begun.manager,
        "key": made.key,
        "version": 1,
        "title": "Feed the cat",
        "often": "quarterly",
        "month": 2,
        "day": 10,
        "once_on": None,
        "source": "The cat",
        "shows": "A full bowl",
        "role": "commissioning-officer",
        "guidance": "",
        "owner": begun.officer,
        "remind": [3],
        "since": APRIL,
    }
    actions.change_duty(**said)
    with pytest.raises(Changed):
        actions.change_duty(**said)
    left, done = queries.duty_page_times(queries.duty(begun.auditor, made.key))
    assert [one.due for one in left][:2] == [date(2026, 5, 10), date(2026, 8, 10)]
    assert [one.due for one in done] == [date(2026, 5, 5)]
    with pytest.raises(Refused):
        actions.retire_duty(by=begun.manager, key=made.key, version=2, why="")
    actions.retire_duty(by=begun.manager, key=made.key, version=2, why="The cat moved out")
    left, done = queries.duty_page_times(queries.duty(begun.auditor, made.key))
    assert max(one.due for one in left) < TODAY
    assert len(done) == 1
    with pytest.raises(Http404):
        queries.occurrence(begun.auditor, made.key, "2027-02-10")
    assert told(made.subject) == ["duty added", "duty changed", "duty retired"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"source": ""}, "source"),
        ({"shows": ""}, "shows"),
        ({"role": "king"}, "role"),
        ({"often": "once"}, "once_on"),
        ({"once_on": date(2027, 1, 1)}, "once_on"),
    ],
)
def test_a_duty_that_says_too_little_is_refused(
    begun: SimpleNamespace, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        a_duty(begun, **said)
    assert refusal.value.field == field


def test_the_desk_shows_ones_own_duties_that_are_late_or_due_soon(begun: SimpleNamespace) -> None:
    lines = queries.waits_for(begun.finance)
    assert [one.tone for one in lines] == ["red"] * 7 + ["amber"]
    assert lines[-1].note == "Due 30 November 2026"
    assert queries.waits_for(begun.auditor) == []
    mine = queries.mine(begun.finance)
    assert {one.kind for one in mine} == {"duty"}
    assert all(one.is_mine and not one.is_done for one in mine)


def test_owners_are_reminded_days_before_and_once_when_it_is_late(
    cast: SimpleNamespace, today: Callable[[date], None]
) -> None:
    actions.begin_year(by=cast.manager, since=TODAY)
    Duty.objects.exclude(key__in=["month-end", UK17]).delete()
    assert actions.remind_of_duties() == 1  # the month ends today
    assert actions.remind_of_duties() == 0
    today(date(2026, 12, 1))
    assert actions.remind_of_duties() == 1  # now it is late
    assert [one.subject for one in Mail.objects.order_by("pk")] == [
        "A duty of the office is due soon",
        "A duty of the office is late",
    ]
    assert {one.to for one in Mail.objects.all()} == {cast.finance.email}
    actions.finish_occurrence(
        by=cast.finance, key="month-end", on=date(2026, 12, 31), version=0, outcome="Published"
    )
    today(date(2027, 1, 1))
    assert actions.remind_of_duties() == 0
    subject = "duty-day:month-end:2026-11-30"
    assert told(subject) == ["owner reminded", "owner reminded"]


def test_whoever_a_time_is_given_to_is_reminded_alone_and_of_the_day_it_was_moved_to(
    cast: SimpleNamespace, today: Callable[[date], None]
) -> None:
    actions.begin_year(by=cast.manager, since=TODAY)
    Duty.objects.exclude(key="month-end").delete()
    december = date(2026, 12, 31)
    actions.finish_occurrence(
        by=cast.finance, key="month-end", on=TODAY, version=0, outcome="Published"
    )
    actions.give_occurrence(
        by=cast.manager, key="month-end", on=december, version=0, owner=cast.officer
    )
    actions.move_occurrence(
        by=cast.manager,
        key="month-end",
        on=december,
        version=1,
        to=date(2027, 1, 20),
        why="The ledger closes late",
    )
    today(date(2027, 1, 10))
    assert actions.remind_of_duties() == 0
    today(date(2027, 1, 15))
    assert actions.remind_of_duties() == 1
    mail = Mail.objects.get()
    assert mail.to == cast.officer.email
    assert mail.text is not None
    letter = mail.text.reveal()
    assert "due 20 January 2027" in letter
    assert "/office/year/duties/month-end/days/2026-12-31" in letter
