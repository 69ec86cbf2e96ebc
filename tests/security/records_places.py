"""What can stand in the places of the addresses of how long records are kept, as the office is now."""

from datetime import date
from typing import Any

from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import Organisation
from precept.records.models import Disposal, DisposalRun, Hold


def add_records(by: Person) -> None:
    """A row of the register, and a contact whose years are over and on no list yet."""
    parties.add_contact(
        by=by,
        organisation=Organisation.objects.get(reference="withywick-support"),
        name="Once there",
        ends=date(2020, 1, 1),
    )
    Disposal.objects.create(
        number=1,
        kind="contact",
        title="Contact details of people at organisations",
        thing="contact:CGONE",
        trigger_on=date(2020, 1, 1),
        years=1,
        rule_version=0,
        action="destroy",
        run="D1",
        list_sha256="0" * 64,
        proposed_by=by.ledger_name,
        approved_by=by.ledger_name,
        disposed="2022-01-01T10:00:00.000000+00:00",
        things=1,
        previous="0" * 64,
        fingerprint="1" * 64,
        is_kept=True,
    )


def of_records(name: str) -> list[dict[str, Any]]:
    """Kinds of record, holds in force, runs that wait."""
    if name == "records.change_rule":
        return [{"key": "contact"}]
    rows = (
        DisposalRun.objects.order_by("pk")
        if "run" in name
        else Hold.objects.filter(released=None).order_by("pk")
    )
    return [{"reference": one.reference} for one in rows]
