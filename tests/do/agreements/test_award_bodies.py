"""An accountable body that was asked to hold an award's money: nothing is accepted before it agreed."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements.models import Awarding
from precept.do.bids import actions as bids
from precept.do.bids.models import BodyAsked
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.parties.models import Organisation
from precept.parties.rules import name_key
from tests.do.agreements.awarding import sent, sign_for
from tests.do.agreements.test_offers import FIRST, accept, award


@pytest.fixture
def offered(live_awards: Awarding, cast: SimpleNamespace) -> Awarding:
    """The live round's awards, offered to their bidders by mail."""
    return sent(live_awards, cast)


@pytest.fixture
def asked(offered: Awarding, live: SimpleNamespace) -> BodyAsked:
    """The first bid said that a trust was asked to hold its money, and it has not answered."""
    made: BodyAsked = BodyAsked.objects.create(
        bid=live.bids[0],
        name="The Wrenfield Trust",
        email="chair@wrenfield.example",
        asked_by=live.leads[0],
    )
    return made


def trust_of(person: Person) -> Organisation:
    """An organisation whose chair was written to."""
    person.email = "chair@wrenfield.example"
    person.save(update_fields=["email"])
    body = Organisation.objects.create(
        reference="wrenfield-trust", name="Wrenfield Trust", name_key=name_key("Wrenfield Trust")
    )
    sign_for(body, person)
    return body


@pytest.mark.django_db
def test_an_award_waits_for_the_accountable_body_that_then_accepts_it(
    asked: BodyAsked,
    live: SimpleNamespace,
    person: Callable[..., Person],
    client_as: Callable[[Person], Client],
) -> None:
    words = "The Wrenfield Trust has not agreed to hold the money yet."
    with pytest.raises(Refused, match=words):
        accept(live.leads[0], award())
    assert words in client_as(live.leads[0]).get(f"/my/awards/{FIRST}").content.decode()
    chair = person()
    body = trust_of(chair)
    before = award().version

    bids.answer_for_body(by=chair, asked=asked, organisation=body, agrees=True)

    assert (award().accountable_body, award().version) == (body, before + 1)
    assert Event.objects.filter(
        subject=f"award:{FIRST}", type="accountable body changed", actor=chair.ledger_name
    ).exists()
    with pytest.raises(NotAllowed):
        accept(live.leads[0], award())
    assert "Wrenfield Trust holds the money" in accept(chair, award()).note


@pytest.mark.django_db
def test_an_award_is_not_accepted_for_a_body_that_said_no_until_another_is_named(
    asked: BodyAsked, live: SimpleNamespace, person: Callable[..., Person]
) -> None:
    chair = person()
    bids.answer_for_body(by=chair, asked=asked, organisation=trust_of(chair), agrees=False)
    with pytest.raises(Refused, match="Wrenfield Trust will not hold the money"):
        accept(live.leads[0], award())

    bid = live.bids[0]
    bid.organisation.members.filter(person=live.leads[0]).update(keeps_profile=True)
    bids.set_bidder(by=live.leads[0], bid=bid, organisation=bid.organisation)

    assert accept(live.leads[0], award()).provider == bid.organisation
