"""The register of interests of the demonstration office, and a crossing, as the access table's examples name them."""

from __future__ import annotations

from precept.parties.queries import stakes
from precept.review.crossings import queries
from tests.architecture.rounds import People, References


def add_stakes(people: People, references: References) -> None:
    """An entry of the commissioner's, one of a marker's, and a crossing that nobody has dealt with."""
    references["stake"] = stakes.own(people.commissioner)[0].reference
    references["own_stake"] = stakes.own(people.marker)[0].reference
    found = next(
        one
        for one in queries.all_found(people.chief)
        if one.state == "open" and one.crossing.subject.startswith("agreement:")
    )
    references["crossing"] = "/".join(found.address_parts)
