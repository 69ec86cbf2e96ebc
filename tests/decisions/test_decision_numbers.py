"""The series of numbers has no gap, or the gap is explained, and nothing is told of what is still decided."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from precept.decisions import actions, queries, rules
from precept.decisions.models import Decision, NumberExplained
from precept.decisions.rules import dated
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from tests.decisions.conftest import now
from tests.reading import words

Make = Callable[..., Decision]
ClientAs = Callable[[Person], Client]
SERIES = dated.series()[0]
SAYS = "The draft was given up before anybody signed it."


@pytest.mark.parametrize(
    ("reference", "count"),
    [
        ("EXE-2026-0042", 42),
        ("EXE-2026-12345", 12345),
        ("EXE-2026-0000", None),
        ("EXE-2026-42", None),
        ("EXE-2026-00042", None),
        ("EXE-1999-0001", None),
        ("ABC-2026-0001", None),
        ("EXE-2026-DRAFT", None),
        ("exe-2026-0001", None),
    ],
)
def test_a_number_of_the_series_is_told_from_other_references(
    reference: str, count: int | None
) -> None:
    found = rules.number_of(reference)

    assert (found.count if found else None) == count


@given(st.sets(st.integers(1, 40)))
def test_numbers_there_and_missing_are_all_up_to_the_highest(counts: set[int]) -> None:
    there = [f"EXE-2026-{count:04d}" for count in counts]

    found = rules.missing(SERIES, 2026, there, [*there, "EXE-2025-0099", "EXE-2026-OTHER"])

    assert sorted([*there, *found]) == [
        f"EXE-2026-{count:04d}" for count in range(1, max(counts, default=0) + 1)
    ]


@pytest.mark.parametrize(
    ("reason", "state", "says", "field"),
    [
        ("withdrawn", "withdrawn", SAYS, None),
        ("refused", "refused", SAYS, None),
        ("error", "withdrawn", SAYS, None),
        ("error", "", SAYS, None),
        ("withdrawn", "refused", SAYS, "reason"),
        ("withdrawn", "", SAYS, "reason"),
        ("nonsense", "", SAYS, "reason"),
        ("error", "", " ", "words"),
        ("elsewhere", "", "See another.", "words"),
        ("elsewhere", "", "See EXE-2026-0001.", None),
        ("withdrawn", "draft", SAYS, ""),
        ("withdrawn", "signed", SAYS, ""),
        ("withdrawn", "published", SAYS, ""),
        ("withdrawn", "taken down", SAYS, ""),
    ],
)
def test_only_what_came_to_nothing_is_explained(
    reason: str, state: str, says: str, field: str | None
) -> None:
    problem = rules.explaining_problem(
        reference="EXE-2026-0002",
        reason=reason,
        words=says,
        state=state,
        highest=3,
        others=["EXE-2026-0001"],
    )

    assert (problem[0] if problem else None) == field


def test_a_number_that_was_not_given_out_is_not_explained() -> None:
    for reference in ("EXE-2026-0004", "EXE-2026-DRAFT"):
        assert rules.explaining_problem(
            reference=reference, reason="error", words=SAYS, state="", highest=3, others=[]
        )


@pytest.fixture
def three(cast: SimpleNamespace, draft: Make, published: Make) -> list[Decision]:
    """Numbers 1 (given up), 2 (still a draft) and 3 (published)."""
    first, second = draft(), draft()
    third = published()
    actions.withdraw_draft(by=cast.officer, decision=first, why="Not needed any more.")
    return [now(first), now(second), third]


def explain(by: Person, reference: str = "EXE-2026-0001", **fields: object) -> NumberExplained:
    given_ = {"reference": reference, "reason": "withdrawn", "words": SAYS}
    return actions.explain_number(by=by, **{**given_, **fields})


@pytest.mark.django_db
def test_a_gap_is_explained_as_an_event_and_in_public(
    three: list[Decision], cast: SimpleNamespace
) -> None:
    before = words(Client().get("/decisions/numbers"))
    assert "EXE-2026-0001 Not published yet" in before
    assert "EXE-2026-0002 Not published yet" in before
    assert Client().get("/decisions/EXE-2026-0001").status_code == 404

    explain(cast.manager)

    after = words(Client().get("/decisions/numbers/2026"))
    assert f"EXE-2026-0001 Withdrawn before it was signed. {SAYS}" in after
    assert "EXE-2026-0002 Not published yet" in after
    assert SAYS in words(Client().get("/decisions/EXE-2026-0001"))
    event = Event.objects.get(subject="decision-number:EXE-2026-0001")
    assert event.type == "missing number explained"


@pytest.mark.django_db
def test_nothing_is_told_of_what_is_still_decided(
    three: list[Decision], cast: SimpleNamespace, draft: Make
) -> None:
    """Not how far it is, not its title, and not that numbers above the highest published were given out."""
    draft(title="A secret fourth")
    page = words(Client().get("/decisions/numbers"))

    assert "EXE-2026-0004" not in page
    for secret in (three[1].title, "Draft", "Not needed any more"):
        assert secret not in page
    with pytest.raises(Refused, match="still being made"):
        explain(cast.manager, "EXE-2026-0002")
    with pytest.raises(Refused, match="the log shows it"):
        explain(cast.manager, "EXE-2026-0003")


@pytest.mark.django_db
def test_an_explanation_is_put_right_as_a_new_version(
    three: list[Decision], cast: SimpleNamespace
) -> None:
    explain(cast.manager)
    with pytest.raises(Changed):
        explain(cast.manager, words="Another.", version=7)

    explain(cast.manager, reason="error", words="The number was given out twice.", version=1)

    latest = Publication.objects.get(kind="decision-number", is_latest=True)
    assert latest.version == 2
    assert "given out twice" in latest.payload


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["officer", "treasurer", "commissioner", "auditor", "provider"])
def test_who_publishes_explains_and_nobody_else(
    who: str, three: list[Decision], cast: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        explain(getattr(cast, who))


@pytest.mark.django_db
def test_a_decision_taken_down_is_no_gap(three: list[Decision], cast: SimpleNamespace) -> None:
    third = three[2]
    actions.withdraw_decision(by=cast.manager, decision=third, why="Overtaken.")

    assert "EXE-2026-0003" not in words(Client().get("/decisions/numbers"))
    assert "EXE-2026-0003" not in [gap.reference for gap in queries.gaps(2026)]
    with pytest.raises(Refused, match="the log shows it"):
        explain(cast.manager, "EXE-2026-0003")


@pytest.mark.django_db
def test_the_office_sees_which_gaps_wait_for_words(
    three: list[Decision], cast: SimpleNamespace, client_as: ClientAs
) -> None:
    manager = client_as(cast.manager)
    page = words(manager.get("/office/decisions/numbers"))
    assert "1 number waits for an explanation." in page
    assert "EXE-2026-0002 Draft Not published yet" in page

    sent = manager.post(
        "/office/decisions/numbers/EXE-2026-0001",
        {"version": "0", "reason": "withdrawn", "words": SAYS},
    )

    assert sent.headers["Location"] == "/office/decisions/numbers?year=2026"
    page = words(manager.get("/office/decisions/numbers"))
    assert "waits for an explanation" not in page
    assert "Change the explanation" in page
    assert manager.get("/office/decisions/numbers?year=2024").status_code == 200
    assert manager.get("/office/decisions/numbers/EXE-2026-0009").status_code == 404
    empty = words(manager.get("/office/decisions/numbers?year=2013"))
    assert "No number of 2013 is missing" in empty


@pytest.mark.django_db
def test_the_log_is_empty_in_words_and_has_no_year_that_nothing_bears() -> None:
    anybody = Client()

    assert "No decision is published yet" in words(anybody.get("/decisions/numbers"))
    assert anybody.get("/decisions/numbers/2026").status_code == 404
    assert anybody.get("/decisions/numbers/99999").status_code == 404
    assert anybody.get("/decisions.csv").content.decode("utf-8-sig").count("\r\n") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 6])
def test_the_numbers_cost_the_same_however_many_are_missing(
    count: int,
    cast: SimpleNamespace,
    draft: Make,
    published: Make,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for _ in range(count):
        one = draft()
        actions.withdraw_draft(by=cast.officer, decision=one, why="Not needed.")
        explain(cast.manager, one.reference)
    published()

    with django_assert_max_num_queries(4):
        page = Client().get("/decisions/numbers")

    assert page.content.decode().count(SAYS) == count


@pytest.mark.django_db
def test_the_log_is_taken_away_as_a_list(three: list[Decision]) -> None:
    told = Client().get("/decisions.csv")
    head, row = told.content.decode("utf-8-sig").split("\r\n")[:2]

    assert told.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert head.startswith("Reference,Title,Kind,Decision by,Signed,Amount in pounds,Publication")
    assert row.startswith("EXE-2026-0003,Awards of People Zones round 2,Award of grants,")
    assert ",39305.40,Published in full,false," in row
    assert row.endswith("/decisions/EXE-2026-0003")


@pytest.mark.django_db
def test_the_log_is_narrowed_by_power_and_by_what_is_withheld(three: list[Decision]) -> None:
    anybody = Client()

    power = "power-crime-and-disorder-reduction-grant"
    assert "EXE-2026-0003" in words(anybody.get("/decisions", {"power": power}))
    assert "EXE-2026-0003" in words(anybody.get("/decisions", {"status": "open"}))
