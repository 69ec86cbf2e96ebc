"""What would be released as things stand, and what the public can read now."""

from dataclasses import dataclass

from precept.foundation import clock
from precept.foundation.publications import queries as publications
from precept.parties import rules
from precept.parties.models import Office, Organisation
from precept.parties.published import (
    BodyComingPublished,
    BodyInTurnPublished,
    IdentifierPublished,
    OfficePublished,
    OrganisationPublished,
    area_only,
)
from precept.parties.queries.belongings import Whole, former_names_of, identifiers_of
from precept.parties.queries.successions import bodies_in_turn, coming_succession


def as_published(one: Organisation, known: Whole | None = None) -> OrganisationPublished:
    """What would be released of an organisation as it stands: of a protected one, name and area.

    ``known`` is what was read of it already.
    """
    if one.is_protected:
        return area_only(one.reference, one.name, one.area, is_invented=one.is_invented)
    names = known.former_names if known else former_names_of(one)
    numbers = known.identifiers if known else identifiers_of(one)
    successor = one.successor
    # The public page leads to a successor only where that has a page.
    leads = successor is not None and is_published(successor.reference)
    return OrganisationPublished(
        reference=one.reference,
        name=one.name,
        kinds=tuple(one.kinds),
        starts=clock.iso(one.starts),
        ends=clock.iso(one.ends),
        former_names=tuple(former.name for former in names),
        identifiers=tuple(
            IdentifierPublished(
                scheme=number.scheme,
                scheme_title=rules.SCHEMES[number.scheme],
                value=number.value,
            )
            for number in numbers
        ),
        successor=successor.reference if successor is not None and leads else None,
        successor_name=successor.name if successor is not None else None,
        about=one.about,
        website=one.website,
        area=one.area,
        is_protected=False,
        is_invented=one.is_invented,
    )


def office_as_published(one: Office) -> OfficePublished:
    """What would be released of the office as it stands."""
    return OfficePublished(
        name=one.name,
        short_name=one.short_name,
        body=one.body.name,
        body_reference=one.body.reference,
        area=one.area,
        colour=one.colour,
        accent=one.accent,
        website=one.website,
        postal_address=one.postal_address,
        mailbox=one.mailbox,
        telephone=one.telephone,
        is_demonstration=one.is_demonstration,
        bodies=tuple(
            BodyInTurnPublished(
                body=held.body,
                body_reference=held.body_reference,
                office=held.office,
                decider=held.decider,
                starts=clock.iso(held.starts),
                ends=clock.iso(held.ends),
                under=held.under,
                source=held.source,
            )
            for held in bodies_in_turn(one)
        ),
        coming=BodyComingPublished(
            body=coming.successor.name,
            body_reference=coming.successor.reference,
            office=coming.name,
            decider=coming.titles.get(rules.DECIDER, ""),
            starts=coming.on.isoformat(),
            under=coming.instrument,
            source=coming.source,
        )
        if (coming := coming_succession())
        else None,
    )


def is_published(reference: str) -> bool:
    """Whether the public can read of an organisation."""
    return publications.latest_or_none("organisation", reference) is not None


@dataclass(frozen=True)
class PublicState:
    """What the public can read of something: which version, and whether it is as it stands now."""

    version: int | None
    is_as_it_stands: bool


def public_state(one: Organisation, known: Whole | None = None) -> PublicState:
    """What the public can read of an organisation. ``known`` is what was read of it already."""
    latest = publications.latest_or_none("organisation", one.reference)
    if latest is None:
        return PublicState(None, False)
    return PublicState(latest.version, latest.payload == as_published(one, known))


def public_state_of_office(one: Office) -> PublicState:
    """What the public can read of the office."""
    latest = publications.latest_or_none("office", "office")
    if latest is None:
        return PublicState(None, False)
    return PublicState(latest.version, latest.payload == office_as_published(one))
