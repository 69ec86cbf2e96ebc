"""What pages and other parts read of organisations and of the office."""

from precept.parties.queries.belongings import (
    Whole,
    contact,
    former_names_of,
    identifiers_of,
    those_after,
    whole,
)
from precept.parties.queries.likeness import Candidate, alike
from precept.parties.queries.listed import organisations_page
from precept.parties.queries.lookup import (
    choices,
    looked_up,
    named,
    of_kind,
    organisation,
    with_identifier,
)
from precept.parties.queries.offices import is_demonstration, office, office_name
from precept.parties.queries.released import (
    PublicState,
    as_published,
    is_published,
    office_as_published,
    public_state,
    public_state_of_office,
)

__all__ = [
    "Candidate",
    "PublicState",
    "Whole",
    "alike",
    "as_published",
    "choices",
    "contact",
    "former_names_of",
    "identifiers_of",
    "is_demonstration",
    "is_published",
    "looked_up",
    "named",
    "of_kind",
    "office",
    "office_as_published",
    "office_name",
    "organisation",
    "organisations_page",
    "public_state",
    "public_state_of_office",
    "those_after",
    "whole",
    "with_identifier",
]
