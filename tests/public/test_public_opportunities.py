"""Rounds as somebody who may bid reads them, as the clock goes on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from precept.foundation.questions.wording import around_worded
from tests.public.published_office import opportunity, publish
from tests.public.published_round import CLOSES, OPENS, call
from tests.public.reading import links, main

REF = "CSF-2026-27-9"
CLOSING = datetime.fromisoformat(CLOSES)
OPENING = datetime.fromisoformat(OPENS)


@pytest.fixture(autouse=True)
def clock_stands(a_day_in_november: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def round_(published: None) -> None:
    publish("opportunity", REF, opportunity(REF, call=call()), title="Round 9: Rural crime")


@pytest.mark.usefixtures("round_")
def test_an_open_round_says_everything_before_starting(client: Client) -> None:
    page = client.get(f"/opportunities/{REF}")
    said = main(page)

    assert "Closes 5pm on 9 December 2026" in said
    assert "Time left 17 days left" in said
    assert "Safer lanes. Fewer thefts from farms." in said
    assert "First steps 2pm to 3:30pm on 25 November 2026. Online Bring your draft." in said
    assert "1. Can a school apply? Yes, it can." in said
    assert "From 5pm on 2 December 2026 to 5pm on 9 December 2026, for everyone." in said
    assert "Before The nede Now The need It was misspelt." in said
    assert "Nobody in the office reads a bid before the round closes." in said
    assert "Those who mark do not see who applies." in said
    assert {
        f"/my/bids/start/{REF}",
        f"/opportunities/{REF}/eligibility",
        f"/opportunities/{REF}/questions",
        f"/opportunities/{REF}/marking",
        f"/opportunities/{REF}.ics",
        f"/my/workshops/{REF}/first-steps",
        f"/my/questions/{REF}",
        f"/my/bids/other-way/{REF}",
    } <= set(links(page))
    assert f"/opportunities/{REF}/results" not in links(page)


@pytest.mark.usefixtures("round_")
@pytest.mark.parametrize(
    ("at", "words", "may_start"),
    [
        (OPENING - timedelta(seconds=1), "This round opens at 9am on 2 November 2026.", False),
        (OPENING, "37 days left", True),
        (CLOSING - timedelta(hours=5), "5 hours left", True),
        (CLOSING - timedelta(seconds=1), "Less than an hour left", True),
        (CLOSING, "This round closed at 5pm on 9 December 2026.", False),
    ],
    ids=["a second before opening", "opening", "five hours", "a second before closing", "closing"],
)
def test_a_round_opens_and_closes_to_the_second(
    client: Client,
    clock_stands: time_machine.Traveller,
    at: datetime,
    words: str,
    may_start: bool,
) -> None:
    clock_stands.move_to(at, tick=False)
    page = client.get(f"/opportunities/{REF}")
    assert words in main(page)
    assert (f"/my/bids/start/{REF}" in links(page)) == may_start


@pytest.mark.usefixtures("round_")
@pytest.mark.parametrize(
    ("before", "seconds"),
    [(timedelta(hours=1), 60), (timedelta(seconds=7), 7), (-timedelta(seconds=1), 60)],
    ids=["an hour before", "seven seconds before", "after"],
)
def test_no_browser_keeps_an_open_round_past_its_deadline(
    client: Client,
    clock_stands: time_machine.Traveller,
    before: timedelta,
    seconds: int,
) -> None:
    clock_stands.move_to(CLOSING - before, tick=False)
    for address in (f"/opportunities/{REF}", "/opportunities"):
        assert client.get(address)["Cache-Control"] == f"public, max-age={seconds}"


@pytest.mark.usefixtures("published")
def test_a_cancelled_round_says_why_and_cannot_be_started(client: Client) -> None:
    cancelled = call(stage="cancelled", cancelled_why="The money went elsewhere.")
    publish("opportunity", REF, opportunity(REF, call=cancelled))
    page = client.get(f"/opportunities/{REF}")
    assert "This round was cancelled. The money went elsewhere." in main(page)
    assert f"/my/bids/start/{REF}" not in links(page)


@pytest.mark.usefixtures("round_")
def test_the_list_begins_with_what_is_open_and_coming(
    client: Client, clock_stands: time_machine.Traveller
) -> None:
    said = main(client.get("/opportunities"))
    assert (
        "Open now Rural crime Safety Fund, round 1 of 2026–27. Invented for the demonstration"
        " Closes at 5pm on 9 December 2026, 17 days left . Up to £10,000 Every round" in said
    )
    clock_stands.move_to(OPENING - timedelta(days=1), tick=False)
    assert "Coming Rural crime" in main(client.get("/opportunities"))
    clock_stands.move_to(CLOSING, tick=False)
    said = main(client.get("/opportunities"))
    assert "Open now" not in said
    assert "5pm on 9 December 2026 Up to £10,000 Not yet known £111,000 available Closed" in said


@pytest.mark.usefixtures("round_")
def test_all_questions_stand_on_one_page_in_the_words_chosen(client: Client) -> None:
    asks = call().questions
    said = main(client.get(f"/opportunities/{REF}/questions"))
    for question in (one for section in asks.sections for one in section.questions):
        assert question.label in said
    plain = main(client.get(f"/opportunities/{REF}/questions?words=plain"))
    wording = next(one for q in asks.questions() for one in q.wordings if one.language == "plain")
    assert wording.label in plain
    assert wording.label not in said
    around = around_worded(asks, "plain")
    for section in around.sections:
        assert section.title in plain
        assert section.words in plain
    for check in around.checks:
        assert check.words in plain
    assert "All your costs together must be the same as the money you ask for" not in said
    assert main(client.get(f"/opportunities/{REF}/questions?words=xx")) == said


@pytest.mark.usefixtures("round_")
def test_how_bids_are_marked_shows_the_best_score_first(client: Client) -> None:
    said = main(client.get(f"/opportunities/{REF}/marking"))
    assert "The need 100%" in said
    assert "5 Everything 0 Nothing" in said


@pytest.mark.usefixtures("round_")
def test_the_calendar_holds_opening_deadline_and_workshops(client: Client) -> None:
    first = client.get(f"/opportunities/{REF}.ics")
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(first.content).walk("VEVENT")
    assert [(str(one["summary"]), one["dtstart"].dt, one["dtend"].dt) for one in events] == [
        (f"Opens: Rural crime ({REF})", OPENING, OPENING + timedelta(minutes=30)),
        (f"Closes: Rural crime ({REF})", CLOSING - timedelta(minutes=30), CLOSING),
        (
            f"First steps ({REF})",
            datetime(2026, 11, 25, 14, tzinfo=UTC),
            datetime(2026, 11, 25, 15, 30, tzinfo=UTC),
        ),
    ]
    assert len({str(one["uid"]) for one in events}) == 3
    assert client.get("/opportunities.ics").content.count(b"BEGIN:VEVENT") == 3


@pytest.mark.usefixtures("round_")
def test_a_calendar_is_the_same_at_another_time(
    client: Client, clock_stands: time_machine.Traveller
) -> None:
    first = client.get(f"/opportunities/{REF}.ics").content
    clock_stands.shift(timedelta(hours=5))
    assert client.get(f"/opportunities/{REF}.ics").content == first


@pytest.mark.usefixtures("round_")
@pytest.mark.parametrize("place", ["questions", "marking"])
def test_a_round_of_the_register_alone_has_nothing_more_to_read(client: Client, place: str) -> None:
    assert client.get(f"/opportunities/CSF-2026-27-1/{place}").status_code == 404
    assert client.get(f"/opportunities/none/{place}").status_code == 404
    assert client.get("/opportunities/CSF-2026-27-1.ics").status_code == 404


@pytest.mark.usefixtures("round_")
@pytest.mark.parametrize(
    "address",
    [
        "/opportunities",
        "/opportunities.ics",
        f"/opportunities/{REF}",
        f"/opportunities/{REF}.ics",
        f"/opportunities/{REF}/questions",
        f"/opportunities/{REF}/marking",
    ],
)
def test_pages_of_rounds_take_five_queries_however_many_there_are(
    client: Client, address: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    one = queries()
    for number in range(20, 50):
        reference = f"CSF-2026-27-{number}"
        publish("opportunity", reference, opportunity(reference, number=number, call=call()))
    assert queries() == one <= 5
