"""Due diligence and subsidy checks of an organisation, once for all its bids."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import actions, queries, rules
from precept.parties.models import DueDiligence, Organisation, SubsidyCheck
from tests.parties.events import last, personal
from tests.parties.refuge import ADDRESS, STREET

SELLS = rules.SubsidyAnswers(offers_on_market=True, on_market_terms=False, could_affect=True)


def record(by: Person, organisation: Organisation, **said: object) -> DueDiligence:
    return actions.record_diligence(
        **{  # type: ignore[arg-type]  # what the action takes
            "by": by,
            "organisation": organisation,
            "kind": "identity",
            "outcome": "satisfied",
            "evidence": "Looked at the register: same name, registered 2011.",
            **said,
        }
    )


def test_a_new_organisation_has_every_check_missing(club: Organisation) -> None:
    found = queries.diligence(club)

    assert {one.kind for one in found} == set(rules.DILIGENCE)
    assert {one.state for one in found} == {"missing"}
    assert len(queries.diligence_problems(club)) == 9


def test_a_check_says_who_when_and_on_what_evidence(club: Organisation, officer: Person) -> None:
    check = record(officer, club)

    assert (check.by, check.outcome) == (officer, "satisfied")
    kind, said = last(club.subject)
    assert (kind, said["after"]["kind"]) == ("due diligence recorded", "identity")
    assert "same name" in personal(club.subject)
    assert "Identity and registration: missing" not in queries.diligence_problems(club)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, "complete"),
        ({"outcome": "with conditions"}, "complete"),
        ({"outcome": "not needed"}, "complete"),
        ({"outcome": "not satisfied"}, "not satisfied"),
    ],
    ids=["satisfied", "with conditions", "explained", "not satisfied"],
)
def test_a_check_stands_by_its_outcome(
    club: Organisation, officer: Person, said: dict[str, str], state: str
) -> None:
    record(officer, club, **said)

    assert queries.diligence(club)[0].state == state


def test_a_check_holds_until_its_last_day(club: Organisation, officer: Person) -> None:
    ends = clock.today() + timedelta(days=10)
    record(officer, club, expires=ends)

    assert queries.diligence(club, ends)[0].state == "complete"
    assert queries.diligence(club, ends + timedelta(days=1))[0].state == "expired"


def test_a_check_is_made_again_and_the_earlier_one_is_kept(
    club: Organisation, officer: Person
) -> None:
    first = record(officer, club, outcome="not satisfied")
    second = record(officer, club, latest=first.reference)

    assert queries.diligence(club)[0].check == second
    assert queries.earlier_checks(club) == [first]


def test_two_who_check_at_once_do_not_overwrite_each_other(
    club: Organisation, officer: Person, manager: Person
) -> None:
    record(officer, club, latest="")

    with pytest.raises(Changed):
        record(manager, club, latest="", outcome="not satisfied")
    assert DueDiligence.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "shoes"}, "kind"),
        ({"outcome": "fine"}, "outcome"),
        ({"source": "a dream"}, "source"),
        ({"evidence": " "}, "evidence"),
        ({"evidence": "x" * 2_001}, "evidence"),
        ({"expires": date(2020, 1, 1)}, "expires"),
    ],
    ids=["kind", "outcome", "source", "none", "too much", "over"],
)
def test_what_cannot_be_is_refused_beside_its_field(
    club: Organisation, officer: Person, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        record(officer, club, **said)

    assert refused.value.field == field


def test_who_checks_has_the_power_and_is_no_member(
    club: Organisation, marker: Person, applicant: Person, officer: Person
) -> None:
    for somebody in (marker, applicant):
        with pytest.raises(NotAllowed):
            record(somebody, club)
    actions.add_member(
        by=officer, organisation=club, person=officer, keeps_profile=True, signs=False, why="So"
    )
    with pytest.raises(NotAllowed):
        record(officer, club)


def test_evidence_does_not_say_where_a_refuge_is(
    start: Callable[..., Organisation], officer: Person
) -> None:
    refuge = start(
        "Larkmantle House", is_protected=True, secret_address=ADDRESS, area="Leicestershire"
    )

    with pytest.raises(Refused) as refused:
        record(officer, refuge, evidence=f"Visited them at {STREET}")

    assert refused.value.field == "evidence"


def test_a_gap_is_explained(club: Organisation, officer: Person) -> None:
    actions.explain_gap(
        by=officer, organisation=club, kind="insurance", why="No activity of its own is funded"
    )

    states = {one.kind: one.state for one in queries.diligence(club)}
    assert states["insurance"] == "complete"


def test_the_office_sees_what_waits_in_three_queries_however_many(
    start: Callable[..., Organisation],
    person: Callable[..., Person],
    officer: Person,
    django_assert_num_queries: Callable[..., object],
) -> None:
    from django.http import QueryDict

    def names() -> list[str]:
        with django_assert_num_queries(3):  # type: ignore[attr-defined]  # a context of the plugin
            table = queries.diligence_page(officer, QueryDict("waits=unchecked"))
        return [row[0].text for row in table.rows]

    start("Oxenmere Boxing Club", by=person())
    assert len(names()) == 1
    for number in range(30):
        start(f"Club of {number} Withies", by=person())
    officer = Person.objects.get(pk=officer.pk)
    assert len(names()) == 31


def test_who_does_not_check_sees_nothing_waiting(
    club: Organisation, marker: Person, officer: Person
) -> None:
    assert queries.how_many_wait(marker) == 0
    assert queries.how_many_wait(officer) == 1


def check(
    by: Person, organisation: Organisation, pounds: str = "10000", **said: object
) -> SubsidyCheck:
    return actions.check_subsidy(
        **{  # type: ignore[arg-type]  # what the action takes
            "by": by,
            "organisation": organisation,
            "activity": "A café open to the public",
            "amount": Money.of(pounds),
            "answers": SELLS,
            "about": "bid:CSF-2026-0001",
            **said,
        }
    )


def test_a_charity_that_sells_is_an_enterprise_for_what_it_sells(
    club: Organisation, officer: Person
) -> None:
    made = check(officer, club)

    assert made.outcome == "minimal financial assistance"
    assert queries.subsidy_problem("bid:CSF-2026-0001") == (
        "The organisation has not been told in writing that it is Minimal Financial Assistance."
    )
    assert last(made.subject)[0] == "subsidy checked"


def test_the_same_charity_is_none_for_what_it_gives(club: Organisation, officer: Person) -> None:
    gives = rules.SubsidyAnswers(offers_on_market=False, on_market_terms=False, could_affect=True)

    check(officer, club, answers=gives)

    assert queries.subsidy_problem("bid:CSF-2026-0001") is None


def test_the_steps_follow_one_another(club: Organisation, officer: Person, marker: Person) -> None:
    made = check(officer, club)
    today = clock.today()
    step = actions.record_subsidy_step
    with pytest.raises(Refused) as refused:
        step(by=officer, check=made, step="confirmed", on=today, version=1)
    assert refused.value.field == "step"
    with pytest.raises(NotAllowed):
        step(by=marker, check=made, step="notified", on=today, version=1)
    with pytest.raises(Refused) as refused:
        step(by=officer, check=made, step="notified", on=today + timedelta(days=1), version=1)
    assert refused.value.field == "on"

    made = step(by=officer, check=made, step="notified", on=today, version=1)
    assert queries.subsidy_steps_left(made) == ["confirmed"]
    with pytest.raises(Changed):
        step(by=officer, check=made, step="confirmed", on=today, version=1)
    with pytest.raises(Changed):
        step(by=officer, check=made, step="notified", on=today, version=2)
    step(by=officer, check=made, step="confirmed", on=today, version=2)

    assert queries.subsidy_problem("bid:CSF-2026-0001") is None


def test_nothing_follows_where_it_is_no_subsidy(club: Organisation, officer: Person) -> None:
    gives = rules.SubsidyAnswers(offers_on_market=False, on_market_terms=False, could_affect=True)
    made = check(officer, club, answers=gives)

    with pytest.raises(Refused):
        actions.record_subsidy_step(
            by=officer, check=made, step="notified", on=clock.today(), version=1
        )


def test_above_the_limit_it_needs_a_full_assessment(club: Organisation, officer: Person) -> None:
    made = check(officer, club, pounds="315000.01")

    assert made.outcome == "needs full assessment"
    assert "full assessment" in (queries.subsidy_problem("bid:CSF-2026-0001") or "")
    assert queries.subsidy_steps_left(made) == ["uploaded"]


def test_money_without_any_check_is_not_given(club: Organisation) -> None:
    assert (
        queries.subsidy_problem("bid:CSF-2026-0009")
        == "No subsidy check was made of this activity."
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"activity": ""}, "activity"),
        ({"pounds": "0"}, "amount"),
        ({"on": date(2022, 1, 1)}, "on"),
    ],
    ids=["nothing", "no money", "before the Act"],
)
def test_what_cannot_be_checked_is_refused(
    club: Organisation, officer: Person, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        check(officer, club, **said)  # type: ignore[arg-type]  # as named

    assert refused.value.field == field


def test_only_who_checks_organisations_checks_subsidies(
    club: Organisation, marker: Person, applicant: Person
) -> None:
    for somebody in (marker, applicant):
        with pytest.raises(NotAllowed):
            check(somebody, club)
