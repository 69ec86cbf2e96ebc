"""Releasing what is kept of organisations and of the office."""

from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.publications import actions as publications
from precept.foundation.publications import queries as published
from precept.foundation.publications.models import Publication
from precept.parties import access, queries
from precept.parties.actions.standing import as_it_stands, known_parts, refuse_address
from precept.parties.models import Office, Organisation

MOST_PREDECESSORS = 50


@action
def publish_organisation(
    *, by: access.Asker, organisation: Organisation, why: str = ""
) -> Publication:
    """Release what is kept of an organisation; of a protected one its name and area, of none a contact.

    The pages of published predecessors lead to it from now on.
    """
    if not access.may_publish_organisation(by):
        raise NotAllowed("Only people who may publish the register may do this.")
    row = as_it_stands(organisation, None)
    refuse_address(known_parts(row), why=why)
    made = release(row, by=by, why=why)
    for predecessor in row.predecessors.order_by("pk")[:MOST_PREDECESSORS]:
        latest = published.latest_or_none("organisation", predecessor.reference)
        if latest is not None and latest.payload != queries.as_published(predecessor):
            release(predecessor, by=by, why="Its successor was published")
    return made


def release(row: Organisation, *, by: access.Asker, why: str) -> Publication:
    """Within an action: publish an organisation as it stands, and say so in its own history."""
    payload = queries.as_published(row)
    made = publications.publish(
        kind_name="organisation",
        key=row.reference,
        title=row.name,
        payload=payload,
        by=by,
        why=why,
        # Numbers of public registers, some of them as long as a telephone number.
        approved=frozenset(number.value for number in payload.identifiers),
    )
    record(row.subject, "organisation published", by=by, why=why, after={"version": made.version})
    return made


@action
def publish_office(*, by: access.Asker, why: str = "") -> Publication:
    """Release what the office says of itself, and its commissioning body where that has no page yet."""
    if not access.may_set_up_office(by):
        raise NotAllowed("Only people who may set up the office may do this.")
    office: Office | None = queries.office()
    if office is None:
        raise Refused("Set up the office first")
    return release_office(office, by=by, why=why)


def release_office(office: Office, *, by: access.Asker, why: str) -> Publication:
    """Within an action: publish the office as it stands, with its bodies in turn and the one that is coming."""
    said = queries.office_as_published(office)
    made = publications.publish(
        kind_name="office",
        key="office",
        title=office.name,
        payload=said,
        by=by,
        why=why,
        # The office's own: people must be able to reach it.
        approved=frozenset({said.postal_address, said.mailbox, said.telephone, said.website}),
    )
    record(office.subject, "office published", by=by, why=why, after={"version": made.version})
    if not queries.is_published(office.body.reference):
        release(office.body, by=by, why="The front page leads to it")
    return made
