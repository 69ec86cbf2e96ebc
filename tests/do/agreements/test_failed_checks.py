"""A failed check stands against an offer, until another hand records why it is made all the same."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements import actions
from precept.do.agreements.models import Award, Awarding
from precept.do.bids.models import Conflict
from precept.foundation.ledger.actions import NotAllowed, Refused, said
from precept.foundation.ledger.models import Event
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import DueDiligence
from precept.parties.rules import SubsidyAnswers
from tests.do.agreements.awarding import accept, prepared, sent

pytestmark = pytest.mark.django_db


def fail(one: Award, by: Person, kind: str = "sanctions") -> DueDiligence:
    assert one.recipient is not None
    return parties.record_diligence(
        by=by,
        organisation=one.recipient,
        kind=kind,
        outcome="not satisfied",
        evidence="It is on the list",
    )


def of(bid_at: int, live: SimpleNamespace) -> Award:
    return Award.objects.select_related("result__bid", "recipient").get(
        result__bid=live.bids[bid_at]
    )


def now(one: Award) -> Award:
    return Award.objects.get(pk=one.pk)


def allow(one: Award, by: Person, why: str = "Another group of the same name") -> Award:
    return actions.allow_offer(by=by, award=one, version=now(one).version, why=why)


def test_an_award_with_a_failed_check_is_not_offered_until_another_hand_allows_it(
    live_awards: Awarding, live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    one = of(0, live)
    check = fail(one, cast.officer)
    with pytest.raises(Refused, match="A check failed, and nobody has allowed") as refused:
        prepared(live_awards, cast)
    assert f"{one.reference}: Sanctions and debarment of" in refused.value.words

    for nobody in (cast.officer, cast.manager, cast.treasurer):
        with pytest.raises(NotAllowed):
            allow(one, nobody)
    with pytest.raises(Refused, match="Say why"):
        allow(one, cast.commissioner, " ")
    made = allow(one, cast.commissioner)

    assert (made.allowed_by, made.allowed_checks) == (cast.commissioner, [check.reference])
    event = Event.objects.get(type="offer allowed in spite of failed checks")
    assert said(event)["why"] == "Another group of the same name"
    live_awards.refresh_from_db()
    ready = actions.prepare_letters(
        by=cast.officer, awarding=live_awards, version=live_awards.version
    )
    assert ready.state == "ready"


def test_a_check_that_fails_after_it_was_allowed_stands_against_it_again(
    live_awards: Awarding, live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    one = of(0, live)
    fail(one, cast.officer)
    allow(one, cast.commissioner)
    fail(one, cast.officer, "people")

    with pytest.raises(Refused, match="People who run it"):
        prepared(live_awards, cast)


def test_whoever_recorded_the_check_does_not_allow_the_offer(
    live_awards: Awarding, live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    one = of(0, live)
    check = fail(one, cast.officer)
    DueDiligence.objects.filter(pk=check.pk).update(by=cast.commissioner)

    with pytest.raises(NotAllowed, match="somebody else allows"):
        allow(one, cast.commissioner)


def test_nobody_allows_what_a_conflict_shuts_or_what_did_not_fail(
    live_awards: Awarding, live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    one = of(0, live)
    with pytest.raises(Refused, match="No check of this award failed"):
        allow(one, cast.commissioner)
    fail(one, cast.officer)
    Conflict.objects.create(bid=live.bids[0], person=cast.commissioner, kind="family")
    with pytest.raises(NotAllowed):
        allow(one, cast.commissioner)


def test_a_subsidy_that_needs_a_full_assessment_stands_against_the_offer(
    live_awards: Awarding, live: SimpleNamespace, cast: SimpleNamespace
) -> None:
    one = of(0, live)
    assert one.recipient is not None
    parties.check_subsidy(
        by=cast.officer,
        organisation=one.recipient,
        activity="A gym that sells memberships",
        amount=Money.of("400000"),
        answers=SubsidyAnswers(offers_on_market=True, on_market_terms=False, could_affect=True),
        about=one.result.bid.subject,
    )

    with pytest.raises(Refused, match="full assessment under the Subsidy Control Act 2022"):
        prepared(live_awards, cast)
    allow(one, cast.commissioner, "The assessment is made and kept with the decision")
    live_awards.refresh_from_db()
    actions.prepare_letters(by=cast.officer, awarding=live_awards, version=live_awards.version)


def test_a_check_that_fails_after_the_offer_stands_against_accepting_without_telling_which(
    live_awards: Awarding,
    live: SimpleNamespace,
    cast: SimpleNamespace,
    client_as: Callable[[Person], Client],
) -> None:
    sent(live_awards, cast)
    one = of(0, live)
    fail(one, cast.officer)

    with pytest.raises(Refused, match="The office has still to settle a check") as refused:
        accept(live.leads[0], now(one))
    assert "Sanctions" not in refused.value.words

    address = f"/office/awards/{one.reference}"
    assert "Allow the offer" not in client_as(cast.officer).get(address).content.decode()
    browser = client_as(cast.commissioner)
    page = browser.get(address).content.decode()
    assert "Sanctions and debarment of" in page
    assert f"{address}/allow" in page
    assert client_as(cast.officer).get(f"{address}/allow").status_code == 403
    answer = browser.post(
        f"{address}/allow", {"version": now(one).version, "why": "Another group of that name"}
    )
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "(the offer was allowed in spite of it)" in browser.get(address).content.decode()
    assert accept(live.leads[0], now(one)).reference == one.reference
