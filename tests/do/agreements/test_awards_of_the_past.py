"""A round that came from a spreadsheet goes all the way: decided, told, published, accepted, in the register."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.decisions import actions as decisions
from precept.decisions import queries as deciding
from precept.decisions.models import Decision
from precept.do.agreements import actions, queries
from precept.do.agreements.models import Agreement, Award, Awarding
from precept.do.opportunities.models import Opportunity
from precept.foundation.ledger.actions import Refused
from precept.foundation.money import Money
from precept.foundation.outbox.models import Mail
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from precept.foundation.publications.queries import latest_or_none
from tests.do.agreements.awarding import stage

pytestmark = pytest.mark.django_db
WHY = "The letters of 28 November 2024 are in the paper file."


def told(cast: SimpleNamespace, awarding: Awarding) -> Awarding:
    return actions.record_letters_sent(
        by=cast.manager, awarding=awarding, day=date(2024, 11, 28), why=WHY
    )


def publish(cast: SimpleNamespace, awarding: Awarding, on: Callable[[date], None]) -> None:
    now = Decision.objects.get(pk=awarding.decision_id)
    assert now.publish_on is not None
    on(now.publish_on)
    decisions.publish_decision(by=cast.manager, decision=now)


def test_a_signed_decision_makes_six_awards_to_the_penny(past_awards: Awarding) -> None:
    awards = list(Award.objects.order_by("reference"))

    assert [one.reference for one in awards] == [f"PZ-2024-{at:04d}" for at in range(1, 7)]
    assert sum(one.amount.pence for one in awards) == Money.of("39305.40").pence
    assert {one.state for one in awards} == {"decided"}
    assert past_awards.results.count() == 12
    assert set(past_awards.results.values_list("way", flat=True)) == {"post"}
    assert stage(past_awards.opportunity) == "decided"


def test_the_decision_waits_until_applicants_were_told(
    past_awards: Awarding, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    with pytest.raises(Refused, match="12 applicants have not been told what was decided"):
        publish(cast, past_awards, on)
    told(cast, past_awards)
    publish(cast, past_awards, on)

    assert Decision.objects.get().state == "published"


def test_a_round_of_the_past_goes_all_the_way_to_the_register(
    past_awards: Awarding, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    told(cast, past_awards)
    publish(cast, past_awards, on)
    for award in Award.objects.order_by("reference"):
        actions.record_acceptance(
            by=cast.officer,
            award=award,
            version=award.version,
            day=date(2024, 12, 5),
            on_paper="The round’s paper file",
            why="The round was run on paper.",
        )

    released = latest_or_none("round-results", "PZ-2024-25-2")
    assert released is not None
    said = released.payload
    assert (said.received, said.ranked, said.awarded, said.success_percent) == (12, 12, 6, 50)
    assert [one.count for one in said.decisions[0].bands] == [2, 5, 4, 1]
    assert said.pence == Money.of("39305.40").pence
    of = Opportunity.objects.get()
    assert (of.state, of.spend, stage(of)) == ("awarded", Money.of("39305.40"), "awarded")
    agreements = Agreement.objects.filter(kind="grant agreement")
    assert agreements.count() == 6
    assert set(agreements.values_list("is_invented", "procedure")) == {(True, "grant round")}
    first = agreements.get(reference="PZ-2024-0001")
    assert first.current_amount == Money.of("9999.40")
    assert first.conditions.count() == len(past_awards.conditions) > 0
    assert not first.outcomes.exists()
    assert not first.payments.exists()
    assert not Mail.objects.filter(kind="award letter").exists()


def test_nobody_who_was_not_awarded_is_named_in_anything_public(
    past_awards: Awarding, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    told(cast, past_awards)
    publish(cast, past_awards, on)
    released = "".join(
        Publication.objects.filter(
            kind__in=["round-results", "decision", "opportunity"]
        ).values_list("payload", flat=True)
    )

    assert "Invented Group 5" in released
    for at in range(6, 12):
        assert f"Invented Group {at}" not in released
        assert f"Project {at}" not in released


def test_offers_made_on_paper_in_the_past_never_lapse(
    past_awards: Awarding, cast: SimpleNamespace, on: Callable[[date], None]
) -> None:
    told(cast, past_awards)
    on(date(2027, 3, 1))

    assert actions.lapse_due() == 0
    assert actions.remind_due() == 0
    assert set(Award.objects.values_list("state", "accept_by")) == {("offered", None)}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"day": date(2026, 11, 17)}, "today or in the past"),
        ({"day": date(2024, 11, 25)}, "signed on 26 November 2024"),
        ({"why": " "}, "how that is known"),
        ({"way": "mail"}, "how they were told"),
    ],
    ids=["in the future", "before the signature", "no reason", "by mail"],
)
def test_how_a_past_round_was_told_is_stated_in_full(
    past_awards: Awarding, cast: SimpleNamespace, given: dict[str, object], words: str
) -> None:
    said = {"day": date(2024, 11, 28), "why": WHY, **given}
    with pytest.raises(Refused, match=words):
        actions.record_letters_sent(by=cast.manager, awarding=past_awards, **said)  # type: ignore[arg-type]


def test_the_notice_waits_for_nothing_else(past_awards: Awarding, cast: SimpleNamespace) -> None:
    told(cast, past_awards)
    now = Decision.objects.get(pk=past_awards.decision_id)

    assert not any("told" in one for one in deciding.not_yet(now))
    assert queries.fresh_awarding(past_awards).state == "told"


def test_a_letter_that_went_out_on_paper_is_not_made_up_afterwards(
    past_awards: Awarding, cast: SimpleNamespace, client_as: Callable[[Person], Client]
) -> None:
    browser = client_as(cast.officer)
    place = "/office/rounds/PZ-2024-25-2/letters/EXE-2024-PZ2"
    bid = Award.objects.order_by("reference")[0].result.bid.reference
    assert browser.get(f"{place}/{bid}.docx").status_code == 200
    told(cast, past_awards)

    page = browser.get(place).content.decode()
    assert f"The letter is not kept here: {WHY}" in page
    assert "Dear Invented Group" not in page
    assert browser.get(f"{place}/{bid}.docx").status_code == 404
