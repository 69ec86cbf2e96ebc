"""The office's pages of redaction: marking by a form, the second person's page, reviews, and what each costs."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from precept.decisions.models import Decision, Redaction
from precept.foundation.people.models import Person
from tests.decisions.conftest import now
from tests.decisions.test_decisions_pages import hidden, send
from tests.decisions.test_redaction_actions import mark, release
from tests.reading import words

pytestmark = pytest.mark.django_db
Make = Callable[..., Decision]
ClientAs = Callable[[Person], Client]
PLACE = "/office/decisions/EXE-2026-0001"
REVIEWED = {"review-day": "16", "review-month": "11", "review-year": "2027"}
TYPED = {
    "part": "background",
    "words": "October",
    "exemption": "FOI s.43(2)",
    "why": "Rivals would gain more than the public.",
    **REVIEWED,
}


def test_words_go_from_a_form_past_a_second_person_to_a_mark_in_public(
    signed: Make, cast: SimpleNamespace, client_as: ClientAs, on: Callable[[date], None]
) -> None:
    decision = signed()
    officer, manager = client_as(cast.officer), client_as(cast.manager)
    assert "Redact words" in words(officer.get(PLACE))
    assert "Mark what may not be published" in words(officer.get(f"{PLACE}/redactions"))

    form = officer.get(f"{PLACE}/redactions/new").content.decode()
    assert 'data-redact-part="background"' in form
    assert send(officer, f"{PLACE}/redactions/new", **TYPED).headers["Location"] == (
        f"{PLACE}/redactions"
    )
    own = words(officer.get(f"{PLACE}/redactions/1"))
    assert "Take the mark back" in own
    assert "Release it" not in own
    assert officer.get(f"{PLACE}/redactions/1/release").status_code == 403

    assert "A redaction to release" in words(manager.get("/office/decisions"))
    page = manager.get(f"{PLACE}/redactions/1/release").content.decode()
    assert "The round closed in <mark>October</mark>." in page
    assert send(manager, f"{PLACE}/redactions/1/release").headers["Location"] == (
        f"{PLACE}/redactions/1"
    )
    on(date(2026, 11, 17))
    send(manager, f"{PLACE}/publish")

    public = words(Client().get(f"/decisions/{decision.reference}"))
    assert "The round closed in [redacted: s.43(2)]." in public
    assert "Section 43(2): commercial interests" in public
    assert "Rivals would gain more than the public." in public
    assert "16 November 2027" in public
    assert "Published in part" in public
    assert "October" not in public


def test_what_is_wrong_is_said_beside_its_field(
    signed: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    signed()
    officer = client_as(cast.officer)
    place = f"{PLACE}/redactions/new"

    empty = words(send(officer, place))
    for told in (
        "Choose the part of the notice in which the words stand.",
        "Enter the words to redact, exactly as they stand there.",
        "Choose the exemption that applies.",
    ):
        assert told in empty
    assert "These words do not stand in this part: background." in words(
        send(officer, place, **{**TYPED, "words": "November"})
    )
    assert "Say how the public interest was weighed." in words(
        send(officer, place, **{**TYPED, "why": ""})
    )
    assert "The words stand there once." in words(
        officer.post(place, {**hidden(officer.get(place)), **TYPED, "place": "2"})
    )
    assert not Redaction.objects.exists()


def test_who_signs_reads_the_whole_words_and_who_does_not_work_on_it_the_marks(
    ready: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    decision = ready()
    release(cast.manager, mark(cast.officer, decision))

    signing = words(client_as(cast.commissioner).get(f"{PLACE}/sign"))
    assert "⟦October⟧ [redacted: s.43(2)]" in signing
    assert "October" not in words(client_as(cast.commissioner).get(f"{PLACE}/notice"))
    assert client_as(cast.marker).get(f"{PLACE}/redactions").status_code == 404


def test_a_review_that_has_come_is_listed_and_ends_in_keeping_or_lifting(
    signed: Make, cast: SimpleNamespace, client_as: ClientAs, on: Callable[[date], None]
) -> None:
    release(cast.manager, mark(cast.officer, signed()))
    on(date(2026, 11, 17))
    manager, chief = client_as(cast.manager), client_as(cast.chief)
    send(manager, f"{PLACE}/publish")
    one = f"{PLACE}/redactions/1"
    assert "once the day of its review has come" in words(
        send(manager, f"{one}/ask-to-lift", why="Known now.")
    )
    Redaction.objects.update(review=date(2026, 11, 17))

    assert "EXE-2026-0001, redaction 1" in words(
        manager.get("/office/decisions/redactions", {"due": "due"})
    )
    assert "A redaction to look at again" in words(manager.get("/office/decisions"))
    kept = send(manager, f"{one}/keep", why="It runs on.", **REVIEWED)
    assert kept.headers["Location"] == one
    Redaction.objects.update(review=date(2026, 11, 17))
    assert send(manager, f"{one}/ask-to-lift", why="Known now.").headers["Location"] == one
    page = words(chief.get(f"{one}/lift"))
    assert "Everybody can read the words at once." in page
    assert "Known now." in page
    assert send(chief, f"{one}/lift").headers["Location"] == one

    assert "The round closed in October." in words(Client().get("/decisions/EXE-2026-0001"))
    assert "[redacted" not in words(Client().get("/decisions/EXE-2026-0001"))


def test_the_second_person_is_told_where_the_words_are_public_already(
    published: Make, signed: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    published(title="Awards of an October long past")
    mark(cast.officer, signed(title="Awards that are redacted"))
    manager = client_as(cast.manager)

    page = words(manager.get("/office/decisions/EXE-2026-0002/redactions/1"))
    assert "Public elsewhere?" in page
    assert "Awards of an October long past" in page


def test_an_absolute_exemption_is_published_without_a_test(
    draft: Make, published: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    one = draft()
    place = f"{PLACE}/withheld"
    officer = client_as(cast.officer)
    typed = {
        "status": "exempt",
        "exempt_words": "Who it was that asked for it.",
        "exemption": "FOI s.40(2)",
        "exemption_review-day": "16",
        "exemption_review-month": "11",
        "exemption_review-year": "2027",
    }
    qualified = send(officer, place, **{**typed, "exemption": "FOI s.43(2)"})
    assert "Say how the public interest was weighed." in words(qualified)
    assert send(officer, place, **typed).headers["Location"] == PLACE

    published(now(one))

    page = words(Client().get("/decisions/EXE-2026-0001"))
    assert "Section 40(2): personal information (FOI s.40(2))." in page
    assert "This exemption is absolute" in page
    assert "How the public interest was weighed" not in page


def test_the_list_of_redactions_is_empty_in_words(
    cast: SimpleNamespace, client_as: ClientAs
) -> None:
    page = words(client_as(cast.manager).get("/office/decisions/redactions"))

    assert "No words are redacted. Open a decision before it is published" in page


@pytest.mark.parametrize("count", [1, 5])
def test_pages_of_redactions_cost_the_same_with_few_and_with_many(
    count: int, draft: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    text = " ".join(f"number{number}" for number in range(5))
    one = draft(words={"summary": "S", "background": text, "recommendation": "R", "reasons": "R"})
    for number in range(count):
        mark(cast.officer, one, words=f"number{number}")
    manager = client_as(cast.manager)
    costs: dict[str, int] = {}
    for place in (
        "/office/decisions/redactions",
        "/office/decisions",
        f"{PLACE}/redactions",
        f"{PLACE}/redactions/1",
        f"{PLACE}/redactions/new",
    ):
        manager.get(place)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert manager.get(place).status_code == 200
        costs[place] = len(asked)

    assert costs == {
        "/office/decisions/redactions": 5,
        "/office/decisions": 10,
        f"{PLACE}/redactions": 16,
        f"{PLACE}/redactions/1": 12,
        f"{PLACE}/redactions/new": 10,
    }


def test_where_the_money_comes_from_is_typed_published_and_adds_up(
    draft: Make, published: Make, cast: SimpleNamespace, client_as: ClientAs
) -> None:
    one = draft()
    officer = client_as(cast.officer)
    typed: dict[str, Any] = {
        "title": one.title,
        "kind": "award",
        "amount": "39305.40",
        "power": one.power,
        "summary": "S",
        "recommendation": "R",
        "reasons": "R",
        "finance_source": "The Safety Fund.",
        "finance_years": "2026-27: £30,000\n2027-28: £9,305",
    }
    assert "The years add up to £39,305, and the amount is £39,305.40." in words(
        send(officer, f"{PLACE}/words", **typed)
    )
    typed["finance_years"] = "2026-27: £30,000\n2027-28: nine"
    assert "Write each year like 2026-27: £12,000.00" in words(
        send(officer, f"{PLACE}/words", **typed)
    )
    typed["finance_years"] = "2026-27: £30,000\n2027-28: £9,305.40"
    assert send(officer, f"{PLACE}/words", **typed).headers["Location"] == PLACE
    assert "2027-28: £9,305.40" in words(officer.get(f"{PLACE}/words"))

    published(now(one))

    page = words(Client().get("/decisions/EXE-2026-0001"))
    assert "Where the money comes from The Safety Fund." in page
    assert "2026–27 £30,000" in page
    assert "Total £39,305.40" in page
