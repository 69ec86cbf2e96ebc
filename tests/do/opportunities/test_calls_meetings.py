"""Questions answered to all without naming who asked, and workshops whose last place goes once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connections

from precept.do.opportunities import actions, queries, sign_ups
from precept.do.opportunities.models import Booking, Call, Clarification, Workshop
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event, Part
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.foundation.publications.models import Publication
from tests.do.opportunities.conftest import wall

pytestmark = pytest.mark.django_db
Clock = Callable[[datetime], None]


def mailed(person: Person) -> list[str]:
    found = Mail.objects.filter(to=person.email).order_by("pk")
    return [one.text.reveal() for one in found if one.text is not None]


@pytest.fixture
def asked(opened: Call, stranger: Person) -> Clarification:
    return actions.ask_clarification(
        by=stranger, call=opened, words="I am Aneta of Village Hall. May we apply?"
    )


def test_a_question_waits_and_nothing_of_it_is_public(asked: Clarification, opened: Call) -> None:
    assert asked.state == "waiting"
    assert "Aneta" not in Publication.objects.get(kind="opportunity", is_latest=True).payload
    event = Event.objects.get(subject=asked.subject)
    assert "Aneta" not in event.parts.get(name="facts").text
    assert "Aneta" in event.parts.get(name="personal").text


def test_an_answer_goes_to_everyone_and_never_says_who_asked(
    asked: Clarification,
    opened: Call,
    runner: Person,
    stranger: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[sign_ups.Change] = []
    monkeypatch.setattr(sign_ups, "_when_changed", [heard.append])

    actions.answer_clarification(
        by=runner, clarification=asked, public_words="May a village hall apply?", answer="Yes."
    )

    public = publications.latest("opportunity", "CSF-2026-27-1").payload.call.clarifications
    assert [(one.number, one.words, one.answer) for one in public] == [
        (1, "May a village hall apply?", "Yes.")
    ]
    assert [one.kind for one in heard] == ["clarified"]
    assert "Your question is answered" in mailed(stranger)[-1]
    for row in Publication.objects.all():
        assert "Aneta" not in row.payload
    facts = Part.objects.filter(name="facts", event__subject=asked.subject)
    assert all("Aneta" not in one.text for one in facts)


@pytest.mark.parametrize(
    "words",
    ["May Aneta apply?", "Ms Outsider asks", "Reply to the address", "See the answer"],
    ids=["first-name", "surname", "e-mail", "in-the-answer"],
)
def test_an_answer_that_says_who_asked_is_refused(
    asked: Clarification, runner: Person, stranger: Person, words: str
) -> None:
    is_in_answer = words == "See the answer"
    words = words.replace("the address", stranger.email)
    given: dict[str, Any] = {
        "public_words": words,
        "answer": "Yes, Aneta." if is_in_answer else "Yes.",
    }
    with pytest.raises(Refused, match="whoever asked"):
        actions.answer_clarification(by=runner, clarification=asked, **given)
    assert Clarification.objects.get().state == "waiting"


def test_somebody_may_look_and_say_that_a_name_means_something_else(
    asked: Clarification, runner: Person
) -> None:
    answered = actions.answer_clarification(
        by=runner,
        clarification=asked,
        public_words="Does an outsider count?",
        answer="Yes.",
        is_checked=True,
    )

    assert answered.state == "answered"


def test_a_question_is_settled_once(asked: Clarification, runner: Person) -> None:
    other = Clarification.objects.select_related("call__opportunity").get(pk=asked.pk)
    actions.decline_clarification(by=runner, clarification=asked, why="It is on the page.")

    with pytest.raises(Changed):
        actions.answer_clarification(by=runner, clarification=other, public_words="Q", answer="A")


def test_a_declined_question_is_told_to_whoever_asked_alone(
    asked: Clarification, runner: Person, stranger: Person
) -> None:
    actions.decline_clarification(by=runner, clarification=asked, why="It is on the page.")

    assert "It is on the page." in mailed(stranger)[-1]
    assert publications.latest("opportunity", "CSF-2026-27-1").payload.call.clarifications == ()


def test_a_correction_of_an_answer_does_not_say_who_asked_either(
    asked: Clarification, opened: Call, runner: Person, second: Person
) -> None:
    actions.answer_clarification(by=runner, clarification=asked, public_words="Q", answer="A")
    given: Any = {"kind": "material", "what": "answer.1.answer", "why": "It was wrong"}
    now = queries.call("CSF-2026-27-1")
    with pytest.raises(Refused, match="whoever asked"):
        actions.correct_call(by=second, call=now, version=now.version, after="Aneta may", **given)

    actions.correct_call(by=second, call=now, version=now.version, after="Nobody may", **given)

    public = publications.latest("opportunity", "CSF-2026-27-1").payload.call
    assert public.clarifications[0].answer == "Nobody may"


@pytest.mark.parametrize(
    ("words", "question", "told"),
    [
        (" ", "", "Enter your question"),
        ("x" * 2_001, "", "2,000 characters"),
        ("What?", "no_such", "question of the form"),
    ],
    ids=["empty", "too-long", "no-such-question"],
)
def test_what_cannot_be_asked_is_refused(
    opened: Call, stranger: Person, words: str, question: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        actions.ask_clarification(by=stranger, call=opened, words=words, question=question)


def test_questions_are_asked_until_the_round_closes(closed: Call, stranger: Person) -> None:
    with pytest.raises(Refused, match="until the round closes"):
        actions.ask_clarification(by=stranger, call=closed, words="Too late?")


def test_one_person_cannot_bury_the_office_in_questions(opened: Call, stranger: Person) -> None:
    for number in range(20):
        actions.ask_clarification(by=stranger, call=opened, words=f"Question {number}")

    with pytest.raises(Refused, match="wait for an answer"):
        actions.ask_clarification(by=stranger, call=opened, words="One more")


def test_only_people_who_run_rounds_answer(asked: Clarification, reader: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.answer_clarification(by=reader, clarification=asked, public_words="Q", answer="A")
    with pytest.raises(NotAllowed):
        actions.decline_clarification(by=reader, clarification=asked, why="No")


@pytest.fixture
def workshop(opened: Call, runner: Person) -> Workshop:
    return actions.add_workshop(
        by=runner,
        call=opened,
        title="Drop-in",
        starts=wall("2026-12-15T14:00"),
        ends=wall("2026-12-15T15:30"),
        where="Online",
        how_to_join="https://meet.example/secret",
        places=5,
    )


def test_how_to_join_is_told_to_those_who_book_and_not_published(
    workshop: Workshop, stranger: Person
) -> None:
    actions.book(by=stranger, workshop=workshop)

    assert "https://meet.example/secret" in mailed(stranger)[-1]
    payload = Publication.objects.get(kind="opportunity", is_latest=True).payload
    assert '"title":"Drop-in"' in payload.replace(": ", ":")
    assert "secret" not in payload
    facts = Part.objects.filter(event__subject=workshop.subject)
    assert all("secret" not in one.text for one in facts)


def test_a_workshop_has_no_more_people_than_places(
    workshop: Workshop, person: Callable[..., Person]
) -> None:
    actions.book(by=person(), workshop=workshop, people=4)
    with pytest.raises(Refused, match="Only 1 place is left"):
        actions.book(by=person(), workshop=workshop, people=2)
    last = actions.book(by=person(), workshop=workshop)
    with pytest.raises(Refused, match="full"):
        actions.book(by=person(), workshop=workshop)

    actions.cancel_booking(by=last.person, booking=last)
    actions.book(by=person(), workshop=workshop)
    assert queries.places_left(workshop) == 0


def test_nobody_books_twice_and_gives_back_what_is_theirs_alone(
    workshop: Workshop, stranger: Person, person: Callable[..., Person]
) -> None:
    booking = actions.book(by=stranger, workshop=workshop)
    with pytest.raises(Refused, match="already"):
        actions.book(by=stranger, workshop=workshop)
    with pytest.raises(NotAllowed):
        actions.cancel_booking(by=person(), booking=booking)

    actions.cancel_booking(by=stranger, booking=booking)
    with pytest.raises(Changed):
        actions.cancel_booking(by=stranger, booking=booking)
    actions.book(by=stranger, workshop=workshop)


def test_those_who_booked_are_told_of_a_change_and_of_a_cancellation(
    workshop: Workshop, runner: Person, stranger: Person
) -> None:
    actions.book(by=stranger, workshop=workshop)
    now = actions.amend_workshop(by=runner, workshop=workshop, version=1, where="The hall")
    assert "has changed" in mailed(stranger)[-1]
    assert "The hall" in mailed(stranger)[-1]

    actions.cancel_workshop(by=runner, workshop=now, version=now.version, why="Snow")
    assert "cancelled. Snow" in mailed(stranger)[-1]
    assert "secret" not in mailed(stranger)[-1]
    public = publications.latest("opportunity", "CSF-2026-27-1").payload.call.workshops
    assert [(one.where, one.is_cancelled) for one in public] == [("The hall", True)]
    with pytest.raises(Refused, match="does not take place"):
        actions.book(by=stranger, workshop=workshop)


def test_a_stale_change_of_a_workshop_is_noticed(workshop: Workshop, runner: Person) -> None:
    actions.amend_workshop(by=runner, workshop=workshop, version=1, where="The hall")

    with pytest.raises(Changed):
        actions.amend_workshop(by=runner, workshop=workshop, version=1, where="The pub")


def test_places_are_never_fewer_than_are_booked(
    workshop: Workshop, runner: Person, stranger: Person
) -> None:
    actions.book(by=stranger, workshop=workshop, people=3)

    with pytest.raises(Refused, match="3 places are booked already"):
        actions.amend_workshop(by=runner, workshop=workshop, version=1, places=2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"starts": wall("2026-11-01T10:00")}, "starts"),
        ({"ends": wall("2026-12-15T14:00")}, "ends"),
        ({"places": 0}, "places"),
        ({"starts": wall("2027-03-28T01:30"), "ends": wall("2027-03-28T03:00")}, "starts"),
    ],
    ids=["no-title", "past", "ends-as-it-starts", "no-places", "no-such-time"],
)
def test_a_workshop_that_cannot_be_is_refused(
    opened: Call, runner: Person, changes: dict[str, Any], field: str
) -> None:
    given: dict[str, Any] = {
        "title": "Drop-in",
        "starts": wall("2026-12-15T14:00"),
        "ends": wall("2026-12-15T15:00"),
    }
    with pytest.raises(Refused) as refused:
        actions.add_workshop(by=runner, call=opened, **given | changes)
    assert refused.value.field == field


def test_notes_and_attendance_come_after_it_began(
    workshop: Workshop, runner: Person, stranger: Person, office_day: Clock
) -> None:
    booking = actions.book(by=stranger, workshop=workshop)
    with pytest.raises(Refused):
        actions.set_workshop_notes(by=runner, workshop=workshop, version=1, notes="Early")
    with pytest.raises(Refused):
        actions.record_attendance(by=runner, booking=booking, came=True)

    office_day(workshop.starts)
    actions.set_workshop_notes(by=runner, workshop=workshop, version=1, notes="We said this.")
    actions.record_attendance(by=runner, booking=booking, came=True)
    actions.record_attendance(by=runner, booking=booking, came=True)

    public = publications.latest("opportunity", "CSF-2026-27-1").payload.call.workshops
    assert public[0].notes == "We said this."
    recorded = Event.objects.filter(subject=booking.subject, type="attendance recorded")
    assert recorded.count() == 1


def test_a_calendar_file_names_the_moment_and_how_to_join(workshop: Workshop) -> None:
    from icalendar import Calendar

    held = queries.workshop(workshop.call, workshop.key)
    content = queries.workshop_calendar(held, site="https://westmere.example")

    assert all(line.endswith(b"\r") for line in content.split(b"\n")[:-1])
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == datetime.fromisoformat("2026-12-15T14:00:00+00:00")
    assert str(event["uid"]) == "CSF-2026-27-1-workshop-drop-in@westmere.example"
    assert "https://meet.example/secret" in str(event["description"])
    closed_off = queries.workshop_calendar(held, site="https://westmere.example", joins=False)
    assert b"secret" not in closed_off.replace(b"\r\n ", b"")


@pytest.mark.django_db(transaction=True)
def test_of_20_who_book_5_places_at_once_5_get_one(
    workshop: Workshop, person: Callable[..., Person]
) -> None:
    people = [person() for _ in range(20)]

    def try_to(somebody: Person) -> str:
        try:
            return actions.book(by=somebody, workshop=workshop).reference
        except Refused as refused:
            return refused.words
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=20) as pool:
        answers = list(pool.map(try_to, people))

    assert Booking.objects.filter(cancelled=None).count() == 5
    assert answers.count("This workshop is full.") == 15
    assert queries.places_left(workshop) == 0


def test_somebody_who_left_books_nothing(workshop: Workshop, person: Callable[..., Person]) -> None:
    gone = person(is_active=False)

    with pytest.raises(NotAllowed):
        actions.book(by=gone, workshop=workshop)
