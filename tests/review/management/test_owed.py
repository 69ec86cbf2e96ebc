"""Actions: who owes what, does it, is reminded of it, and finds it on their desk."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.review.management import actions
from precept.review.management.models import ActionPoint
from tests.reading import words

pytestmark = pytest.mark.django_db
ClientAs = Callable[[Person], Client]


@pytest.fixture
def owed(cast: SimpleNamespace, agreement: Agreement) -> ActionPoint:
    """What the provider owes by Friday."""
    return actions.agree_action(
        by=cast.officer,
        of=agreement,
        what="Send the figures",
        body=agreement.provider,
        due=date(2026, 12, 4),
    )


def test_an_action_is_owed_by_one_who_is_concerned(
    cast: SimpleNamespace, bodies: SimpleNamespace, agreement: Agreement
) -> None:
    said: dict[str, Any] = {
        "by": cast.officer,
        "of": agreement,
        "what": "x",
        "due": date(2026, 12, 4),
    }
    with pytest.raises(Refused, match="Choose who owes it"):
        actions.agree_action(**said)
    with pytest.raises(Refused, match="Choose who owes it"):
        actions.agree_action(**said, owner=cast.officer, body=bodies.club)
    with pytest.raises(Refused, match="neither provides nor commissions"):
        actions.agree_action(**said, body=bodies.rival)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionPoint.objects.create(agreement=agreement, what="x", due=date(2026, 12, 4))


def test_a_provider_sees_and_completes_its_own_actions(
    cast: SimpleNamespace, owed: ActionPoint, client_as: ClientAs
) -> None:
    assert [one.to for one in Mail.objects.all()] == [cast.provider.email]
    theirs = client_as(cast.volunteer)
    assert "Send the figures CORE004 Oxenmere 4 December 2026 Soon" in words(
        theirs.get("/my/management")
    )
    address = f"/my/management/actions/{owed.reference}"
    assert client_as(cast.rival).get(address).status_code == 404
    assert "Say what came of it" in words(theirs.post(address, {"version": 1, "outcome": ""}))
    assert theirs.post(address, {"version": 1, "outcome": "Sent"}).status_code == 302

    owed.refresh_from_db()
    assert (owed.done_on, owed.done_by, owed.outcome) == (
        date(2026, 11, 30),
        cast.volunteer,
        "Sent",
    )
    assert "Sent" in words(theirs.get(address))
    assert "What you owe Nothing at present." in words(
        theirs.get("/my/management")
    ) or "Nothing concerns you yet" in words(theirs.get("/my/management"))
    with pytest.raises(Changed):
        actions.finish_action(by=cast.officer, action_point=owed, version=2, outcome="Again")


def test_only_the_owner_or_who_manages_agreements_finishes_an_action(
    cast: SimpleNamespace, agreement: Agreement, owed: ActionPoint
) -> None:
    for by in (cast.auditor, cast.rival, cast.partner, cast.chief):
        with pytest.raises(NotAllowed):
            actions.finish_action(by=by, action_point=owed, version=1, outcome="Done")
    with pytest.raises(Refused, match="later than today"):
        actions.finish_action(
            by=cast.officer,
            action_point=owed,
            version=1,
            outcome="Done",
            done_on=date(2026, 12, 1),
        )
    own = actions.agree_action(
        by=cast.officer, of=agreement, what="Read it", owner=cast.auditor, due=date(2026, 12, 4)
    )
    assert actions.finish_action(
        by=cast.auditor, action_point=own, version=1, outcome="Read"
    ).done_on


def test_owners_are_reminded_once_before_and_once_after(
    cast: SimpleNamespace, agreement: Agreement, owed: ActionPoint, today: Callable[[date], None]
) -> None:
    actions.agree_action(
        by=cast.officer, of=agreement, what="x", owner=cast.auditor, due=date(2026, 12, 4)
    )
    Mail.objects.all().delete()

    assert [actions.remind_owners(), actions.remind_owners()] == [2, 0]
    today(date(2026, 12, 5))
    assert [actions.remind_owners(), actions.remind_owners()] == [2, 0]
    assert sorted(Mail.objects.values_list("to", "subject")) == sorted(
        (to, f"An action {verb} on 4 December 2026")
        for to in (cast.auditor.email, cast.provider.email)
        for verb in ("is due", "was due")
    )
    assert all("figures" not in mail.text.reveal() for mail in Mail.objects.all() if mail.text)
    moved = ActionPoint.objects.get(pk=owed.pk)
    actions.move_action(
        by=cast.officer,
        action_point=moved,
        version=moved.version,
        due=date(2026, 12, 9),
        why="They are ill",
    )
    assert actions.remind_owners() == 1


def test_what_is_owed_stands_on_its_owners_desk(
    cast: SimpleNamespace, agreement: Agreement, client_as: ClientAs
) -> None:
    made = actions.agree_action(
        by=cast.officer,
        of=agreement,
        what="Ask the court",
        owner=cast.auditor,
        due=date(2026, 11, 27),
    )
    desk = client_as(cast.auditor)

    assert "Ask the court CORE004, due 27 November 2026 Late" in words(desk.get("/office/"))
    assert "Ask the court" not in words(client_as(cast.chief).get("/office/"))
    page = f"/office/management/actions/{made.reference}"
    assert desk.post(f"{page}/finish", {"version": 1, "outcome": "Asked"}).status_code == 302
    assert "Ask the court" not in words(desk.get("/office/"))
    assert desk.get(f"{page}/move").status_code == 403
