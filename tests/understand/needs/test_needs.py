"""Needs assessments: drafted, agreed by other hands, superseded, published without what is small."""

from datetime import date

import pytest

from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.understand import queries as everything
from precept.understand import sign_ups
from precept.understand.actions import need_parts
from precept.understand.actions import needs as actions
from precept.understand.models import Area, NeedsAssessment
from precept.understand.queries import needs as queries
from precept.understand.rules import needs as rules
from tests.understand.needs.conftest import APRIL, FIGURE, MAY
from tests.understand.told import last, told

pytestmark = pytest.mark.django_db


SAID = rules.NeedSaid(
    priorities=1,
    questions=1,
    population=10,
    population_of="people",
    population_source="A survey",
    findings="It shows.",
    owner="Manager",
    review_on=date(2023, 1, 1),
    areas=1,
    services=1,
    no_services_why="",
    gaps=1,
    edition=1,
    why="",
)
TODAY = date(2022, 12, 1)


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"priorities": 0}, "It serves no priority of the plan."),
        ({"questions": 0}, "It does not say which questions it answers."),
        ({"population": None}, "It does not say how many people it is about, and of whom."),
        ({"population_source": " "}, "The number of people has no source."),
        ({"areas": 0}, "It names no area."),
        ({"findings": ""}, "It does not say what the data shows."),
        ({"services": 0}, "It maps no service, and does not say that there is none."),
        ({"gaps": 0}, "It names no gap."),
        ({"owner": ""}, "It has no owner."),
        ({"review_on": None}, "It has no day of review."),
        ({"review_on": TODAY}, "Its day of review must lie ahead."),
        ({"edition": 2}, "It does not say why it was changed."),
    ],
)
def test_what_is_missing_is_named(lacking: dict[str, object], words: str) -> None:
    said = rules.NeedSaid(**(vars(SAID) | lacking))  # type: ignore[arg-type]

    assert rules.missing_to_agree(said, TODAY) == [words]
    assert rules.missing_to_agree(SAID, TODAY) == []


def test_a_reason_stands_for_services_where_there_are_none() -> None:
    said = rules.NeedSaid(**(vars(SAID) | {"services": 0, "no_services_why": "There is none."}))

    assert rules.missing_to_agree(said, TODAY) == []


def test_an_assessment_begins_with_its_own_reference(begun: NeedsAssessment) -> None:
    assert begun.reference[0] == "N"
    assert len(begun.reference) == 9
    assert begun.subject == f"need:{begun.reference}"
    assert told(begun.subject) == ["needs assessment begun"]


def test_only_who_keeps_the_plan_changes_it(
    begun: NeedsAssessment, commissioner: Person, areas: dict[str, Area]
) -> None:
    leicester = [areas["Leicester"]]
    for attempt in (
        lambda: actions.begin_need(by=commissioner, title="Mine"),
        lambda: actions.change_need(by=commissioner, need=begun, revision=1, findings="x"),
        lambda: actions.set_figures(by=commissioner, need=begun, revision=1, areas=leicester),
        lambda: actions.amend_need(by=commissioner, need=begun, why="x"),
        lambda: need_parts.add_gap(by=commissioner, need=begun, what="x", areas=leicester),
        lambda: need_parts.add_service(by=commissioner, need=begun, what="x", areas=leicester),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"priorities": ["nowhere"]}, "priorities"),
        ({"population": 4}, "population"),
        ({"questions": "Why?\n" * 41}, "questions"),
    ],
)
def test_what_cannot_be_so_is_refused_beside_its_field(
    begun: NeedsAssessment, officer: Person, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.change_need(by=officer, need=begun, revision=1, **said)

    assert refusal.value.field == field


def test_a_change_of_what_somebody_else_changed_is_noticed(
    begun: NeedsAssessment, officer: Person
) -> None:
    actions.change_need(by=officer, need=queries.need(begun.reference), revision=1, findings="One")

    with pytest.raises(Changed):
        actions.change_need(by=officer, need=begun, revision=1, findings="Two")


def test_an_area_is_not_chosen_together_with_what_holds_it(
    begun: NeedsAssessment, officer: Person, areas: dict[str, Area]
) -> None:
    with pytest.raises(Refused, match="Leicestershire holds Blaby"):
        actions.set_figures(
            by=officer,
            need=begun,
            revision=1,
            areas=[areas["Leicestershire"], areas["Blaby"]],
        )


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (None, MAY, "first_month"),
        (APRIL, None, "last_month"),
        (MAY, APRIL, "last_month"),
        (date(1999, 1, 1), MAY, "first_month"),
    ],
)
def test_counts_are_of_months_that_follow_one_another(
    begun: NeedsAssessment,
    officer: Person,
    areas: dict[str, Area],
    first: date | None,
    last: date | None,
    field: str,
) -> None:
    with pytest.raises(Refused) as refusal:
        actions.set_figures(
            by=officer,
            need=begun,
            revision=1,
            areas=[areas["Blaby"]],
            figures=[FIGURE],
            first_month=first,
            last_month=last,
        )

    assert refusal.value.field == field


def test_whoever_wrote_in_it_says_why_nobody_else_can_agree_it(
    draft: NeedsAssessment, officer: Person, auditor: Person
) -> None:
    with pytest.raises(NotAllowed):
        actions.agree_need(by=auditor, need=draft, revision=draft.revision)
    with pytest.raises(Refused, match="somebody else should agree it"):
        actions.agree_need(by=officer, need=draft, revision=draft.revision)

    done = actions.agree_need(
        by=officer, need=draft, revision=draft.revision, exception="The office has one officer."
    )

    assert (done.state, done.agreed_by, done.exception) == (
        "agreed",
        officer,
        "The office has one officer.",
    )


def test_an_exception_is_not_kept_where_none_was_needed(
    draft: NeedsAssessment, manager: Person
) -> None:
    done = actions.agree_need(
        by=manager, need=draft, revision=draft.revision, exception="I was asked to."
    )

    assert done.exception == ""


def test_a_draft_that_changed_since_it_was_read_is_not_agreed(
    draft: NeedsAssessment, officer: Person, manager: Person, areas: dict[str, Area]
) -> None:
    read = draft.revision
    need_parts.add_gap(by=officer, need=draft, what="One more", areas=[areas["Blaby"]])

    with pytest.raises(Changed):
        actions.agree_need(by=manager, need=draft, revision=read)


def test_what_lacks_something_is_not_agreed(begun: NeedsAssessment, manager: Person) -> None:
    with pytest.raises(Refused, match="It names no gap"):
        actions.agree_need(by=manager, need=begun, revision=begun.revision)


def test_an_agreed_edition_stays_until_the_next_is_agreed(
    agreed: NeedsAssessment, officer: Person, manager: Person
) -> None:
    with pytest.raises(Changed):
        actions.change_need(by=officer, need=agreed, revision=agreed.revision, findings="x")
    with pytest.raises(Refused) as refusal:
        actions.amend_need(by=officer, need=agreed, why=" ")
    assert refusal.value.field == "why"

    second = actions.amend_need(by=officer, need=agreed, why="New counts came.")
    with pytest.raises(Refused, match="being drafted already"):
        actions.amend_need(by=officer, need=agreed, why="Again")
    assert everything.needs_by_reference([agreed.reference, "N00000000"]) == {
        agreed.reference: agreed
    }
    assert (second.edition, second.findings) == (2, agreed.findings)
    assert second.services.get().areas.get().name == "Leicester"
    assert second.gaps.get().what == "Nothing in the west"

    actions.agree_need(by=manager, need=second, revision=second.revision)

    assert queries.need(agreed.reference, 1).state == "superseded"
    assert everything.needs_by_reference([agreed.reference]) == {agreed.reference: second}
    assert told(agreed.subject)[-3:] == [
        "new edition begun",
        "edition superseded",
        "needs assessment agreed",
    ]


def test_a_draft_is_what_hangs_on_a_reference_while_nothing_is_agreed(
    begun: NeedsAssessment,
) -> None:
    assert everything.needs_by_reference([begun.reference]) == {begun.reference: begun}


def test_services_of_the_register_are_known_by_their_typed_reference(
    begun: NeedsAssessment,
    officer: Person,
    areas: dict[str, Area],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = sign_ups.KnownService(
        "agreement:A-1", "Advocates", "Protected organisation, Leicester", "/o", "/register/A-1"
    )
    monkeypatch.setitem(
        sign_ups._finds, "agreement", lambda asked: [known] if "A-1" in asked else []
    )
    where = [areas["Leicester"]]

    made = need_parts.add_service(by=officer, need=begun, areas=where, agreement="agreement:A-1")

    assert (made.what, made.by_whom) == ("Advocates", "Protected organisation, Leicester")
    for typed in ("agreement:A-2", "A-1", "nothing:A-1"):
        with pytest.raises(Refused) as refusal:
            need_parts.add_service(by=officer, need=begun, areas=where, agreement=typed)
        assert refusal.value.field == "agreement"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"what": " ", "by_whom": "y"}, "what"),
        ({"what": "x", "by_whom": ""}, "by_whom"),
        ({"what": "x", "by_whom": "y", "areas": []}, "areas"),
    ],
)
def test_a_service_says_what_by_whom_and_where(
    begun: NeedsAssessment,
    officer: Person,
    areas: dict[str, Area],
    said: dict[str, object],
    field: str,
) -> None:
    with pytest.raises(Refused) as refusal:
        need_parts.add_service(
            **({"by": officer, "need": begun, "areas": [areas["Blaby"]]} | said)  # type: ignore[arg-type]
        )

    assert refusal.value.field == field


def test_a_stale_change_of_a_service_or_gap_is_noticed(
    draft: NeedsAssessment, officer: Person, areas: dict[str, Area]
) -> None:
    where = [areas["Blaby"]]
    service, gap = draft.services.get(), draft.gaps.get()
    need_parts.change_service(
        by=officer, service=service, revision=1, what="x", by_whom="y", areas=where
    )
    need_parts.change_gap(by=officer, gap=gap, revision=1, what="z", areas=where)

    for attempt in (
        lambda: need_parts.change_service(
            by=officer, service=service, revision=1, what="x", by_whom="y", areas=where
        ),
        lambda: need_parts.remove_service(by=officer, service=service, revision=1, why="x"),
        lambda: need_parts.change_gap(by=officer, gap=gap, revision=1, what="z", areas=where),
        lambda: need_parts.remove_gap(by=officer, gap=gap, revision=1, why="x"),
    ):
        with pytest.raises(Changed):
            attempt()


def test_what_is_taken_away_leaves_its_reason(draft: NeedsAssessment, officer: Person) -> None:
    with pytest.raises(Refused):
        need_parts.remove_gap(by=officer, gap=draft.gaps.get(), revision=1, why="")

    need_parts.remove_gap(by=officer, gap=draft.gaps.get(), revision=1, why="It was closed")

    assert last(draft.subject)["why"] == "It was closed"
    assert not draft.gaps.exists()
