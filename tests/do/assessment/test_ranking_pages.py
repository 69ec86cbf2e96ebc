"""The pages of moderation, ranking and feedback: what is shown and to whom, and at what cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from precept.do.assessment import actions, queries
from precept.do.assessment.models import AgreedScore, Feedback, Recommendation
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from tests.do.assessment.conftest import declare, give
from tests.do.assessment.moderating import begin, mark_all, meet, moderated

pytestmark = pytest.mark.django_db
SCORES = [(4, 4, 4), (3, 3, 2), (3, 3, 2), (1, 1, 1)]
AT = "/office/rounds/CSF-2026-27-7"


@pytest.fixture
def marked(marking: Call, bids: list[Bid], markers: list[Person], manager: Person) -> Call:
    mark_all(bids, markers[:2], SCORES)
    declare(manager, marking)
    return marking


@pytest.fixture
def ready(marked: Call, bids: list[Bid], manager: Person, officer: Person) -> Call:
    moderated(marked, bids, manager, SCORES)
    declare(officer, marked)
    return marked


@pytest.fixture
def kept(ready: Call, officer: Person) -> Recommendation:
    return begin(ready, officer)


def words(response: Any) -> str:
    text: str = response.content.decode()
    return text


# Moderation


def test_moderation_says_what_to_do_before_there_is_a_meeting(
    marked: Call, manager: Person, client_as: Callable[[Person], Client]
) -> None:
    shown = client_as(manager).get(f"{AT}/moderation")

    assert shown.status_code == 200
    assert "No moderation meeting was opened yet" in words(shown)
    assert f"{AT}/moderation/open" in words(shown)


def test_a_meeting_is_opened_agreed_and_closed_through_its_pages(
    marked: Call,
    bids: list[Bid],
    manager: Person,
    markers: list[Person],
    client_as: Callable[[Person], Client],
) -> None:
    browser = client_as(manager)
    opened = browser.post(
        f"{AT}/moderation/open",
        {
            "held-day": "20",
            "held-month": "11",
            "held-year": "2026",
            "chair": manager.reference,
            "people": [markers[0].reference],
            "quorum": "2",
            "exception": "",
        },
    )
    assert opened.headers["Location"] == f"{AT}/moderation"
    for bid in bids:
        page = browser.get(f"{AT}/moderation/bids/{bid.reference}")
        assert "RAW need" in words(page)
        saved = browser.post(
            f"{AT}/moderation/bids/{bid.reference}",
            {
                f"{name}_{key}": value
                for key in ("need", "delivery", "value")
                for name, value in (("score", "2"), ("reason", "Agreed so"), ("version", "0"))
            },
        )
        assert saved.status_code == 302
    version = queries.open_meeting(marked.opportunity)
    assert version is not None
    closed = browser.post(
        f"{AT}/moderation/close", {"version": version.version, "minutes": "All were discussed"}
    )

    assert closed.status_code == 302
    assert AgreedScore.objects.filter(is_locked=True, score=2).count() == 12
    assert "scores locked" in words(browser.get(f"{AT}/moderation"))


def test_a_stale_save_at_the_meeting_keeps_what_was_typed(
    marked: Call, bids: list[Bid], manager: Person, client_as: Callable[[Person], Client]
) -> None:
    meeting = meet(marked, manager)
    need = queries.scored_on(marked)[0]
    actions.agree_score(
        by=manager, bid=bids[0], criterion=need, score=1, reason="First", meeting=meeting
    )
    given = {"score_need": "2", "reason_need": "CANARY-TYPED", "version_need": "0"}
    given |= {f"version_{key}": "0" for key in ("delivery", "value")}
    overtaken = client_as(manager).post(f"{AT}/moderation/bids/{bids[0].reference}", given)

    assert overtaken.status_code == 409
    assert "CANARY-TYPED" in words(overtaken)
    assert "First" in words(overtaken)


def test_the_board_hides_a_recused_person_their_bid_everywhere(
    marked: Call, bids: list[Bid], manager: Person, client_as: Callable[[Person], Client]
) -> None:
    meet(marked, manager)
    declare(manager, marked, bids[0])
    browser = client_as(manager)

    assert bids[0].title not in words(browser.get(f"{AT}/moderation"))
    assert bids[1].title in words(browser.get(f"{AT}/moderation"))
    assert browser.get(f"{AT}/moderation/bids/{bids[0].reference}").status_code == 404


@pytest.mark.parametrize(
    "place", ["moderation", "moderation/open", "ranking", "feedback", "moderation/corrections"]
)
def test_pages_are_shut_to_who_declared_nothing(
    ready: Call, place: str, person: Callable[..., Person], client_as: Callable[[Person], Client]
) -> None:
    late = person(role="commissioning-manager")

    assert client_as(late).get(f"{AT}/{place}").status_code == 403


def test_a_correction_is_proposed_and_settled_by_two_through_the_pages(
    ready: Call,
    bids: list[Bid],
    officer: Person,
    manager: Person,
    client_as: Callable[[Person], Client],
) -> None:
    at = f"{AT}/moderation/bids/{bids[0].reference}/need"
    assert "is 4" in words(client_as(officer).get(at))
    client_as(officer).post(at, {"score": "2", "why": "Typed wrongly"})
    (waiting,) = queries.corrections(manager, ready.opportunity)
    settle = f"{AT}/moderation/corrections/{waiting.pk}"

    assert client_as(officer).get(settle).status_code == 403
    assert client_as(manager).post(settle, {"outcome": "approve", "why": ""}).status_code == 302
    assert queries.in_force(waiting.agreed) == 2
    assert "corrected from 4" in words(
        client_as(manager).get(f"{AT}/moderation/bids/{bids[0].reference}")
    )


# Ranking


def test_the_ranking_says_what_to_do_at_each_step(
    ready: Call, officer: Person, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(officer)
    assert "Start the ranking" in words(browser.get(f"{AT}/ranking"))
    begun = browser.post(f"{AT}/ranking/start", {"bands": "70, 60, 40", "sharing": "ratio"})
    assert begun.status_code == 302
    shown = words(browser.get(f"{AT}/ranking"))
    assert "Choose the cut-off, with its reason" in shown
    chosen = browser.post(
        f"{AT}/ranking/cut-off", {"version": "1", "cut_off": "60", "why": "Good evidence"}
    )
    assert chosen.status_code == 302
    shown = words(browser.get(f"{AT}/ranking"))
    assert "Nothing stands against it." in shown
    assert "1 at 70 or more, 2 at 60, 0 at 40, 1 below" in shown
    assert browser.post(f"{AT}/ranking/freeze", {"version": "2"}).status_code == 302
    assert "Ranking: recommended" in words(browser.get(f"{AT}/ranking"))
    assert browser.post(f"{AT}/ranking/withdraw", {"why": "A mistake"}).status_code == 302
    assert "withdrawn: A mistake" in words(browser.get(f"{AT}/ranking"))


def test_looking_at_another_cut_off_saves_nothing(
    kept: Recommendation, officer: Person, client_as: Callable[[Person], Client]
) -> None:
    before = Event.objects.count()
    shown = words(client_as(officer).get(f"{AT}/ranking?cut-off=65"))

    assert "At a cut-off of 65: 3 funded" in shown
    assert f"{AT}/ranking/cut-off?cut-off=65" in shown
    assert Event.objects.count() == before
    kept.refresh_from_db()
    assert kept.cut_off is None


@pytest.mark.parametrize("typed", ["abc", "101", "-1", "6.5", "<script>"])
def test_a_cut_off_in_the_address_that_is_none_is_told(
    kept: Recommendation, officer: Person, client_as: Callable[[Person], Client], typed: str
) -> None:
    shown = words(client_as(officer).get(f"{AT}/ranking", {"cut-off": typed}))

    assert "Enter a whole number from 0 to 100" in shown
    assert "<script>" not in shown.split("<main")[1]


def test_the_cut_off_page_keeps_what_was_typed_where_somebody_else_was_first(
    kept: Recommendation, officer: Person, client_as: Callable[[Person], Client]
) -> None:
    actions.set_bands(by=officer, recommendation=kept, version=1, bands=[50])
    overtaken = client_as(officer).post(
        f"{AT}/ranking/cut-off", {"version": "1", "cut_off": "60", "why": "CANARY-WHY"}
    )

    assert overtaken.status_code == 409
    assert "CANARY-WHY" in words(overtaken)


def test_a_bid_is_placed_with_amount_reason_and_conditions(
    kept: Recommendation, bids: list[Bid], officer: Person, client_as: Callable[[Person], Client]
) -> None:
    browser, at = client_as(officer), f"{AT}/ranking/bids/{bids[0].reference}"
    wrong = browser.post(at, {"version": "1", "placing": "part", "amount": "£1,000", "why": ""})
    assert wrong.status_code == 422
    assert "Enter why it is funded in part" in words(wrong)

    browser.post(
        at,
        {
            "version": "1",
            "placing": "part",
            "amount": "£1,000",
            "why": "One of two halls",
            "conditions": "A lease\nA key holder",
        },
    )
    shown = words(browser.get(f"{AT}/ranking"))
    assert "One of two halls" in shown
    assert "Condition: A key holder" in shown
    assert "£1,000" in shown


def test_who_may_not_recommend_reads_the_board_and_finds_nothing_to_change(
    kept: Recommendation,
    ready: Call,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    reader = person(role="commissioner")
    finance = person(role="chief-finance-officer")
    shown = words(client_as(finance).get(f"{AT}/ranking"))
    declare(reader, ready)
    declare(finance, ready)
    assert "Ranked bids" not in shown

    read = words(client_as(reader).get(f"{AT}/ranking"))
    assert "Ranked bids" in read
    assert f"{AT}/ranking/bids/" not in read
    assert "Allow awards above the pot" in words(client_as(finance).get(f"{AT}/ranking"))
    for place in ("cut-off", "bands", "freeze", "over", "withdraw", "start"):
        assert client_as(reader).get(f"{AT}/ranking/{place}").status_code == 403


def test_an_interest_declared_a_moment_ago_takes_the_row_out_and_says_so(
    kept: Recommendation,
    ready: Call,
    bids: list[Bid],
    manager: Person,
    client_as: Callable[[Person], Client],
) -> None:
    browser = client_as(manager)
    assert bids[0].title in words(browser.get(f"{AT}/ranking"))
    declare(manager, ready, bids[0])
    shown = words(browser.get(f"{AT}/ranking"))

    assert bids[0].title not in shown
    assert bids[0].reference not in shown
    assert "You declared an interest in this round" in shown
    assert "What would this cut-off fund?" not in shown


# Feedback


def test_feedback_begins_with_the_agreed_reason_and_never_with_a_markers_comment(
    kept: Recommendation, bids: list[Bid], officer: Person, client_as: Callable[[Person], Client]
) -> None:
    shown = words(client_as(officer).get(f"{AT}/feedback/{bids[0].reference}/need"))

    assert "The meeting agreed" in shown
    assert "RAW" not in shown


def test_feedback_is_written_by_one_and_approved_by_another(
    kept: Recommendation,
    bids: list[Bid],
    officer: Person,
    manager: Person,
    client_as: Callable[[Person], Client],
) -> None:
    at = f"{AT}/feedback/{bids[3].reference}"
    browser = client_as(officer)
    assert "4 of 4 bids lack approved feedback" in words(browser.get(f"{AT}/feedback"))
    for key in ("need", "delivery", "value"):
        given = {"version": "0", "words": f"Say more about {key}"}
        assert browser.post(f"{at}/{key}", given).status_code == 302
        assert browser.get(f"{at}/{key}/approve").status_code == 403
        approved = client_as(manager).post(f"{at}/{key}/approve", {"version": "1"})
        assert approved.status_code == 302

    assert "3 of 4 bids lack approved feedback" in words(browser.get(f"{AT}/feedback"))
    assert Feedback.objects.filter(approved_by=manager).count() == 3


# What it costs


@pytest.fixture
def counted_pages(
    make_bids: Callable[..., list[Bid]],
    call: Call,
    markers: list[Person],
    manager: Person,
    officer: Person,
    counted: Any,
    client_as: Callable[[Person], Client],
) -> Callable[[int], dict[str, tuple[int, int]]]:
    """Queries and bytes of the boards at so many bids."""

    def measure(count: int) -> dict[str, tuple[int, int]]:
        bids = make_bids(count)
        for bid in bids:
            give(bid, *markers[:2], by=officer)
        for one in (*markers[:2], manager, officer):
            declare(one, call)
        Call.objects.filter(pk=call.pk).update(stage="marking")
        call.refresh_from_db()
        mark_all(bids, markers[:2], SCORES)
        meeting = meet(call, manager)
        browser, found = client_as(manager), {}
        one = f"moderation/bids/{bids[0].reference}"
        browser.get(f"{AT}/moderation")
        for name, place in (("moderation", "moderation"), ("one bid", one)):
            with counted() as asked:
                shown = browser.get(f"{AT}/{place}")
            found[name] = (len(asked), len(shown.content))
        criteria = {one.key: one for one in queries.scored_on(call)}
        AgreedScore.objects.bulk_create(
            AgreedScore(
                bid=bid, criterion=criteria[key], meeting=meeting, score=score, is_locked=True
            )
            for at, bid in enumerate(bids)
            for key, score in zip(("need", "delivery", "value"), SCORES[at % 4], strict=True)
        )
        type(meeting).objects.update(state="closed")
        Call.objects.filter(pk=call.pk).update(stage="ranking")
        call.refresh_from_db()
        kept = begin(call, officer)
        actions.set_cut_off(
            by=officer, recommendation=kept, version=1, cut_off=60, why="Good evidence"
        )
        for name, place in (
            ("ranking", "ranking"),
            ("what-if", "ranking?cut-off=70"),
            ("feedback", "feedback"),
            ("one bid, locked", one),
        ):
            with counted() as asked:
                shown = browser.get(f"{AT}/{place}")
            found[name] = (len(asked), len(shown.content))
        return found

    return measure


@pytest.mark.parametrize("count", [1, 50, 250])
def test_boards_cost_the_same_few_queries_at_any_size(
    counted_pages: Callable[[int], dict[str, tuple[int, int]]], count: int
) -> None:
    found = counted_pages(count)
    allowed = dict.fromkeys(found, 15)

    assert {name: cost for name, (cost, _) in found.items() if cost > allowed[name]} == {}
    assert {name: size for name, (_, size) in found.items() if size > 30_000 + 1_700 * count} == {}
