"""The office's pages of briefings and answers, and what anyone reads of them."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.foundation.people.models import Person
from precept.foundation.publications.actions import withdraw
from precept.foundation.publications.models import Publication
from precept.parties.models import Office, Organisation
from precept.parties.rules import name_key
from precept.review.answers import actions, queries
from precept.review.answers.models import Question
from precept.understand.models import Area, CrimePlan, Priority
from tests.conftest import only_public_tables
from tests.public.reading import links, words
from tests.review.answers import publishing
from tests.review.answers.asking import (
    ASKER,
    CONTACT,
    answered,
    entered,
    released,
    sent_on,
    sourced,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office")]
LIST = "/office/answers"
KIB = 1024


@pytest.fixture(autouse=True)
def the_office() -> None:
    body = Organisation.objects.create(reference="pcc", name="Commissioner for Westmere")
    Office.objects.create(name="The Office", short_name="Office", body=body)


@pytest.fixture
def at(cast: SimpleNamespace, client_as: Callable[[Person], Client]) -> SimpleNamespace:
    """A browser for each."""
    return SimpleNamespace(**{name: client_as(one) for name, one in vars(cast).items()})


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}-day": str(on.day),
        f"{name}-month": str(on.month),
        f"{name}-year": str(on.year),
    }


def place(one: Question, more: str = "") -> str:
    return f"{LIST}/{one.reference}{more}"


def typed(cast: SimpleNamespace, **said: Any) -> dict[str, Any]:
    return {
        "kind": "foi",
        "about": "What it costs",
        "text": "What does it cost?",
        "name": ASKER,
        "contact": CONTACT,
        "body": "",
        "owner": cast.officer.reference,
        **day("received", date(2026, 11, 16)),
        **said,
    }


def test_a_question_goes_from_its_entry_to_the_disclosure_log(
    cast: SimpleNamespace, at: SimpleNamespace, client: Client
) -> None:
    assert "No question is entered yet" in words(at.auditor.get(LIST))
    made = at.officer.post(f"{LIST}/new", typed(cast))
    one = Question.objects.get()
    assert (made.status_code, made["Location"]) == (302, place(one))

    search = place(one, "/sources?words=CORE004")
    assert "Help for victims by telephone" in words(at.officer.get(search))
    for step, sent in (
        ("/sources?words=CORE004", {"chosen": ["published:agreement:CORE004"]}),
        ("/answer", {"answer": "It costs £56,000 [1].", "outcome": "disclosed"}),
        ("/review", {}),
    ):
        version = Question.objects.get().version
        assert at.officer.get(place(one, step)).status_code == 200
        done = at.officer.post(place(one, step), {**sent, "version": version})
        assert (step, done.status_code) == (step, 302)

    assert at.officer.get(place(one, "/release")).status_code == 403
    version = Question.objects.get().version
    assert at.chief.post(place(one, "/release"), {"version": version}).status_code == 302
    version = Question.objects.get().version
    sent = {"title": "What it costs", "words": "What does it cost?", "version": version}
    assert at.chief.post(place(one, "/publish"), sent).status_code == 302

    page = client.get(f"/answers/{one.reference}")
    said = words(page)
    assert "It costs £56,000 [1]" in said
    assert "Answered in full" in said
    assert ASKER not in said
    assert "/register/CORE004" in links(page)
    assert "What it costs" in words(client.get("/answers"))
    assert f"/answers/{one.reference}" in client.get("/feeds/answer.atom").content.decode()


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(
    cast: SimpleNamespace, at: SimpleNamespace
) -> None:
    wrong = at.officer.post(
        f"{LIST}/new",
        typed(cast, about=f"Of {ASKER}", text="A long text that is kept"),
    )
    assert wrong.status_code == 422
    assert "Leave out who asked" in words(wrong)
    assert "A long text that is kept" in words(wrong)
    empty = words(at.officer.post(f"{LIST}/new", {}))
    for message in (
        "Choose who asks",
        "Enter what it is about",
        "Enter what was asked",
        "Enter who asks",
        "Choose who sees to the answer",
    ):
        assert message in empty

    one = sourced(cast, entered(cast))
    refused = at.officer.post(
        place(one, "/answer"),
        {"answer": "It costs £1 [7].", "outcome": "disclosed", "version": one.version},
    )
    assert refused.status_code == 422
    assert "names source 7" in words(refused)
    assert "It costs £1 [7]." in words(refused)


def test_somebody_who_was_first_is_shown_beside_what_was_typed(
    cast: SimpleNamespace, at: SimpleNamespace
) -> None:
    one = entered(cast)
    stale = one.version
    answered(cast, one, "Theirs", outcome="")
    page = at.officer.post(place(one, "/answer"), {"answer": "Mine", "version": stale})

    assert page.status_code == 409
    assert "Theirs" in words(page)
    assert "Mine" in words(page)


def test_who_asked_is_read_by_those_who_answer_alone(
    cast: SimpleNamespace, at: SimpleNamespace
) -> None:
    one = entered(cast)
    for whole in (at.officer, at.manager, at.chief):
        assert ASKER in words(whole.get(place(one)))
    for part in (at.auditor,):
        said = words(part.get(place(one)))
        assert ASKER not in said
        assert "Kept to those who answer questions" in said
        for ending in ("pdf", "docx", "zip"):
            assert part.get(place(one, f"/pack.{ending}")).status_code == 403
    assert at.provider.get(place(one)).status_code == 403
    assert ASKER not in words(at.officer.get(LIST))
    owner = entered(cast, owner=cast.auditor)
    assert ASKER in words(at.auditor.get(place(owner)))


def test_a_question_that_waits_says_for_what(cast: SimpleNamespace, at: SimpleNamespace) -> None:
    one = entered(cast)
    assert "Write the answer." in words(at.officer.get(place(one)))
    assert place(one, "/review") not in links(at.officer.get(place(one)))
    answered(cast, sourced(cast, one))
    assert place(one, "/review") in links(at.officer.get(place(one)))
    now = sent_on(cast, one)
    assert place(one, "/release") not in links(at.officer.get(place(one)))
    assert place(one, "/release") in links(at.chief.get(place(one)))
    assert (
        at.chief.post(
            place(one, "/send-back"), {"why": "Say since when", "version": now.version}
        ).status_code
        == 302
    )
    assert "Say since when" in words(at.officer.get(place(one)))


def test_every_step_opens_for_whoever_may_take_it(
    cast: SimpleNamespace, at: SimpleNamespace
) -> None:
    one = sourced(cast, entered(cast))
    now = queries.fresh(one)
    actions.rely_on(
        by=cast.officer, question=now, version=now.version, code="FOI s.40(2)", why="Names"
    )
    for step in (
        "/change",
        "/clarify",
        "/clarified",
        "/longer",
        "/withdraw",
        "/sources",
        "/answer",
        "/withhold",
        "/review",
        "/sources/1/remove",
        "/withheld/1/remove",
    ):
        assert (step, at.officer.get(place(one, step)).status_code) == (step, 200)
        assert (step, at.auditor.get(place(one, step)).status_code) == (step, 403)
    for step in ("/nothing", "/sources/9/remove", "/withheld/9/remove"):
        assert (step, at.officer.get(place(one, step)).status_code) == (step, 404)
    for_the_panel = entered(cast, kind="panel")
    assert at.officer.get(place(for_the_panel, "/withhold")).status_code == 404


def test_the_list_asks_as_little_for_many_as_for_one(
    cast: SimpleNamespace, at: SimpleNamespace
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert at.officer.get(LIST).status_code == 200
        return len(captured)

    entered(cast)
    one = asked()
    for number in range(30):
        entered(cast, about=f"Zebras number{number}", owner=cast.manager)
    assert asked() <= one + 1
    found = words(at.officer.get(f"{LIST}?kind=foi&words=number29"))
    assert "Zebras number29" in found
    assert "Zebras number28" not in found


def test_the_pack_is_given_out(cast: SimpleNamespace, at: SimpleNamespace) -> None:
    one = released(cast)
    for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK"), ("zip", b"PK")):
        given = at.officer.get(place(one, f"/pack.{ending}"))
        assert given.content.startswith(begins)
        assert "attachment" in given["Content-Disposition"]
    assert at.officer.get(place(one, "/pack.exe")).status_code == 404


# Briefings


@pytest.fixture
def choices() -> None:
    """A plan in force and an area."""
    plan = CrimePlan.objects.create(
        reference="plan",
        version=1,
        title="Plan",
        term="2021–2027",
        first_year=2021,
        last_year=2027,
        state="published",
    )
    Priority.objects.create(
        plan=plan, place=1, slug=publishing.VICTIMS, title="Support for victims", text=""
    )
    Area.objects.create(code="E07000001", name="Westmere", kind="district")
    Organisation.objects.create(
        reference="ORG-2", name="Willow Advice", name_key=name_key("Willow Advice")
    )


@pytest.mark.usefixtures("choices")
def test_a_briefing_is_chosen_read_and_taken_away(at: SimpleNamespace) -> None:
    publishing.an_area()
    for chosen, there in (
        ({"priority": publishing.VICTIMS}, f"priority/{publishing.VICTIMS}/panel"),
        ({"area": "E07000001"}, "area/E07000001/panel"),
        ({"organisation": "willow advice"}, "organisation/ORG-2/panel"),
    ):
        led = at.auditor.get("/office/briefings", {"reader": "panel", **chosen})
        assert led["Location"] == f"/office/briefings/{there}"
        page = at.auditor.get(led["Location"])
        assert page.status_code == 200
        assert "Help for victims by telephone" in words(page)
        for ending, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
            assert at.auditor.get(f"{led['Location']}/{ending}").content.startswith(begins)
        assert at.auditor.get(f"{led['Location']}/exe").status_code == 404


@pytest.mark.usefixtures("choices")
def test_a_briefing_about_nothing_or_about_two_things_is_asked_for_again(
    at: SimpleNamespace,
) -> None:
    for chosen, message in (
        ({"priority": ""}, "Choose a priority or an area, or enter an organisation"),
        ({"priority": publishing.VICTIMS, "area": "E07000001"}, "Choose one of the three"),
        ({"organisation": "Nobody at all"}, "There is no one organisation called “Nobody at all”"),
    ):
        page = at.auditor.get("/office/briefings", {"reader": "panel", **chosen})
        assert page.status_code == 422
        assert message in words(page)


def test_where_nothing_is_published_a_page_says_what_to_do(at: SimpleNamespace) -> None:
    page = at.auditor.get("/office/briefings/area/E07000009/panel")

    assert page.status_code == 404
    assert "Nothing is published about this yet" in words(page)
    for wrong in ("area/E07000009/nobody", "fund/CORE/panel", "area/E07000009/panel/pdf"):
        assert at.auditor.get(f"/office/briefings/{wrong}").status_code == 404


@pytest.mark.parametrize(
    ("kind", "key", "leads_from"),
    [
        ("organisation", "ORG-2", "/organisations/ORG-2"),
        ("priority", publishing.VICTIMS, "/plan"),
        ("area", "E07000001", "/needs/N23456789"),
    ],
)
def test_anyone_reads_a_briefing_from_publications_alone(
    client: Client, kind: str, key: str, leads_from: str
) -> None:
    publishing.an_area()
    publishing.decision("D-1", 100)
    for number in range(30):
        publishing.agreement(f"MANY{number:02}", number)
    here = f"/briefing/{kind}/{key}"
    with only_public_tables(), CaptureQueriesContext(connection) as captured:
        page = client.get(here)

    assert page.status_code == 200
    assert len(captured) <= 5
    assert len(page.content) <= 40 * KIB
    assert "Who provides what" in words(page)
    assert here in links(client.get(leads_from))


def test_a_withdrawn_organisation_has_a_tombstone_for_a_briefing(
    client: Client, cast: SimpleNamespace
) -> None:
    row = Publication.objects.get(kind="organisation", key="ORG-2", is_latest=True)
    withdraw(publication=row, by=cast.chief, why="A mistake")

    page = client.get("/briefing/organisation/ORG-2")
    assert page.status_code == 410
    assert "Help for victims" not in words(page)
    for wrong in ("organisation/NONE", "area/none", "fund/CORE", "priority/none"):
        assert client.get(f"/briefing/{wrong}").status_code == 404


def test_the_disclosure_log_asks_little_and_a_withdrawn_answer_is_gone(
    client: Client, cast: SimpleNamespace
) -> None:
    assert "No answer is published yet" in words(client.get("/answers"))
    rows = []
    for number in range(3):
        one = released(cast, about=f"Question {number}")
        rows.append(
            actions.publish_answer(
                by=cast.chief,
                question=one,
                version=one.version,
                title=f"Question {number}",
                words="What does it cost?",
            )
        )
    for address in ("/answers", f"/answers/{rows[0].key}"):
        with only_public_tables(), CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(captured) <= 5
    withdraw(publication=rows[0], by=cast.chief, why="It named somebody")
    assert client.get(f"/answers/{rows[0].key}").status_code == 410
    assert "Question 0" not in words(client.get("/answers"))


def test_an_answer_links_no_source_that_is_gone(client: Client, cast: SimpleNamespace) -> None:
    one = released(cast)
    row = actions.publish_answer(
        by=cast.chief, question=one, version=one.version, title="Cost", words="What does it cost?"
    )
    agreement = Publication.objects.get(kind="agreement", key="CORE004", is_latest=True)
    withdraw(publication=agreement, by=cast.chief, why="A mistake")

    assert "/register/CORE004" not in links(client.get(f"/answers/{row.key}"))
