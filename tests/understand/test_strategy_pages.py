"""The pages of the strategy: what is shown, to whom, and what becomes of what is typed."""

import re
from datetime import date

import pytest
from django.test import Client

from precept.foundation.people.models import Person
from precept.understand import actions, queries
from precept.understand.actions import SectionText
from precept.understand.models import Strategy
from tests.understand.pages import (
    SECTION,
    breadcrumbs,
    day,
    ways,
    words,
)


def test_a_draft_of_the_strategy_offers_what_each_may_do(
    strategy: Strategy, officers: Client, commissioners: Client, auditors: Client
) -> None:
    first, second = (
        "/office/strategy/1/sections/introduction",
        "/office/strategy/1/sections/principles",
    )
    one = "/office/strategy/1"

    page = officers.get(one)
    assert ways(page) == {
        f"{one}/title",
        f"{one}/sections/new",
        first,
        f"{first}/down",
        f"{first}/remove",
        second,
        f"{second}/up",
        f"{second}/remove",
    }
    assert "Whoever decides, or the chief executive, can now publish it." in words(page)
    assert "What this is for. One Two" in words(page)
    assert breadcrumbs(page) == ["Office", "Strategy", "Version 1"]
    assert "Strategy drafted by Ada Officer" in words(page)
    assert ways(commissioners.get(one)) == set()
    assert "Publish the strategy" in words(commissioners.get(one))
    assert ways(auditors.get(one)) == set()
    assert "Publish the strategy" not in words(auditors.get(one))


def test_a_draft_that_lacks_something_says_what(
    strategy: Strategy, officer: Person, commissioners: Client
) -> None:
    actions.add_section(by=officer, strategy=strategy, section=SectionText("Empty"))

    page = words(commissioners.get("/office/strategy/1"))

    assert "Before it can be published “Empty” has neither text nor a note." in page
    assert "Publish the strategy" not in page


def test_a_published_version_offers_no_change(
    strategy_in_force: Strategy, officers: Client
) -> None:
    assert ways(officers.get("/office/strategy/1")) == {"/strategy"}


def test_the_commissioner_publishes_what_was_read(
    strategy: Strategy, officer: Person, commissioners: Client
) -> None:
    read = {"revision": str(queries.strategy(1).revision)}
    actions.add_section(by=officer, strategy=strategy, section=SectionText("Late", text="Words."))

    stale = commissioners.post("/office/strategy/1", read)

    assert stale.status_code == 409
    assert "Somebody changed this draft since you read it." in words(stale)
    assert "Words." in words(stale)
    now = re.search(r'name="revision" id="id_revision" value="(\d+)"', stale.content.decode())
    assert now is not None

    done = commissioners.post("/office/strategy/1", {"revision": now[1]})

    assert (done.status_code, done["Location"]) == (302, "/office/strategy/1")
    assert queries.strategy(1).state == "published"
    assert commissioners.post("/office/strategy/1", {"revision": now[1]}).status_code == 409


def test_nobody_else_publishes(strategy: Strategy, officers: Client, auditors: Client) -> None:
    for browser in (officers, auditors):
        assert browser.post("/office/strategy/1", {"revision": "1"}).status_code == 403
    assert queries.strategy(1).state == "draft"


def test_the_strategy_is_begun_and_then_amended(
    officer: Person, commissioner: Person, officers: Client
) -> None:
    begun = officers.post(
        "/office/strategy/new",
        {"title": "Strategy", "note": "", **day("dated", date(2022, 11, 28))},
    )
    assert (begun.status_code, begun["Location"]) == (302, "/office/strategy/1")
    first = queries.strategy(1)
    actions.add_section(by=officer, strategy=first, section=SectionText("A", text="B"))
    actions.publish_strategy(by=commissioner, strategy=first)

    empty = officers.post("/office/strategy/new", {"why": ""})
    amended = officers.post(
        "/office/strategy/new", {"why": "The review.", **day("dated", date(2023, 4, 1))}
    )

    assert empty.status_code == 422
    assert "Enter why it is changed" in words(empty)
    assert "Enter the date of the new version" in words(empty)
    assert amended["Location"] == "/office/strategy/2"


def test_the_reason_is_asked_for_only_where_there_is_one(
    strategy_in_force: Strategy, officer: Person, officers: Client
) -> None:
    actions.amend_strategy(by=officer, dated=date(2023, 4, 1), why="The Aprill review.")
    page = officers.get("/office/strategy/2/title")

    done = officers.post(
        "/office/strategy/2/title",
        {
            "title": "Strategy",
            "note": "",
            "why": "The April review.",
            "revision": "1",
            **day("dated", date(2023, 4, 1)),
        },
    )

    assert "The Aprill review." in words(page)
    assert done["Location"] == "/office/strategy/2"
    assert queries.strategy(2).why == "The April review."


STALE = "Somebody else changed this while you were typing."
TYPED = {"heading": "Mine", "level": "2", "text": "My text.", "note": "", "revision": "1"}


def test_a_section_is_changed(strategy: Strategy, officers: Client) -> None:
    page = officers.get(SECTION)
    done = officers.post(SECTION, TYPED)

    assert breadcrumbs(page) == ["Office", "Strategy", "Version 1", "Introduction"]
    assert done["Location"] == "/office/strategy/1#introduction"
    assert queries.section(1, "introduction").text == "My text."


def test_the_second_of_two_people_sees_both_texts_and_may_save_again(
    strategy: Strategy, officer: Person, officers: Client
) -> None:
    actions.change_section(
        by=officer,
        section=queries.section(1, "introduction"),
        heading="Hers",
        text="Her text.",
        note="",
    )

    told = officers.post(SECTION, TYPED)

    assert told.status_code == 409
    page = words(told)
    assert STALE in page
    assert "What it says now Heading Hers Text Her text. Below is what you typed." in page
    assert ">My text.</textarea>" in told.content.decode()
    assert 'name="revision" id="id_revision" value="2"' in told.content.decode()
    assert queries.section(1, "introduction").text == "Her text."

    assert officers.post(SECTION, TYPED | {"revision": "2"}).status_code == 302
    assert queries.section(1, "introduction").text == "My text."


def test_a_page_that_lost_its_revision_says_so(strategy: Strategy, officers: Client) -> None:
    answer = officers.post(SECTION, TYPED | {"revision": "x"})

    assert answer.status_code == 422
    assert "Open this page again: it does not say which version you read" in words(answer)


@pytest.mark.parametrize("act", ["", "/remove", "/up", "/down"])
def test_a_published_section_cannot_be_changed(
    strategy_in_force: Strategy, officers: Client, act: str
) -> None:
    page = officers.get(SECTION + act)

    assert page.status_code == 409
    assert "This version is published. Begin a new version to change it." in words(page)


def test_sections_are_added_moved_and_removed(strategy: Strategy, officers: Client) -> None:
    added = officers.post(
        "/office/strategy/1/sections/new",
        {"heading": "Partnerships", "level": "3", "text": "Together.", "note": ""},
    )
    up = officers.post("/office/strategy/1/sections/partnerships/up", {})
    removed = officers.post(f"{SECTION}/remove", {"revision": "1"})
    no_further = officers.post("/office/strategy/1/sections/partnerships/up", {})

    assert added["Location"] == up["Location"] == "/office/strategy/1#partnerships"
    assert removed["Location"] == "/office/strategy/1"
    assert [(one.heading, one.level) for one in queries.strategy(1).sections.all()] == [
        ("Partnerships", 3),
        ("Principles", 2),
    ]
    assert no_further.status_code == 422
    assert "It cannot move further." in words(no_further)
