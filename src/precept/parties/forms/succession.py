"""What people type about a succession: the office passes to another body."""

from typing import Any

from precept.foundation.people.queries import titles_on
from precept.foundation.web import inputs
from precept.foundation.web.forms import Form, Versioned
from precept.parties import queries, rules
from precept.parties.forms import fields
from precept.parties.models import Office, OfficeSuccession

SAME = (
    "short_name",
    "area",
    "website",
    "postal_address",
    "mailbox",
    "telephone",
    "colour",
    "accent",
)
COLOUR = "Enter a colour as # and six letters or digits, such as #1d3557"
"""What a new plan begins with as the office has it now."""


def _title(label: str, needed: str = "") -> Any:
    return inputs.line(label, needed, most=120)


class PlanSuccession(Form):
    """The body that takes over, its first day, what it rests on, and what the office is called from then on."""

    successor = inputs.choice(
        "Which body takes the office over?",
        "Choose the body that takes over",
        queries.possible_successors,
        hint="A commissioning body, policing board, or mayor or combined authority in the list of"
        " organisations. Add it there first, with the day it begins.",
        drops_down=True,
    )
    on = fields.date(
        "On which day does it take over?",
        "The day",
        needed=True,
        hint="The first day of the new body, such as 1 6 2028. The act is done as that day begins.",
    )
    instrument = inputs.line(
        "The Act or order it rests on",
        "Enter the Act or order it rests on",
        most=300,
        hint="As people should read it, such as “the Policing Bodies (Transfer of Functions) Order 2028,"
        " article 4”.",
    )
    source = inputs.line(
        "Where it can be read",
        "Enter where that can be read",
        most=300,
        hint="Its web address, or its number and who printed it.",
    )
    name = inputs.line("The office’s name from then on", "Enter the office’s name")
    short_name = inputs.line(
        "Short name from then on", "Enter a short name for narrow places", most=80
    )
    area = inputs.line("Area from then on (optional)")
    website = fields.website()
    postal_address = inputs.text(
        "Postal address from then on (optional)",
        hint="Published, and on letters.",
        rows=3,
        most=1_000,
    )
    mailbox = fields.email(
        "Public e-mail address from then on (optional)", hint="Published. Not somebody’s own."
    )
    telephone = inputs.line("Public telephone number from then on (optional)", most=40)
    colour = inputs.line(
        "Main colour of the site and of letters",
        COLOUR,
        most=7,
        hint="Such as #1d3557. White text stands upon it, so it must be dark.",
        spellcheck="false",
        width="govuk-input--width-10",
    )
    accent = inputs.line(
        "Accent",
        COLOUR,
        most=7,
        hint="A stripe under the header.",
        spellcheck="false",
        width="govuk-input--width-10",
    )
    title_commissioner = _title(
        "What is whoever decides called from then on?",
        "Enter what whoever decides is called from then on",
    )
    title_deputy = _title("What is their deputy called? (optional)")
    title_chief_executive = _title("What is the chief executive called? (optional)")
    title_chief_finance_officer = _title("What is the chief finance officer called? (optional)")
    ending = inputs.several(
        "Whose role ends the day before?",
        "Choose from those who hold these roles",
        hint="Their accounts stay, and so does everybody else’s role.",
        width="govuk-checkboxes--small",
    )
    decider = inputs.choice(
        "Who decides from that day? (optional)",
        "",
        queries.possible_deciders,
        hint="They are given the role on that day. Leave it empty where whoever decides now goes on.",
        drops_down=True,
        wrong="Choose somebody of the office",
    )
    why = fields.why(hint="Kept with the plan.")

    def __init__(self, typed: Any = None, *, office: Office, row: OfficeSuccession | None = None):
        source: Any = row or office
        names = SAME if row is None else ("name", *SAME, "on", "instrument", "source", "why")
        initial = {name: getattr(source, name) for name in names}
        if row is not None:
            initial["successor"] = row.successor.reference
            initial["ending"] = row.ending
            initial["decider"] = next(
                (person for person, role in row.beginning if role == rules.DECIDER), ""
            )
            initial |= {_name(role): title for role, title in row.titles.items()}
        super().__init__(typed, initial=initial)
        called = titles_on()
        for role in rules.RETITLED:
            self.fields[_name(role)].help_text = f"Now: {called[role]}."
        self.fields["ending"].choices = queries.roles_to_end()  # type: ignore[attr-defined]  # a choice field

    def taken(self) -> dict[str, Any]:
        """The plan as the action takes it: titles by role, and whose role begins."""
        typed = super().taken()
        titles = {role: typed.pop(_name(role)) for role in rules.RETITLED}
        decider = typed.pop("decider")
        beginning = [(decider, rules.DECIDER)] if decider else []
        return {**typed, "titles": titles, "beginning": beginning}


class ChangeSuccession(Versioned, PlanSuccession):
    """The same, of a plan that somebody read at a version."""

    def __init__(self, typed: Any = None, *, office: Office, row: OfficeSuccession):
        PlanSuccession.__init__(self, typed, office=office, row=row)
        self.initial["version"] = row.version


class ApproveSuccession(Versioned):
    """Approving a plan that somebody else prepared."""

    why = fields.why(hint="Kept with the approval.")


class WithdrawSuccession(Versioned):
    """Withdrawing a plan before its day."""

    why = fields.why(needed=True, hint="Kept with the plan.")


def _name(role: str) -> str:
    return f"title_{role.replace('-', '_')}"
