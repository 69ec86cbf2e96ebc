"""What can stand in the places of the addresses of interests, gifts and crossings, as the office is now."""

from typing import Any

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.people.queries import holders_of
from precept.parties.actions import stakes as actions
from precept.parties.models import Stake
from precept.review.crossings import queries


def add_stakes(by: Person) -> None:
    """An interest and a gift of somebody's own."""
    actions.declare_stake(
        by=by,
        sort="interest",
        kind="member",
        body="A club not yet public",
        words="I sing there",
        scheme="GB-CHC",
        number="1234567",
    )
    made = actions.declare_stake(
        by=by,
        sort="gift",
        kind="gift",
        body="A giver not yet public",
        words="A pen",
        starts=clock.today(),
        answer="accepted",
        why="It was in the bag",
    )
    actions.remove_stake(by=by, stake=made, version=1, why="I gave it back at once")


def of_stakes(name: str) -> list[dict[str, Any]]:
    """Entries of the register, the newest first; each sort; each role whose register is public."""
    rows = Stake.objects.filter(removed=None).order_by("-pk")
    return [
        {"reference": one.reference, "sort": one.sort, "role": role}
        for one in rows
        for role in ("commissioner", "deputy")
    ]


def of_crossings(name: str) -> list[dict[str, Any]]:
    """Crossings: an explained one where it is taken back, else an open one."""
    state = "explained" if name == "crossings.take_back" else "open"
    chief = holders_of(["chief-executive"]).order_by("pk")[0]
    found = [one.address_parts for one in queries.all_found(chief) if one.state == state]
    return [
        {"stake": stake, "kind": kind, "reference": reference} for stake, kind, reference in found
    ]
