"""Bodies that commission services, as forms and files offer them."""

from precept.parties import queries as parties
from precept.parties.models import Organisation

COMMISSION = (
    "commissioning body",
    "police force",
    "local authority",
    "health body",
    "government department",
    "unit",
)
MOST = 500


def commissioning_bodies() -> list[tuple[str, str]]:
    """Public bodies that commission by themselves, by name: reference and name (at most 500 of a kind)."""
    found: dict[str, str] = {}
    for kind in COMMISSION:
        rows = parties.of_kind(Organisation.objects.filter(is_protected=False), kind)
        found |= dict(rows.order_by("name").values_list("reference", "name")[:MOST])
    return sorted(found.items(), key=lambda one: one[1].casefold())


def body(reference: str) -> Organisation | None:
    """The organisation of a reference that a form offered."""
    return Organisation.objects.filter(reference=reference).first()
