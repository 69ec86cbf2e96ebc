"""Where a decision's subject is read in public."""

from precept.public.queries.leads import PLACES


def address_of(subject: str) -> str:
    """The public address of what the ledger calls "opportunity:CSF-2026-27-1"; empty where it has none."""
    kind, _, key = subject.partition(":")
    place = next((place for place, of in PLACES.items() if of == kind), "")
    return f"/{place}/{key}" if place and key else ""
