"""Who sees which decision, its withheld words and its papers."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db.models import Q

from precept.decisions import access, actions, sign_ups
from precept.decisions.models import Decision
from precept.foundation.documents import actions as documents
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import NotAllowed
from precept.foundation.people.models import Person

pytestmark = pytest.mark.django_db
Make = Callable[..., Decision]


def sees(person: Person, decision: Decision) -> bool:
    return access.visible_to(person).filter(pk=decision.pk).exists()


def test_a_draft_is_seen_by_those_who_make_decisions_and_by_auditors(
    draft: Make, cast: SimpleNamespace
) -> None:
    decision = draft()

    assert {name for name, person in vars(cast).items() if sees(person, decision)} == {
        "officer",
        "manager",
        "treasurer",
        "chief",
        "deputy",
        "commissioner",
        "auditor",
    }


def test_a_published_one_is_seen_by_all_staff_without_what_is_withheld(
    published: Make, cast: SimpleNamespace
) -> None:
    decision = published()

    assert {name for name, person in vars(cast).items() if not sees(person, decision)} == {
        "provider"
    }
    assert not access.may_see_withheld(cast.marker, decision)
    assert access.may_see_withheld(cast.auditor, decision)


def test_a_declared_conflict_closes_a_decision_until_it_is_published(
    draft: Make, published: Make, cast: SimpleNamespace
) -> None:
    sign_ups.closed_to(
        lambda person: Q(about="opportunity:PZ-2024-25-2") if person == cast.manager else Q()
    )
    closed, open_ = draft(), draft(about="opportunity:OTHER")

    assert not sees(cast.manager, closed)
    assert sees(cast.manager, open_)
    assert sees(cast.officer, closed)


def test_a_paper_is_opened_by_those_who_work_on_decisions(
    draft: Make, cast: SimpleNamespace
) -> None:
    decision = draft()
    file = StoredFile(about=decision.subject, state="clean")

    assert access.may_open_paper(cast.treasurer, file)
    assert not access.may_open_paper(cast.marker, file)
    assert not access.may_open_paper(cast.officer, StoredFile(about="decision:NONE-1"))


def test_a_paper_is_kept_with_a_draft_and_removed_while_it_is_one(
    draft: Make, cast: SimpleNamespace
) -> None:
    decision = draft()
    file = actions.attach_paper(
        by=cast.officer, decision=decision, name="report.txt", content=b"Words"
    )
    assert file.about == decision.subject
    with pytest.raises(NotAllowed):
        documents.remove(by=cast.treasurer, file=file)
    actions.send_for_advice(by=cast.officer, decision=decision)
    with pytest.raises(NotAllowed):
        documents.remove(by=cast.officer, file=file)
    actions.return_to_draft(by=cast.officer, decision=Decision.objects.get(), why="W")

    documents.remove(by=cast.officer, file=file)

    assert StoredFile.objects.count() == 0


def test_who_signs_and_publishes_may_let_one_out_before_an_election(
    cast: SimpleNamespace,
) -> None:
    allowed = {name for name, person in vars(cast).items() if access.may_make_exception(person)}

    assert allowed == {"chief"}
