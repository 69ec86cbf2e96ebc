"""The people, the organisations and the office itself."""

from datetime import date

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.foundation.ledger.actions import SYSTEM
from precept.foundation.people import actions as people_actions
from precept.foundation.people.models import Person
from precept.parties import actions as parties

KINDS = {
    "commissioning-body": "commissioning body",
    "police-force": "police force",
    "council": "local authority",
    "parish-council": "local authority",
    "government-department": "government department",
    "community-safety-partnership": "other",
    "unit": "unit",
    "charity": "charity",
    "community-interest-company": "company",
    "company": "company",
    "community-group": "community group",
    "school": "other",
}
COLOUR, ACCENT = "#17375e", "#0f6b74"


def people() -> Cast:
    """Everyone invented, with the role that they hold; nobody has a password."""
    made: dict[str, Person] = {}
    entries = table("people")["person"]
    administrator = next(entry for entry in entries if entry["role"] == "administrator")
    for entry in [administrator, *(one for one in entries if one is not administrator)]:
        person = people_actions.make_person(
            by=SYSTEM, email=entry["email"], name=entry["name"], is_invented=True
        )
        people_actions.give_role(
            by=SYSTEM,
            person=person,
            role=entry["role"],
            starts=date(2021, 4, 1),
            why="The demonstration’s story",
        )
        made.setdefault(entry["role"], person)
    return Cast(made)


def organisations(cast: Cast) -> None:
    """Real public bodies, invented providers; a protected refuge; one that merged into another."""
    entries = table("organisations")["organisation"]
    for entry in entries:
        protected = entry.get("protected_location", False)
        cast.organisations[entry["slug"]] = parties.add_organisation(
            by=cast.manager,
            name=entry["name"],
            reference=entry["slug"],
            kinds=[KINDS[entry["kind"]]],
            identifiers=[(one["scheme"], one["id"]) for one in entry.get("identifiers", ())],
            former_names=[
                (one["name"], one.get("until"))
                for one in (
                    *entry.get("former_names", ()),
                    *({"name": name} for name in entry.get("also_known_as", ())),
                )
            ],
            is_protected=protected,
            area=entry.get("area", ""),
            about=entry.get("does", ""),
            source=entry.get("source", ""),
            is_invented=entry["invented"],
            confirmed=True,
        )
    for entry in entries:
        if "ended" in entry:
            parties.end_organisation(
                by=cast.manager,
                organisation=cast.organisations[entry["slug"]],
                ends=entry["ended"],
                successor=cast.organisations[entry["successor"]],
                why="It merged into its successor",
            )


def office(cast: Cast) -> None:
    """The office, published with its organisations."""
    body = cast.organisations["police-and-crime-commissioner-for-leicestershire"]
    parties.set_up_office(
        by=cast.administrator,
        name="Police and Crime Commissioner for Leicester, Leicestershire and Rutland",
        short_name="Leicestershire OPCC",
        body=body,
        is_demonstration=True,
        area="Leicester, Leicestershire and Rutland",
        colour=COLOUR,
        accent=ACCENT,
    )
    parties.publish_office(by=cast.administrator)
    for organisation in cast.organisations.values():
        parties.publish_organisation(by=cast.manager, organisation=organisation)
