"""An agreement reads as it was signed, and says who buys now: through a succession of the office."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from precept.do.agreements import actions, queries
from precept.do.agreements.models import Agreement, Awarding, Buyer
from precept.do.agreements.published import buyers_of
from precept.do.agreements.queries.paperwork import agreement_document
from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.ledger.actions import SYSTEM, Refused
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as released
from precept.parties import actions as parties
from precept.parties import queries as offices
from tests.do.agreements.signed import drafted, signed
from tests.parties.reading import words
from tests.succeeding import UNDER, approved, passed, prepared, tomorrow, write_all_down

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def a_monday(on: Callable[[date], None]) -> None:
    """It is a Monday in November, and an office is set up and public."""
    on(TODAY)
    parties.set_up_office(
        by=SYSTEM, name="Office of the Old Body", short_name="Old", body_name="The Old Body"
    )
    parties.publish_office(by=SYSTEM)


def buyers(one: Agreement) -> list[tuple[str, date | None, str]]:
    return [(row.name, row.starts, row.under) for row in Buyer.objects.filter(agreement=one)]


def test_whoever_signs_is_the_buyer() -> None:
    one = signed()

    assert buyers(one) == [("The Old Body", one.signed_on, "")]
    assert buyers(drafted(reference="CORE051")) == []


def test_an_agreement_of_the_past_was_signed_by_the_body_of_its_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passed(monkeypatch)
    old = actions.record_agreement(
        by=SYSTEM,
        reference="CORE060",
        title="Older",
        status="active",
        is_past=True,
        starts=date(2025, 4, 1),
        signed_on=date(2025, 3, 1),
        why="From its papers",
    )
    new = actions.record_agreement(
        by=SYSTEM,
        reference="CORE061",
        title="Newer",
        status="active",
        is_past=True,
        starts=clock.today(),
        signed_on=clock.today(),
        why="From its papers",
    )

    assert [name for name, _, _ in buyers(old)] == ["The Old Body"]
    assert [name for name, _, _ in buyers(new)] == ["The Board"]


def test_what_is_live_is_novated_and_its_document_stays_to_the_byte(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = signed()
    actions.publish_agreement(by=SYSTEM, agreement=one)
    before = agreement_document(one)
    row = passed(monkeypatch)
    write_all_down()

    assert buyers(one) == [
        ("The Old Body", one.signed_on, ""),
        ("The Board", row.on, UNDER),
    ]
    assert agreement_document(Agreement.objects.get(pk=one.pk)) == before
    assert before.office == "Office of the Old Body"
    latest = released.latest("agreement", one.reference)
    assert latest.payload.buyer == "The Old Body"
    assert [novation.buyer for novation in latest.payload.novations] == ["The Board"]
    assert latest.why == f"From 17 November 2026 the buyer is The Board, under {UNDER}."
    story = ledger.story(one.subject)
    assert story


def test_a_reader_between_the_act_and_its_step_reads_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = signed()
    actions.publish_agreement(by=SYSTEM, agreement=one)
    passed(monkeypatch)
    between = words(Client().get(f"/register/{one.reference}"))
    write_all_down()
    after = words(Client().get(f"/register/{one.reference}"))

    said = f"From 17 November 2026 the buyer is The Board , under {UNDER}."
    assert said in between
    assert said in after
    assert "Commissioning body, as signed The Old Body" in between
    assert "Commissioning body, as signed The Old Body" in after


def test_a_novation_publishes_nothing_else_that_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    one = signed()
    actions.publish_agreement(by=SYSTEM, agreement=one)
    changed = actions.amend_agreement(
        by=SYSTEM, agreement=one, version=one.version, note="Not to be read yet"
    )
    passed(monkeypatch)
    write_all_down()

    said = released.latest("agreement", one.reference).payload
    assert said.note == ""
    assert said.novations
    changed.refresh_from_db()
    assert changed.version > changed.published_version


def test_what_ended_before_the_day_and_what_nobody_signed_is_not_novated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended = signed(reference="CORE070")
    Agreement.objects.filter(pk=ended.pk).update(ends=TODAY)
    draft = drafted(reference="CORE071")
    passed(monkeypatch)
    write_all_down()

    assert [name for name, _, _ in buyers(ended)] == ["The Old Body"]
    assert buyers(draft) == []
    line = offices.bodies_in_turn(offices.office())  # type: ignore[arg-type]  # it is there
    ended.refresh_from_db()
    assert buyers_of(queries.payload(ended), line)[1] == []


def test_nothing_is_signed_while_the_office_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    one = drafted(reference="CORE080")
    approved(TODAY + timedelta(days=1))
    tomorrow(monkeypatch)

    with pytest.raises(Refused, match="The office is passing to another body"):
        actions.sign_agreement(
            by=SYSTEM, agreement=one, version=one.version, signed_on=clock.today()
        )


def test_letters_that_are_going_out_stand_in_the_way(
    past: object, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.do.agreements import awarding as made

    kept = made.signed(cast, made.drafted(cast, past))  # type: ignore[arg-type]  # a recommendation
    row = prepared(TODAY + timedelta(days=1))
    office = offices.office()
    assert office is not None
    assert offices.in_the_way(row, office) == []

    Awarding.objects.filter(pk=kept.pk).update(state="sending")

    (stop,) = offices.in_the_way(row, office)
    assert "are going out" in stop.words
    assert stop.href.startswith(f"/office/rounds/{kept.opportunity.reference}/letters/")


def test_two_thousand_agreements_pass_in_short_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """The act itself writes none of them; each step after the counting writes two."""
    Agreement.objects.bulk_create(
        Agreement(
            reference=f"MANY{n:04}",
            title=f"Agreement {n}",
            status="active",
            signed_on=date(2026, 1, 1),
            current_amount=Money.of(1_000),
        )
        for n in range(2_000)
    )
    passed(monkeypatch)
    assert Buyer.objects.count() == 0

    assert write_all_down(most=3) == 3
    assert Buyer.objects.exclude(succession="").count() == 4
    assert Person.objects.exists()
