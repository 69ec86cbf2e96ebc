"""What an agreement is held to, as the office, its provider and the public read it."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from precept.decisions.models import Decision
from precept.do.agreements import actions, queries, rules
from precept.do.agreements.models import Agreement, Award, Awarding
from precept.foundation.ledger.actions import Refused
from precept.foundation.ledger.models import Event
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from precept.foundation.publications.queries import latest_or_none
from precept.parties import actions as parties
from tests.do.agreements.awarding import (
    FIRST,
    WELLBEING,
    accept,
    award,
    published,
    sent,
    stated,
)

REPORT = date(2027, 12, 1)


@pytest.fixture
def agreement(live_awards: Awarding, cast: SimpleNamespace, live: SimpleNamespace) -> Agreement:
    """The agreement that came of the first award, with its outcomes, conditions and payments."""
    Award.objects.filter(reference=FIRST).update(conditions=["Show us the hall’s licence."])
    published(live_awards, cast)
    return accept(live.leads[0], award())


@pytest.mark.django_db
def test_an_agreement_carries_its_terms_as_rows_that_add_up(agreement: Agreement) -> None:
    assert [one.as_rule for one in agreement.outcomes.all()] == [
        rules.Outcome(80, 80, WELLBEING.change, WELLBEING.measure, REPORT)
    ]
    first, *standard = agreement.conditions.values_list("words", flat=True)
    assert first == "Show us the hall’s licence."
    assert standard == award().result.awarding.conditions
    payments = [one.as_rule for one in agreement.payments.all()]
    assert sum(one.amount.pence for one in payments) == award().amount.pence
    assert payments[-1].due == REPORT
    event = Event.objects.get(subject=agreement.subject, type="terms recorded")
    assert "report better wellbeing" in event.parts.get(name="facts").text


@pytest.mark.django_db
def test_the_office_and_the_provider_read_its_terms(
    agreement: Agreement,
    cast: SimpleNamespace,
    live: SimpleNamespace,
    client_as: Callable[[Person], Client],
    counted: Any,
) -> None:
    office, provider = client_as(cast.officer), client_as(live.leads[0])
    Agreement.objects.update(priorities=["support-for-victims"])
    office.get("/office/register")
    with counted() as asked:
        page = office.get(f"/office/register/{FIRST}").content.decode()
    assert len(asked) <= 25
    for read in (page, provider.get(f"/my/awards/{FIRST}").content.decode()):
        assert "80 people; 80% report better wellbeing" in read
        assert "A survey at the start and at the end" in read
        assert "Show us the hall’s licence." in read
        assert "We have the report at half-time" in read
        assert "1 December 2027" in read
        assert "£5,001" in read
    assert f"/office/rounds/{live.call.opportunity.reference}" in page
    assert f"/office/awards/{FIRST}" in page

    reader = client_as(cast.auditor).get(f"/office/register/{FIRST}").content.decode()
    assert "80 people; 80% report better wellbeing" in reader
    assert f'href="/office/awards/{FIRST}"' not in reader


@pytest.mark.django_db
def test_the_public_reads_purpose_outcomes_conditions_and_planned_payments(
    agreement: Agreement, cast: SimpleNamespace, client: Client, counted: Any
) -> None:
    actions.amend_agreement(
        by=cast.officer,
        agreement=agreement,
        version=Agreement.objects.get().version,
        purpose="Walks home for older people.",
    )
    actions.publish_agreement(by=cast.manager, agreement=Agreement.objects.get())
    released = latest_or_none("agreement", FIRST)
    assert released is not None
    said = released.payload
    assert (said.purpose, said.opportunity) == ("Walks home for older people.", "CSF-2026-27-7")
    assert said.decision == award().decision.reference
    assert [one.change for one in said.outcomes] == ["report better wellbeing"]
    assert sum(one.pence for one in said.payments) == award().amount.pence

    client.get("/register")
    with counted() as asked:
        page = client.get(f"/register/{FIRST}").content.decode()
    assert len(asked) <= 5
    for words in (
        "Walks home for older people.",
        "80 people; 80% report better wellbeing",
        "1 December 2027",
        "Show us the hall’s licence.",
        "We have the last report and the receipts.",
        award().decision.reference,
    ):
        assert words in page
    for hidden in ("bank", "sort code", "account number"):
        assert hidden not in released.payload.model_dump_json().lower().replace("bank details", "")


@pytest.mark.django_db
def test_an_agreement_is_not_public_before_the_decision_that_it_comes_of(
    live_awards: Awarding,
    cast: SimpleNamespace,
    live: SimpleNamespace,
    client_as: Callable[[Person], Client],
) -> None:
    sent(live_awards, cast)
    made = accept(live.leads[0], award())
    words = f"Decision {live_awards.decision.reference}, which it comes of, is not published yet."

    with pytest.raises(Refused, match=words):
        actions.publish_agreement(by=cast.manager, agreement=made)
    job = actions.publish_changes(by=cast.manager)
    work_until_idle()
    job.refresh_from_db()
    assert words[:40] in job.words
    assert latest_or_none("agreement", FIRST) is None
    page = client_as(cast.manager).get(f"/office/register/{FIRST}").content.decode()
    assert words in page
    assert "Publish it" not in page


@pytest.mark.django_db
def test_a_changed_plan_of_payments_waits_to_be_published(
    agreement: Agreement, cast: SimpleNamespace
) -> None:
    actions.publish_agreement(by=cast.manager, agreement=Agreement.objects.get())
    one = award()
    actions.set_payment_plan(
        by=cast.officer,
        award=one,
        version=one.version,
        payments=[rules.Payment(REPORT, one.amount, "All is done.")],
        why="Paid in one sum",
    )

    [(what, _, now)] = queries.would_change(queries.agreement(cast.officer, FIRST))
    assert (what, now) == ("Payments planned", "1 December 2027, All is done., £5,001")
    assert Event.objects.filter(subject=agreement.subject, type="payments planned").exists()


@pytest.mark.django_db
def test_a_protected_bidder_s_own_words_are_not_released(
    agreement: Agreement, cast: SimpleNamespace, person: Callable[..., Person]
) -> None:
    Agreement.objects.update(title="The house in Mill Lane", purpose="A refuge in Mill Lane")
    agreement.outcomes.update(change="feel at home in Mill Lane")
    actions.publish_agreement(by=cast.manager, agreement=Agreement.objects.get())
    before = latest_or_none("agreement", FIRST)
    assert before is not None
    assert "Mill Lane" in before.payload.model_dump_json()
    assert agreement.provider is not None
    parties.mark_protected(
        by=person(role="chief-executive"),
        organisation=agreement.provider,
        area="Charnwood",
        why="A refuge",
    )
    for _ in range(2):
        released = latest_or_none("agreement", FIRST)
        assert released is not None
        assert "Mill Lane" not in released.payload.model_dump_json()
        assert "Mill Lane" not in released.title
        assert released.payload.provider == "Protected organisation, Charnwood"
        assert released.payload.conditions == tuple(award().result.awarding.conditions)
        assert released.payload.payments
        actions.publish_agreement(by=cast.manager, agreement=Agreement.objects.get(), why="Again")


@pytest.mark.django_db
def test_what_the_papers_of_a_past_round_do_not_state_stays_not_stated(
    past_awards: Awarding,
    cast: SimpleNamespace,
    client: Client,
    client_as: Callable[[Person], Client],
) -> None:
    actions.record_letters_sent(
        by=cast.manager, awarding=past_awards, day=date(2024, 11, 28), why="In the paper file."
    )
    first, second = Award.objects.order_by("reference")[:2]
    on_paper = [rules.Outcome(30, None, "join a club", "")]
    first = stated(first, cast, outcomes=on_paper, report_by=None, why="The application form.")
    for one in (first, second):
        made = actions.record_acceptance(
            by=cast.officer,
            award=one,
            version=one.version,
            day=date(2024, 12, 5),
            on_paper="The paper file",
            why="Run on paper.",
        )
        Decision.objects.update(state="published")
        actions.publish_agreement(by=cast.manager, agreement=Agreement.objects.get(pk=made.pk))

    page = client.get(f"/register/{first.reference}").content.decode()
    assert "30 people; join a club" in page
    assert page.count("Not stated.") == 1
    office = client_as(cast.officer).get(f"/office/register/{second.reference}").content.decode()
    assert office.count("Not stated.") == 2
    released = latest_or_none("agreement", second.reference)
    assert released is not None
    assert (released.payload.outcomes, released.payload.payments) == ((), ())
