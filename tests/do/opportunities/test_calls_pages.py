"""The office's pages of calls: what they show, to whom, and that nothing typed is lost."""

from collections.abc import Callable

import pytest
from django.test import Client

from precept.do.opportunities import actions, queries
from precept.do.opportunities.models import Call
from precept.foundation.people.models import Person
from precept.plan.models import Fund
from tests.do.opportunities.conftest import LEVELS
from tests.reading import words

pytestmark = pytest.mark.django_db
HERE = "/office/rounds/CSF-2026-27-1"
MOST_QUERIES = 30


@pytest.fixture
def officer_browser(runner: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(runner)


@pytest.fixture
def second_browser(second: Person, client_as: Callable[[Person], Client]) -> Client:
    return client_as(second)


def test_a_round_is_set_up_from_a_fund(
    office_day: object, officer_browser: Client, funds: dict[str, Fund]
) -> None:
    answered = officer_browser.post(
        "/office/rounds/new-call", {"copy_from": "afresh", "fund": "CSF", "theme": "Rural crime"}
    )

    assert (answered.status_code, answered["Location"]) == (302, f"{HERE}/set-up")
    text = words(officer_browser.get(f"{HERE}/set-up"))
    assert "Confirm the dates: they were suggested or copied" in text
    assert "Add the criteria that bids are marked on" in text


def test_a_round_that_is_like_no_other_needs_a_fund(
    office_day: object, officer_browser: Client, funds: dict[str, Fund]
) -> None:
    page = officer_browser.post(
        "/office/rounds/new-call", {"copy_from": "afresh", "theme": "Rural crime"}
    )

    assert page.status_code == 422
    assert "Choose the fund that the round draws on" in words(page)
    assert 'value="Rural crime"' in page.content.decode()


def test_a_round_is_copied_from_an_earlier_one(published: Call, officer_browser: Client) -> None:
    officer_browser.post(
        "/office/rounds/new-call", {"copy_from": "CSF-2026-27-1", "theme": "Again"}
    )

    text = words(officer_browser.get("/office/rounds/CSF-2026-27-2/set-up"))
    assert "It is like CSF-2026-27-1" in text
    assert "Before it goes live Confirm the dates" in text


PARTS: dict[str, dict[str, str]] = {
    "about": {"theme": "Rural crime", "purpose": "To make villages safer."},
    "who": {"who_may_apply": "Charities"},
    "priorities": {},
    "area": {"area": "Rutland"},
    "dates": {
        "opens-day": "8",
        "opens-month": "12",
        "opens-year": "2026",
        "opens_time": "midday",
        "closes-day": "20",
        "closes-month": "1",
        "closes-year": "2027",
        "closes_time": "12 noon",
        "decision_expected-day": "1",
        "decision_expected-month": "3",
        "decision_expected-year": "2027",
    },
    "limits": {"limit": "10,000", "longest_months": "12"},
    "pot": {
        "available": "204,030.33",
        "fund_1": "CSF",
        "name_1": "OPCC",
        "amount_1": "100,000.00",
        "fund_2": "VRN",
        "amount_2": "104,030.33",
    },
    "match": {"match_rule": "required", "match_percent": "20"},
    "marking": {
        "who_marks": "Two officers",
        "markers_per_bid": "3",
        "quorum": "2",
        "hides_applicant": "yes",
    },
    "deciding": {"decider": "commissioner", "power": "power-crime-and-disorder-reduction-grant"},
    "papers": {
        "papers": "constitution",
        "papers_asked_of": "winners",
        "body_agrees_before": "submission",
    },
    "handling": {"is_rolling": "no", "is_sealed": "yes"},
    "steps": {"title_1": "Checks", "what_1": "We check each bid."},
    "contact": {"contact": "Telephone us"},
}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_a_page_that_keeps_what_is_typed(
    draft: Call, officer_browser: Client, funds: dict[str, Fund], part: str
) -> None:
    address = f"{HERE}/set-up/{part}"
    assert officer_browser.get(address).status_code == 200

    answered = officer_browser.post(address, {"version": draft.version, **PARTS[part]})

    assert answered.status_code == 302, words(answered)
    now = queries.call("CSF-2026-27-1")
    assert part in {"priorities", "handling"} or now.version == draft.version + 1


def test_what_the_pages_typed_is_what_the_round_says(
    draft: Call, officer_browser: Client, funds: dict[str, Fund]
) -> None:
    for part, fields in PARTS.items():
        version = queries.call("CSF-2026-27-1").version
        officer_browser.post(f"{HERE}/set-up/{part}", {"version": version, **fields})

    now = queries.call("CSF-2026-27-1")
    assert (now.opens_wall, now.closes_wall) == ("2026-12-08T12:00", "2027-01-20T12:00")
    assert now.opportunity.limit_words == "Up to £10,000"
    assert [(one.name, one.amount.pence) for one in queries.pot(now)] == [
        ("OPCC", 10_000_000),
        ("VRN", 10_403_033),
    ]
    assert (now.match_percent, now.markers_per_bid, now.hides_applicant) == (20, 3, True)
    assert now.steps == [{"title": "Checks", "when": "", "what": "We check each bid."}]


DOUBTS = [
    ("0:00", "8", "12", "2026", "midnight-2026-12-08"),
    ("12:00", "5", "12", "2026", "weekend-2026-12-05"),
    ("12:00", "25", "12", "2026", "bank-holiday-2026-12-25"),
]


@pytest.mark.parametrize(("at", "day", "month", "year", "key"), DOUBTS, ids=lambda v: str(v))
def test_a_doubtful_time_is_confirmed_on_the_page(
    draft: Call, officer_browser: Client, at: str, day: str, month: str, year: str, key: str
) -> None:
    fields = PARTS["dates"] | {
        "opens_time": at,
        "opens-day": day,
        "opens-month": month,
        "opens-year": year,
        "version": str(draft.version),
    }
    page = officer_browser.post(f"{HERE}/set-up/dates", fields)
    assert page.status_code == 422
    assert f'value="{key}"' in page.content.decode()

    answered = officer_browser.post(f"{HERE}/set-up/dates", fields | {"confirmed": key})
    assert answered.status_code == 302


def test_whoever_is_second_sees_both_texts(draft: Call, officer_browser: Client) -> None:
    first = {"version": draft.version, "area": "Rutland"}
    officer_browser.post(f"{HERE}/set-up/area", first)

    page = officer_browser.post(
        f"{HERE}/set-up/area", {"version": draft.version, "area": "Leicester"}
    )

    assert page.status_code == 409
    assert "Rutland" in words(page)
    assert 'value="Leicester"' in page.content.decode()


def test_criteria_are_added_weighed_and_taken_out(draft: Call, officer_browser: Client) -> None:
    levels = {f"level_{one['score']}": one["words"] for one in LEVELS}

    def version() -> int:
        return queries.call("CSF-2026-27-1").version

    assert "There are no criteria yet" in words(officer_browser.get(f"{HERE}/criteria"))
    for title in ("Need", "Value"):
        answered = officer_browser.post(
            f"{HERE}/criteria/new",
            {"version": version(), "title": title, "words": "Look", "weight": "40", **levels},
        )
        assert answered.status_code == 302, words(answered)
    assert "The weights add up to 80%" in words(officer_browser.get(f"{HERE}/criteria"))
    wrong = officer_browser.post(
        f"{HERE}/criteria/weights",
        {"version": version(), "weight_need": "60", "weight_value": "41"},
    )
    assert wrong.status_code == 422
    assert "The weights add up to 101%" in words(wrong)
    officer_browser.post(
        f"{HERE}/criteria/weights",
        {"version": version(), "weight_need": "60", "weight_value": "40"},
    )
    officer_browser.post(
        f"{HERE}/criteria/need",
        {"version": version(), "title": "Real need", "words": "L", "weight": "60", **levels},
    )
    officer_browser.post(f"{HERE}/criteria/value/take-out", {"version": version()})

    now = queries.call("CSF-2026-27-1")
    assert [(one.key, one.title, one.weight) for one in now.criteria.all()] == [
        ("need", "Real need", 60)
    ]


def test_a_scale_has_no_gaps(draft: Call, officer_browser: Client) -> None:
    fields = {"title": "Need", "words": "Look", "weight": "40", "level_0": "No", "level_2": "Yes"}

    page = officer_browser.post(f"{HERE}/criteria/new", {"version": draft.version, **fields})

    assert page.status_code == 422
    assert "Every score needs words that say what earns it" in words(page)


def test_eligibility_rules_are_added_changed_and_taken_out(
    draft: Call, officer_browser: Client
) -> None:
    fields = {"asks": "Are you local?", "right_answer": "yes", "reason": "It is a local fund."}
    officer_browser.post(f"{HERE}/eligibility/new", {"version": draft.version, **fields})
    one = draft.eligibility.get()
    assert (one.key, one.right_answer) == ("are-you-local", True)

    officer_browser.post(
        f"{HERE}/eligibility/{one.key}",
        {"version": draft.version + 1, **fields, "right_answer": "no"},
    )
    assert not draft.eligibility.get().right_answer
    assert "Who answers no" in words(officer_browser.get(f"{HERE}/eligibility"))

    officer_browser.post(f"{HERE}/eligibility/{one.key}/take-out", {"version": draft.version + 2})
    assert not draft.eligibility.exists()


def test_saving_a_part_goes_on_to_the_next_that_lacks_something(
    draft: Call, officer_browser: Client
) -> None:
    saved = officer_browser.post(
        f"{HERE}/set-up/about",
        {"version": draft.version, "theme": "Rural crime", "purpose": "To make villages safer."},
    )

    assert saved["Location"] == f"{HERE}/set-up/who"
    last = officer_browser.post(
        f"{HERE}/set-up/contact", {"version": draft.version + 1, "contact": "Write to us"}
    )
    assert last["Location"] == f"{HERE}/set-up/who"


def test_where_nothing_is_missing_saving_a_part_goes_back_to_all_of_them(
    complete: Call, officer_browser: Client
) -> None:
    saved = officer_browser.post(
        f"{HERE}/set-up/area", {"version": complete.version, "area": "Rutland"}
    )

    assert saved["Location"] == f"{HERE}/set-up"


@pytest.mark.parametrize("part", ["eligibility", "criteria"])
def test_a_round_may_begin_with_the_usual_rows_once(
    part: str, draft: Call, officer_browser: Client, second_browser: Client
) -> None:
    page = officer_browser.get(f"{HERE}/{part}")
    assert "Begin with these" in words(page)

    began = officer_browser.post(f"{HERE}/{part}", {"version": draft.version})

    assert began["Location"] == f"{HERE}/{part}"
    now = queries.call("CSF-2026-27-1")
    assert now.eligibility.count() + now.criteria.count() >= 3
    lacking = {one.part for one in queries.go_live(now)}
    assert part not in lacking
    assert "Go on to “" in words(officer_browser.get(f"{HERE}/{part}"))
    again = officer_browser.post(f"{HERE}/{part}", {"version": now.version})
    assert again.status_code == 404


def test_the_usual_rows_are_not_put_over_what_somebody_else_did_meanwhile(
    draft: Call, officer_browser: Client
) -> None:
    queried = officer_browser.post(f"{HERE}/eligibility", {"version": draft.version - 1})

    assert queried.status_code == 422
    assert not queries.call("CSF-2026-27-1").eligibility.exists()


def test_a_round_begun_afresh_is_set_up_in_twenty_pages(
    office_day: object, officer_browser: Client, runner: Person, funds: dict[str, Fund]
) -> None:
    """From the fund to a round that lacks nothing: each page once, each leading to the next."""
    begun = officer_browser.post(
        "/office/rounds/new-call", {"copy_from": "afresh", "fund": "CSF", "theme": "Rural crime"}
    )
    pages = 1
    assert begun["Location"] == f"{HERE}/set-up"
    here = f"{HERE}/set-up/about"
    while here != f"{HERE}/set-up":
        pages += 1
        assert pages <= 20, here
        call = queries.call("CSF-2026-27-1")
        version = call.version
        part = here.rsplit("/", 1)[1]
        if part == "priorities":  # no plan is published here to choose from
            served = ["support-for-victims"]
            actions.amend_call(by=runner, call=call, version=version, priorities=served)
            here = _following(part)
        elif part in {"eligibility", "criteria"}:
            officer_browser.post(here, {"version": version})
            here = _following(part)
        elif part == "questions":
            officer_browser.post(f"{here}/start", {"version": version, "key": "small-awards"})
            here = _following(part)
        else:
            # Nobody has relied on the round yet, so no page asks why it is changed.
            assert 'name="why"' not in officer_browser.get(here).content.decode()
            saved = officer_browser.post(here, {**TEN_MINUTES[part], "version": version})
            assert saved.status_code == 302, (part, words(saved))
            here = saved["Location"]

    assert queries.go_live(queries.call("CSF-2026-27-1")) == []


def _following(part: str) -> str:
    """Where the page of a part that is several pages leads on to."""
    following = queries.next_part(queries.call("CSF-2026-27-1"), part)
    return following.href if following else f"{HERE}/set-up"


TEN_MINUTES: dict[str, dict[str, object]] = {
    "about": {"theme": "Rural crime", "purpose": "To make villages safer."},
    "who": {"who_may_apply": "Charities"},
    "area": {"area": "Rutland"},
    "dates": PARTS["dates"],
    "limits": {"limit": "10,000", "longest_months": "12"},
    "pot": {
        "available": "204,030.33",
        "fund_1": "CSF",
        "name_1": "OPCC",
        "amount_1": "100,000.00",
        "fund_2": "VRN",
        "name_2": "VRN",
        "amount_2": "104,030.33",
    },
    "marking": {
        "who_marks": "Two officers",
        "markers_per_bid": "2",
        "quorum": "2",
        "hides_applicant": "no",
    },
    "deciding": {"decider": "commissioner", "power": "power-crime-and-disorder-reduction-grant"},
    "contact": {"contact": "Write to us"},
}
"""What an officer types of each part."""


def test_an_award_rests_on_a_power_and_not_on_what_a_procurement_regime_allows() -> None:
    offered = dict(queries.power_choices())

    assert "power-crime-and-disorder-reduction-grant" in offered
    assert "reserving-below-threshold" not in offered
