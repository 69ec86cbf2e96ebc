"""A plan by which the office would pass to an invented board: drafted, rehearsed, and not approved."""

from datetime import date, timedelta

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.foundation import clock
from precept.foundation.ledger.actions import SYSTEM
from precept.parties import actions
from precept.parties.models import OfficeSuccession, Organisation


def board(cast: Cast) -> Organisation:
    """The invented body."""
    said = table("succession")
    made = actions.add_organisation(
        by=cast.manager,
        name=said["body"],
        reference=said["slug"],
        kinds=[said["kind"]],
        area=said["area"],
        about=said["about"],
        starts=first_of_month(said["days_ahead"]),
        source="Invented for the demonstration",
        is_invented=True,
        confirmed=True,
    )
    actions.publish_organisation(by=SYSTEM, organisation=made)
    return made


def draft(cast: Cast) -> OfficeSuccession:
    """The plan, prepared by the administrator: anybody may be the second person, and nobody was."""
    said = table("succession")
    return actions.prepare_succession(
        by=cast.administrator,
        successor=board(cast),
        on=first_of_month(said["days_ahead"]),
        instrument=said["instrument"],
        source=said["source"],
        name=said["name"],
        short_name=said["short_name"],
        area=said["area"],
        postal_address=said["postal_address"],
        mailbox=said["mailbox"],
        website=said["website"],
        telephone=said["telephone"],
        titles=said["titles"],
        why=said["why"],
    )


def first_of_month(days_ahead: int) -> date:
    """The first day of the month after so many days."""
    day = clock.today() + timedelta(days=days_ahead)
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
