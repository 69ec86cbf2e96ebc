"""Improvement plans: opened for a reason, agreed or disputed by who signs, looked at, escalated, closed openly."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements.models import Agreement, BreakClause, Variation
from precept.do.partners.models import JointService
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.review.management import actions, queries
from precept.review.management.models import ActionPoint, ImprovementPlan, Meeting
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]
Draft = Callable[..., ImprovementPlan]


@pytest.fixture
def proposed(cast: SimpleNamespace, draft: Draft) -> ImprovementPlan:
    """A plan that waits for the provider."""
    made = draft()
    return actions.propose_plan(by=cast.officer, plan=made, version=made.version)


@pytest.fixture
def agreed(cast: SimpleNamespace, proposed: ImprovementPlan) -> ImprovementPlan:
    """A plan that the provider agreed to."""
    return actions.answer_plan(
        by=cast.provider, plan=proposed, version=proposed.version, answer="agreed"
    )


def test_a_draft_is_the_offices_own_and_its_steps_are_owed_by_nobody_yet(
    cast: SimpleNamespace, draft: Draft, client_as: ClientAs
) -> None:
    made = draft()

    assert Mail.objects.count() == 0
    theirs = client_as(cast.provider)
    assert theirs.get(f"/my/management/plans/{made.reference}").status_code == 404
    assert "Put a second person" not in words(theirs.get("/my/management"))
    assert actions.remind_owners() == 0


def test_a_plan_without_a_step_is_not_proposed(cast: SimpleNamespace, draft: Draft) -> None:
    made = draft()
    made.steps.all().delete()
    with pytest.raises(Refused, match="at least one step"):
        actions.propose_plan(by=cast.officer, plan=made, version=made.version)


def test_one_provider_has_one_plan_at_a_time(
    cast: SimpleNamespace, bodies: SimpleNamespace, draft: Draft
) -> None:
    first = draft()
    with pytest.raises(Refused, match="one plan at a time"):
        draft()
    with pytest.raises(Refused, match="does not provide"):
        draft(provider=bodies.rival)
    actions.withdraw_plan(by=cast.officer, plan=first, version=first.version, why="A mistake")
    assert draft().pk != first.pk


def test_who_signs_for_the_provider_agrees_and_nobody_else(
    cast: SimpleNamespace, proposed: ImprovementPlan, client_as: ClientAs
) -> None:
    assert {one.to for one in Mail.objects.all()} == {cast.provider.email}
    address = f"/my/management/plans/{proposed.reference}"
    assert client_as(cast.volunteer).get(f"{address}/answer").status_code == 403
    assert client_as(cast.rival).get(address).status_code == 404
    for by in (cast.volunteer, cast.rival, cast.officer):
        with pytest.raises(NotAllowed):
            actions.answer_plan(by=by, plan=proposed, version=2, answer="agreed")
    theirs = client_as(cast.provider)
    assert "Say what you dispute" in words(
        theirs.post(f"{address}/answer", {"version": proposed.version, "answer": "disputed"})
    )
    done = theirs.post(
        f"{address}/answer", {"version": proposed.version, "answer": "agreed", "words": "We will"}
    )
    assert done.status_code == 302

    proposed.refresh_from_db()
    assert (proposed.state, proposed.answer, proposed.answered_by) == (
        "agreed",
        "We will",
        cast.provider,
    )
    assert Mail.objects.order_by("-pk")[0].to == cast.officer.email
    with pytest.raises(Changed):
        actions.answer_plan(
            by=cast.provider, plan=proposed, version=proposed.version, answer="agreed"
        )


def test_what_was_agreed_does_not_move(cast: SimpleNamespace, proposed: ImprovementPlan) -> None:
    said = {
        name: getattr(proposed, name)
        for name in ("title", "reason", "why", "must", "shown_how", "by_when", "owner")
    }
    with pytest.raises(Refused, match="only while it is a draft"):
        actions.change_plan(by=cast.officer, plan=proposed, version=proposed.version, **said)
    with pytest.raises(Refused, match="waits for the provider"):
        actions.agree_action(
            by=cast.officer, plan=proposed, what="x", owner=cast.officer, due=date(2026, 12, 9)
        )


def test_a_disputed_plan_is_changed_and_proposed_again_or_holds_with_an_answer(
    cast: SimpleNamespace, proposed: ImprovementPlan
) -> None:
    disputed = actions.answer_plan(
        by=cast.provider,
        plan=proposed,
        version=proposed.version,
        answer="disputed",
        words="The figures are wrong",
    )
    waits = [one.text for one in queries.waits_for(cast.officer)]
    assert "The provider disputes the improvement plan “Calls are answered”" in waits
    with pytest.raises(Changed):
        actions.close_plan(
            by=cast.officer, plan=disputed, version=disputed.version, end="achieved", why="x"
        )
    held = actions.impose_plan(
        by=cast.officer, plan=disputed, version=disputed.version, why="They were counted twice"
    )

    assert held.state == "imposed"
    assert held.answer == "The figures are wrong"
    assert [one.words for one in queries.reviews_of(held)] == ["They were counted twice"]


def test_a_plan_is_achieved_once_its_steps_are_done(
    cast: SimpleNamespace, agreed: ImprovementPlan, event_types: Callable[[str], list[str]]
) -> None:
    now = actions.review_plan(
        by=cast.officer,
        plan=agreed,
        version=agreed.version,
        words="Eight of ten",
        review_on=date(2027, 1, 29),
    )
    with pytest.raises(Refused, match="not done yet"):
        actions.close_plan(
            by=cast.officer, plan=now, version=now.version, end="achieved", why="Nine of ten"
        )
    step = ActionPoint.objects.get(plan=now)
    actions.finish_action(by=cast.volunteer, action_point=step, version=1, outcome="Two now")
    closed = actions.close_plan(
        by=cast.officer, plan=now, version=now.version, end="achieved", why="Nine of ten"
    )

    assert (closed.state, closed.closed_why) == ("achieved", "Nine of ten")
    assert event_types(closed.subject) == [
        "improvement plan opened",
        "improvement plan proposed",
        "improvement plan agreed",
        "improvement plan looked at",
        "improvement plan achieved",
    ]


def test_what_the_agreement_allows_is_said_and_what_was_taken_up_is_kept(
    cast: SimpleNamespace, agreement: Agreement, agreed: ImprovementPlan, client_as: ClientAs
) -> None:
    BreakClause.objects.create(agreement=agreement, who="office", months=3, words="In writing")
    page = words(client_as(cast.officer).get(f"/office/management/plans/{agreed.reference}"))
    assert "The office: 3 months’ notice. In writing Draft a variation or an early end" in page
    variation = Variation.objects.create(
        agreement=agreement,
        number=1,
        kind="termination",
        reason="x",
        drafted_by=cast.officer,
        read_version=1,
    )
    other = Variation.objects.create(
        agreement=Agreement.objects.create(reference="CORE009", title="Other"),
        number=1,
        kind="value",
        reason="x",
        drafted_by=cast.officer,
        read_version=1,
    )
    with pytest.raises(Refused, match="another agreement"):
        actions.escalate_plan(
            by=cast.officer,
            plan=agreed,
            version=agreed.version,
            escalation="variation",
            why="x",
            variation=other,
        )
    now = actions.escalate_plan(
        by=cast.officer,
        plan=agreed,
        version=agreed.version,
        escalation="termination",
        why="Nothing moves",
        variation=variation,
    )

    said = words(client_as(cast.officer).get(f"/office/management/plans/{now.reference}"))
    assert "Escalated Notice, or an early end, 30 November 2026. Nothing moves" in said
    assert "The change CORE004-V1" in said
    closed = actions.close_plan(
        by=cast.officer, plan=now, version=now.version, end="not achieved", why="Six of ten"
    )
    assert closed.state == "not achieved"


def test_a_service_has_one_plan_that_all_who_commission_it_read(
    cast: SimpleNamespace, service: JointService, draft: Draft, client_as: ClientAs
) -> None:
    made = draft(of=service)
    address = f"/my/management/plans/{made.reference}"

    assert client_as(cast.partner).get(address).status_code == 200
    assert client_as(cast.provider).get(address).status_code == 404
    actions.propose_plan(by=cast.officer, plan=made, version=made.version)
    assert client_as(cast.provider).get(address).status_code == 200
    assert client_as(cast.stranger).get(address).status_code == 404
    assert client_as(cast.partner).get(f"{address}/answer").status_code == 403
    with pytest.raises(Refused, match="one plan at a time"):
        draft(of=service)


def test_steps_that_are_due_are_on_the_agenda(
    cast: SimpleNamespace, agreed: ImprovementPlan, call: Callable[..., Meeting]
) -> None:
    item = call().items.get(source="step")

    assert item.words == "Put a second person on the line"
    assert item.why == (
        "A step of the improvement plan “Calls are answered”, due 20 December 2026."
    )


def test_days_of_a_plan_lie_ahead(cast: SimpleNamespace, draft: Draft) -> None:
    with pytest.raises(Refused, match="lies ahead"):
        draft(by_when=date(2026, 11, 30))
    with pytest.raises(Refused, match="before the day"):
        draft(review_on=date(2027, 3, 1))
