"""The office's pages of awards and letters: what is shown, to whom, and what they cost."""

import io
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from docx import Document

from precept.do.agreements import actions, queries
from precept.do.agreements.models import Award, Awarding
from precept.do.assessment.models import Recommendation
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.people.models import Person
from precept.parties import actions as standing
from precept.parties import rules as parties_rules

pytestmark = pytest.mark.django_db
ROUND = "/office/rounds/PZ-2024-25-2"
LETTERS = f"{ROUND}/letters/EXE-2024-PZ2"


def told(cast: SimpleNamespace, awarding: Awarding) -> None:
    actions.record_letters_sent(
        by=cast.manager, awarding=awarding, day=date(2024, 11, 28), why="In the paper file."
    )


def test_the_board_offers_the_decision_once_something_is_recommended(
    past: Recommendation, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(cast.officer)
    page = browser.get(f"{ROUND}/awards").content.decode()
    assert "Draft the decision" in page
    assert "awards are made when it is signed" in page

    answer = browser.post(f"{ROUND}/awards/draft", {"reference": "EXE-2024-PZ2"})
    assert answer.headers["Location"] == "/office/decisions/EXE-2024-PZ2"
    page = browser.get(f"{ROUND}/awards").content.decode()
    assert "Draft the decision" not in page
    assert "EXE-2024-PZ2</a> is not signed yet" in page


def test_a_letter_for_each_bid_on_one_page_and_as_word(
    past_awards: Awarding, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(cast.officer)
    page = browser.get(LETTERS).content.decode()
    assert page.count('<details class="govuk-details">') == 12
    assert "We are pleased to offer you an award of £9,999.40" in page
    assert "We are sorry to tell you" in page

    award = Award.objects.get(reference="PZ-2024-0001")
    answer = browser.get(f"{LETTERS}/{award.result.bid.reference}.docx")
    said = "\n".join(one.text for one in Document(io.BytesIO(answer.content)).paragraphs)
    assert "Dear Invented Group 0" in said
    assert "£9,999.40" in said


def test_the_round_is_told_and_one_award_is_accepted_on_paper(
    past_awards: Awarding, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(cast.manager)
    answer = browser.post(
        f"{LETTERS}/sent",
        {
            "day-day": "28",
            "day-month": "11",
            "day-year": "2024",
            "way": "post",
            "why": "In the paper file.",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    award = Award.objects.get(reference="PZ-2024-0001")
    assert award.state == "offered"
    answer = browser.post(
        "/office/awards/PZ-2024-0001/accepted",
        {
            "version": award.version,
            "day-day": "5",
            "day-month": "12",
            "day-year": "2024",
            "on_paper": "The round’s file",
            "why": "Run on paper.",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    page = browser.get("/office/awards/PZ-2024-0001").content.decode()
    assert page.count("Not stated.") == 2
    assert "/office/register/PZ-2024-0001" in page


def test_the_board_costs_the_same_with_one_award_and_with_many(
    past_awards: Awarding,
    cast: SimpleNamespace,
    client_as: Callable[[Person], Client],
    counted: Any,
) -> None:
    told(cast, past_awards)
    browser = client_as(cast.officer)
    browser.get(f"{ROUND}/awards")
    with counted() as many:
        browser.get(f"{ROUND}/awards")
    Award.objects.exclude(reference="PZ-2024-0001").delete()
    with counted() as one:
        browser.get(f"{ROUND}/awards")

    # Who asks, and the shell around every page, take the first queries.
    assert len(many) == len(one) <= 19


@pytest.mark.parametrize("who", ["auditor", "marker", "treasurer"])
def test_awards_are_shown_only_to_those_whose_work_needs_them(
    past_awards: Awarding, cast: SimpleNamespace, client_as: Callable[[Person], Client], who: str
) -> None:
    browser = client_as(getattr(cast, who))

    assert browser.get(f"{ROUND}/awards").status_code == 403
    assert browser.get(LETTERS).status_code == 403
    assert browser.get("/office/awards/PZ-2024-0001").status_code == 404


def test_the_office_sees_what_it_has_not_checked_before_it_pays(
    live_awards: Awarding, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    award = Award.objects.select_related("recipient", "result__bid").order_by("pk")[0]
    assert award.recipient is not None
    address = f"/office/awards/{award.reference}"
    page = client_as(cast.officer).get(address).content.decode()
    assert "Identity and registration: missing" in page
    assert "No subsidy check was made of this activity." in page
    assert f"?about={award.result.bid.subject}" in page

    for kind in parties_rules.DILIGENCE:
        standing.explain_gap(
            by=cast.officer, organisation=award.recipient, kind=kind, why="Its project is small"
        )
    gives = parties_rules.SubsidyAnswers(
        offers_on_market=False, on_market_terms=False, could_affect=True
    )
    standing.check_subsidy(
        by=cast.officer,
        organisation=award.recipient,
        activity="Free evening walks",
        amount=award.amount,
        answers=gives,
        about=award.result.bid.subject,
    )

    page = client_as(cast.officer).get(address).content.decode()
    assert "For the office to check" not in page
    checked = {one.award.pk: one.unchecked for one in queries.board(SYSTEM, award.opportunity).rows}
    assert checked.pop(award.pk) == []
    assert all(checked.values())
