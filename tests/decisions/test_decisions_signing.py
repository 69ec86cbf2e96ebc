"""Signing: by whom the scheme names, on what was read, and never by the author."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest

from precept.decisions import actions, queries, rules, sign_ups
from precept.decisions.models import Decision, Signature
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.money import Money
from precept.foundation.outbox.models import QueuedTask
from precept.foundation.people.models import Person
from tests.decisions.conftest import TODAY, events, now, said, sign

pytestmark = pytest.mark.django_db
Make = Callable[..., Decision]


def test_signing_keeps_what_was_signed_and_seals_the_ledger(
    ready: Make, cast: SimpleNamespace
) -> None:
    decision = sign(ready(), cast.deputy)

    signature = Signature.objects.get()
    assert decision.state == "signed"
    assert signature.capacity == "Deputy commissioner"
    assert signature.delegation == "scheme-2024-deputy"
    assert signature.signed_on == TODAY
    assert signature.sha256 == rules.digest(queries.signed_content(decision))
    assert decision.publish_on == date(2026, 11, 17)
    assert QueuedTask.objects.filter(name="ledger.seal").exists()


def test_a_decision_that_moved_is_not_signed(ready: Make, cast: SimpleNamespace) -> None:
    read = ready()
    actions.return_to_draft(by=cast.officer, decision=read, why="A slip.")
    actions.amend_decision(
        by=cast.officer, decision=read, version=now(read).version, summary="Other."
    )
    back = actions.send_for_advice(by=cast.officer, decision=now(read))
    for kind in rules.ADVICE:
        adviser = cast.treasurer if kind == "finance" else cast.chief
        actions.give_advice(by=adviser, decision=back, kind=kind, words="Looked again.")
    again = actions.make_ready(by=cast.officer, decision=back)

    with pytest.raises(Changed):
        sign(again, cast.commissioner, version=read.version)
    with pytest.raises(Changed):
        sign(again, cast.commissioner, sha256="0" * 64)

    assert Signature.objects.count() == 0


def test_somebody_without_the_delegation_is_told_who_may(
    ready: Make, cast: SimpleNamespace
) -> None:
    decision = ready(amount=Money.of("60000"))

    with pytest.raises(NotAllowed) as refusal:
        sign(decision, cast.chief)

    assert refusal.value.words == (
        "You may not sign this one. Under the scheme of delegation the deputy commissioner (up to"
        " £250,000) or the commissioner may sign an award of grants of £60,000 on 16 November 2026."
    )


def test_the_senior_management_team_signs_small_awards(ready: Make, cast: SimpleNamespace) -> None:
    sign(ready(), cast.chief)

    assert Signature.objects.get().capacity == (
        "Senior management team (chief executive and monitoring officer)"
    )


def test_a_deputy_by_role_signs_as_one(
    ready: Make, cast: SimpleNamespace, person: Callable[..., Person]
) -> None:
    stand_in = person()
    stand_in.roles_held.create(
        role="commissioner", starts=TODAY, ends=TODAY, deputy_for=cast.commissioner
    )

    sign(ready(amount=Money.of("300000")), stand_in)

    assert Signature.objects.get().capacity == "Commissioner, by their deputy"


def test_the_author_does_not_sign(ready: Make, person: Callable[..., Person]) -> None:
    both = person(role=("commissioning-officer", "commissioner"))
    decision = ready(by=both)

    with pytest.raises(Refused, match="so somebody else signs it"):
        sign(decision, both, exception="All are away.")

    assert now(decision).state == "ready"


def test_in_a_small_office_the_author_may_sign_a_small_thing_with_a_reason(
    ready: Make, person: Callable[..., Person]
) -> None:
    both = person(role=("commissioning-officer", "commissioner"))
    decision = ready(by=both, kind="other", amount=None)
    with pytest.raises(Refused) as refusal:
        sign(decision, both)
    assert refusal.value.field == "exception"

    after = sign(decision, both, exception="All are away.")

    assert "All are away." in said(after)


def test_a_signature_declares_interests(ready: Make, cast: SimpleNamespace) -> None:
    with pytest.raises(Refused) as refusal:
        sign(ready(), cast.commissioner, interests=" ")

    assert refusal.value.field == "interests"


def test_what_was_signed_on_paper_is_entered_under_the_scheme_of_its_day(
    ready: Make, cast: SimpleNamespace
) -> None:
    decision, paper = ready(), {"signed_on": date(2023, 5, 2), "on_paper": "Safe, shelf 2"}
    with pytest.raises(NotAllowed, match="the commissioner may sign an award"):
        sign(decision, cast.chief, **paper)
    with pytest.raises(Refused) as lacking:
        sign(decision, cast.commissioner, **{**paper, "on_paper": ""})
    with pytest.raises(Refused, match="today or earlier"):
        sign(decision, cast.commissioner, **{**paper, "signed_on": date(2026, 11, 17)})
    assert lacking.value.field == "on_paper"

    after = sign(decision, cast.commissioner, **paper)

    assert Signature.objects.get().delegation == "commissioner-2012"
    assert after.publish_on == date(2026, 11, 17)
    assert queries.notice(after).is_on_paper


def test_a_decision_is_not_approved_with_a_reason(ready: Make, cast: SimpleNamespace) -> None:
    heard: list[str] = []
    sign_ups.when_refused(lambda one, _: heard.append(f"{one.reference} {one.state}"))
    decision = ready()
    with pytest.raises(Refused):
        actions.refuse_decision(by=cast.commissioner, decision=decision, why="")

    after = actions.refuse_decision(by=cast.commissioner, decision=decision, why="Too dear.")

    assert (after.state, after.ended_why) == ("refused", "Too dear.")
    assert heard == ["EXE-2026-0001 refused"]
    assert events(after)[-1] == "decision not approved"


def test_only_who_could_sign_may_not_approve(ready: Make, cast: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed, match="You may not decide this one"):
        actions.refuse_decision(by=cast.chief, decision=ready(amount=Money.of("60000")), why="No.")
