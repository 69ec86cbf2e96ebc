"""The register of interests and gifts: declared by each, entered for others, published of who decides alone."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import Http404

from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused
from precept.foundation.ledger.models import Event, Part
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.publications.models import Publication
from precept.parties import rules
from precept.parties.actions import stakes as actions
from precept.parties.models import Identifier, Organisation, Stake
from precept.parties.queries import stakes as queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(person: Callable[..., Person]) -> SimpleNamespace:
    """Who keeps the register, who decides, who works here, who marks from outside, who does neither."""
    return SimpleNamespace(
        chief=person(role="chief-executive", name="Cy Chief"),
        commissioner=person(role="commissioner", name="Di Commissioner"),
        deputy=person(role="deputy", name="De Deputy"),
        officer=person(role="commissioning-officer", name="Ada Officer"),
        expert=person(role="external-expert", name="Ex Expert"),
        auditor=person(role="auditor", name="Au Auditor"),
        administrator=person(role="administrator", name="Ad Min"),
        provider=person(role="provider", name="Pru Provider"),
    )


def interest(by: Person, **said: Any) -> Stake:
    whole = {"sort": "interest", "kind": "office", "body": "Lampwick Trust", "words": "Trustee"}
    return actions.declare_stake(by=by, **{**whole, **said})


def gift(by: Person, **said: Any) -> Stake:
    whole: dict[str, Any] = {
        "sort": "gift",
        "kind": "hospitality",
        "body": "Lampwick Trust",
        "words": "Dinner for two",
        "starts": clock.today() - timedelta(days=3),
        "value": Money.of("45"),
        "answer": "declined",
    }
    return actions.declare_stake(by=by, **{**whole, **said})


def test_each_declares_their_own_and_the_monitoring_officer_enters_for_others(
    cast: SimpleNamespace,
) -> None:
    for person in (cast.officer, cast.expert, cast.commissioner):
        assert interest(person).person == person
    for_them = interest(cast.chief, person=cast.commissioner)
    assert (for_them.person, for_them.entered_by) == (cast.commissioner, cast.chief)
    with pytest.raises(NotAllowed):
        interest(cast.officer, person=cast.commissioner)
    with pytest.raises(NotAllowed):
        interest(cast.provider)


def test_what_is_personal_stands_apart_in_the_ledger(cast: SimpleNamespace) -> None:
    made = gift(cast.officer, why="It would have looked wrong")
    event = Event.objects.get(subject=made.subject)
    facts = Part.objects.get(event=event, name="facts").text

    assert event.type == "gift entered"
    assert "Dinner" not in facts
    assert "Lampwick" not in facts
    assert "looked wrong" not in facts
    assert "Dinner" in Part.objects.get(event=event, name="personal").text


@pytest.mark.parametrize(
    ("make", "said", "field"),
    [
        (interest, {"body": " "}, "body"),
        (interest, {"words": ""}, "words"),
        (interest, {"kind": "hospitality"}, "kind"),
        (interest, {"sort": "nothing"}, "sort"),
        (interest, {"starts": date(2026, 5, 2), "ends": date(2026, 5, 1)}, "ends"),
        (interest, {"scheme": "GB-CHC", "number": "twelve"}, "number"),
        (interest, {"scheme": "GB-CHC", "number": ""}, "number"),
        (interest, {"scheme": "", "number": "1234567"}, "scheme"),
        (gift, {"starts": None}, "starts"),
        (gift, {"starts": date(2999, 1, 1)}, "starts"),
        (gift, {"answer": ""}, "answer"),
        (gift, {"kind": "office"}, "kind"),
    ],
)
def test_what_says_too_little_is_refused_beside_its_field(
    cast: SimpleNamespace, make: Callable[..., Stake], said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        make(cast.officer, **said)
    assert refusal.value.field == field
    assert Stake.objects.count() == 0


def test_an_organisation_of_the_list_is_known_by_name_or_number(cast: SimpleNamespace) -> None:
    one = Organisation.objects.create(
        name="Lampwick Trust", reference="lampwick", name_key=rules.name_key("Lampwick Trust")
    )
    assert interest(cast.officer, body="The LAMPWICK trust Ltd.").organisation == one
    assert interest(cast.officer, body="Somebody else").organisation is None
    Identifier.objects.create(organisation=one, scheme="GB-COH", value="01234567")
    held = interest(cast.officer, body="Somebody else", scheme="GB-COH", number="1234567")
    assert (held.organisation, held.number) == (one, "01234567")
    Organisation.objects.create(
        name="Lampwick Trust", reference="twin", name_key=rules.name_key("Lampwick Trust")
    )
    assert interest(cast.officer).organisation is None


def test_a_line_is_changed_by_whose_it_is_and_taken_out_with_a_reason(
    cast: SimpleNamespace,
) -> None:
    made = interest(cast.officer)
    said: dict[str, Any] = {
        "stake": made,
        "version": 1,
        "kind": "office",
        "body": "Lampwick Trust",
        "words": "Was a trustee",
        "scheme": "",
        "number": "",
        "starts": None,
        "ends": clock.today(),
    }
    for other in (cast.expert, cast.auditor, cast.commissioner):
        with pytest.raises(NotAllowed):
            actions.change_stake(by=other, **said)
    actions.change_stake(by=cast.officer, **said)
    with pytest.raises(Changed):
        actions.change_stake(by=cast.officer, **said)
    with pytest.raises(Refused):
        actions.remove_stake(by=cast.officer, stake=made, version=2, why=" ")
    actions.remove_stake(by=cast.chief, stake=made, version=2, why="It was another trust")
    with pytest.raises(Refused):
        actions.change_stake(by=cast.officer, **{**said, "version": 3})
    assert queries.own(cast.officer) == []
    assert queries.stakes_of() == []


def test_who_reads_which_lines(cast: SimpleNamespace) -> None:
    made = interest(cast.officer)
    for reader in (cast.officer, cast.chief, cast.auditor):
        assert queries.stake(reader, made.reference) == made
    for other in (cast.expert, cast.commissioner, cast.administrator, cast.provider):
        with pytest.raises(Http404):
            queries.stake(other, made.reference)


def test_only_the_register_of_who_decides_is_published_and_names_nobody(
    cast: SimpleNamespace,
) -> None:
    interest(cast.officer, body="Staff Body", words="A staff secret")
    interest(cast.commissioner, words="Trustee since May", starts=date(2026, 5, 1))
    interest(cast.commissioner, body="Danger House", words="A risky thing", is_kept_back=True)
    gift(cast.chief, person=cast.commissioner, why="Too much")
    gift(cast.deputy, body="The Deputy's Giver")
    taken = interest(cast.commissioner, body="By Mistake")
    actions.remove_stake(by=cast.commissioner, stake=taken, version=1, why="Not mine")
    with pytest.raises(NotAllowed):
        actions.publish_stakes(by=cast.commissioner, role="commissioner")
    with pytest.raises(Refused):
        actions.publish_stakes(by=cast.chief, role="commissioning-officer")
    actions.publish_stakes(by=cast.chief, role="commissioner")

    text = str(Publication.objects.get().payload)
    assert "Trustee since May" in text
    assert "£45" in text
    assert "Too much" in text
    for never in (
        "Staff Body",
        "A staff secret",
        "Danger House",
        "A risky thing",
        "By Mistake",
        "The Deputy's Giver",
        "Di Commissioner",
        "Cy Chief",
    ):
        assert never not in text
    (commissioner, deputy) = queries.public_registers()
    assert (commissioner.is_as_released, deputy.is_public) == (True, False)
    interest(cast.commissioner, body="Another")
    assert not queries.public_registers()[0].is_as_released


def test_a_protected_organisation_is_published_by_its_area_and_nothing_that_was_typed(
    cast: SimpleNamespace,
) -> None:
    Organisation.objects.create(
        name="Larkmantle Refuge",
        reference="refuge",
        name_key=rules.name_key("Larkmantle Refuge"),
        is_protected=True,
        area="Harrowmere",
    )
    gift(cast.commissioner, body="Larkmantle Refuge", words="Tea at Larkmantle", why="Larkmantle")
    (said,) = queries.stakes_published("commissioner").gifts

    assert said.body == "A protected organisation, Harrowmere"
    assert "Larkmantle" not in str(said)
