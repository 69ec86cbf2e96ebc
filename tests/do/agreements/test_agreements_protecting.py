"""A provider that is marked as protected is named by its area in every public agreement, at once."""

from collections.abc import Callable

from precept.do.agreements import actions
from precept.foundation.people.models import Person
from precept.foundation.publications import queries as released
from precept.parties import actions as parties


def test_a_provider_marked_as_protected_is_named_by_its_area_in_public_at_once(
    keeper: Person, person: Callable[..., Person]
) -> None:
    refuge = parties.add_organisation(by=keeper, name="Hollyhock House", area="Leicestershire")
    public, draft = (
        actions.record_agreement(
            by=keeper, reference=reference, title="Shelter", provider=refuge, amount=None
        )
        for reference in ("R001", "R002")
    )
    actions.publish_agreement(by=keeper, agreement=public, version=public.version)
    public.refresh_from_db()
    actions.amend_agreement(
        by=keeper, agreement=public, version=public.version, title="Not for the public yet"
    )

    parties.mark_protected(
        by=person(role="chief-executive"), organisation=refuge, area="", why="It is a refuge"
    )

    latest = released.latest("agreement", "R001")
    assert latest.version == 2
    assert latest.payload.provider == "Protected organisation, Leicestershire"
    assert latest.payload.provider_reference is None
    assert latest.payload.provider_area == "Leicestershire"
    assert latest.payload.title == "Shelter"
    assert released.latest_or_none("agreement", draft.reference) is None
