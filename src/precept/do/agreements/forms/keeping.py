"""What people type of an agreement while it runs: its footing, terms, options, evidence, papers."""

from typing import Any

from precept.do.agreements import queries, rules
from precept.do.agreements.forms.awards import Outcomes as AwardOutcomes
from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.documents.kinds import accepted_in_words
from precept.foundation.money.field import MoneyFormField
from precept.foundation.people.models import Person
from precept.foundation.web.forms import Amendment, Form, Versioned
from precept.foundation.web.inputs import (
    choice,
    day,
    hidden_number,
    line,
    several,
    text,
    upload,
    whole,
)

PAYMENTS_OFFERED = 6
NOBODY = "nobody"


class Footing(Amendment):
    """The law that an agreement stands on, and what changes of it are measured against."""

    power = choice(
        "Power relied on",
        "",
        lambda: rules.powers_on(clock.today()),
        hint="It decides what must be published.",
        drops_down=True,
    )
    category = choice("Kind of contract", "Choose the kind of contract", rules.categories)
    procurement_began = day(
        "When did its procurement begin?",
        "The day it began",
        hint="The law of that day governs it for life. For example, 3 3 2025",
    )
    latest_end = day(
        "Last day with every extension, as awarded", "The last day with every extension"
    )
    award_amount = MoneyFormField(
        label="Value as awarded",
        required=False,
        help_text="What changes of the value are measured against. Leave it empty where it is not stated.",
    )


class Care(Amendment):
    """Who manages an agreement, and what is due next."""

    manager = choice(
        "Who manages it?",
        "Choose who manages it, or nobody",
        lambda: [(NOBODY, "Nobody"), *queries.manager_choices()],
        drops_down=True,
    )
    next_return = day("Next return due", "The next return")
    next_review = day("Next review", "The next review")

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = dict(self.cleaned_data)
        found = Person.objects.filter(reference=said["manager"]).first()
        return said | {"manager": found}


class Follows(Amendment):
    """What follows an agreement."""

    what_follows = choice(
        "What follows it?", "Choose what follows it", [*rules.what_follows, ("", "Not decided")]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what_follows"].required = False


KEPT_PARTS: dict[str, tuple[str, type[Amendment]]] = {
    "footing": ("Change its footing in law", Footing),
    "care": ("Change who manages it and what is next", Care),
    "follows": ("Decide what follows", Follows),
}


def initial_kept(of: Agreement) -> dict[str, Any]:
    """What stands in the fields of these forms before anything is typed."""
    names = (
        "version",
        "power",
        "category",
        "procurement_began",
        "latest_end",
        "award_amount",
        "next_return",
        "next_review",
        "what_follows",
    )
    return {name: getattr(of, name) for name in names} | {
        "manager": of.manager.reference if of.manager else NOBODY
    }


class Terms(AwardOutcomes):
    """What an agreement is held to before it is signed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["conditions"] = text(
            "Conditions", "", rows=6, hint="One condition a line.", called="The conditions"
        )
        self.fields["why"] = line(
            "Why are they stated or changed?",
            hint="Optional. It stands in the history.",
            most=500,
            called="The reason",
        )
        self.order_fields([name for name in self.fields if name != "why"] + ["why"])

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return super().taken() | {"conditions": self.cleaned_data["conditions"].splitlines()}


def initial_outcomes(outcomes: list[rules.Outcome]) -> dict[str, Any]:
    """Outcomes as they stand in the boxes of a form."""
    found: dict[str, Any] = {}
    for place, one in enumerate(outcomes, 1):
        found |= {
            f"people_{place}": one.people,
            f"percent_{place}": one.percent,
            f"change_{place}": one.change,
            f"measure_{place}": one.measure,
        }
    days = [one.report_by for one in outcomes if one.report_by]
    return found | {"report_by": max(days) if days else None}


def initial_terms(of: Agreement) -> dict[str, Any]:
    """What an agreement is held to, in the boxes of its form."""
    terms = queries.terms_of_agreement(of)
    outcomes = terms.outcomes or queries.outcomes_carried(of)[1]
    return {
        "version": of.version,
        **initial_outcomes(outcomes),
        "conditions": "\n".join(terms.conditions),
    }


class PaymentPlan(Amendment):
    """When an agreement is paid."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = sum(name.startswith("amount_") for name in self.initial)
        self.places = range(1, max(PAYMENTS_OFFERED, held) + 1)
        for place in self.places:
            self.fields[f"amount_{place}"] = MoneyFormField(
                label=f"Payment {place}", required=False
            )
            self.fields[f"due_{place}"] = day(
                f"Payment {place}: due", f"The day of payment {place}"
            )
            self.fields[f"condition_{place}"] = line(
                f"Payment {place}: what must have happened", most=300
            )
        self.reason_last()

    def clean(self) -> dict[str, Any]:
        """A day or a condition needs its amount."""
        for place in self.places:
            said = self.cleaned_data
            rest = said.get(f"due_{place}") or said.get(f"condition_{place}")
            if rest and said.get(f"amount_{place}") is None:
                self.add_error(f"amount_{place}", f"Enter the amount of payment {place}")
        return self.cleaned_data

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = self.cleaned_data
        payments = [
            rules.Payment(said[f"due_{place}"], said[f"amount_{place}"], said[f"condition_{place}"])
            for place in self.places
            if said[f"amount_{place}"] is not None
        ]
        return {"version": said["version"], "payments": payments, "why": said["why"]}


def initial_payments(of: Agreement) -> dict[str, Any]:
    """The plan of payments in the boxes of its form."""
    found: dict[str, Any] = {"version": of.version}
    for place, one in enumerate(queries.terms_of_agreement(of).payments, 1):
        found |= {
            f"amount_{place}": one.amount,
            f"due_{place}": one.due,
            f"condition_{place}": one.condition,
        }
    return found


class Sign(Versioned):
    """That an agreement is signed."""

    how = choice(
        "When was it signed?",
        "Choose when it was signed",
        [
            ("now", "It is signed now, with its outcomes and reporting date"),
            ("past", "It was signed before we kept this register"),
        ],
    )
    signed_on = day(
        "On which day?", "The day", hint="It may be left out where an old paper does not say."
    )
    why = text(
        "How is that known?",
        hint="Needed for an agreement that was signed before we kept this register.",
        most=500,
        rows=2,
        called="How it is known",
    )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = dict(self.cleaned_data)
        return said | {"is_past": said.pop("how") == "past"}


class Option(Amendment):
    """An extension that the agreement provides for."""

    months = whole("By how many months?", "Enter by how many months", most=120)
    notice_by = day("Last day to give notice", "The last day to give notice")
    until = day(
        "Last day once it is used",
        "The last day",
        hint="Leave it empty to count whole months from the last day.",
    )
    note = line("What the agreement says of it", most=300, called="What it says")


class GiveUp(Versioned):
    """That an option is not used."""

    why = text("Why is it not used?", "Say why it is not used", most=500, rows=2)


class Break(Amendment):
    """Who may end the agreement early."""

    who = choice("Who may end it early?", "Choose who may end it early", rules.break_sides)
    months = whole("Months of notice", "Enter the months of notice", most=60)
    earliest = day("Earliest day on which it may end so", "The earliest day")
    words = line("What the agreement says of it", most=300, called="What it says")


class Seen(Amendment):
    """Insurance or safeguarding evidence that somebody saw."""

    kind = choice("What did you see?", "Choose what you saw", rules.evidence_kinds, drops_down=True)
    seen_on = day("When did you see it?", "The day you saw it", needed=True)
    expires = day(
        "When does it expire?", "The day it expires", hint="Leave it empty if it does not."
    )
    note = line("Note", hint="For example: cover of £5 million.", most=300, called="The note")


class NewPaper(Versioned):
    """A paper of an agreement."""

    kind = choice("What is it?", "Choose what it is", rules.paper_kinds)
    title = line("Title", "Enter the paper’s title", called="The title")
    paper = upload("Paper", hint=accepted_in_words())
    redacts = choice(
        "Which paper is it the public copy of?",
        "",
        [],
        hint="Only for a redacted copy.",
        drops_down=True,
        wrong="Choose a paper of the list",
    )
    redacted_why = line(
        "What was taken out, and why?",
        hint="Only for a redacted copy. The public reads it.",
        most=300,
        called="What was taken out",
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.let_choose("redacts", [("", "None"), *offered])


class Why(Form):
    """A reason that may be left out."""

    why = line(
        "Why is it published?", hint="Optional. Anyone can read it.", most=500, called="The reason"
    )


class WhyWithdrawn(Form):
    """A reason that the public reads."""

    why = line(
        "Why is it withdrawn?",
        "Say why it is withdrawn",
        hint="Anyone can read it.",
        most=500,
        called="The reason",
    )


class IntoFramework(Form):
    """Which agreements of the pipeline stand in a coming framework, and in which table."""

    def __init__(
        self,
        *args: Any,
        offered: list[tuple[str, str]],
        tables: list[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["references"] = several(
            "Which agreements?", "Choose agreements of the list", offered
        )
        self.fields["section"] = choice(
            "Table of the framework", "Choose the table", tables, drops_down=True
        )
        self.fields["why"] = line("Why?", hint="Optional. It stands in the history.", most=500)


class Wording(Versioned):
    """What the office's agreement or variation letter says; version 0 is how Precept begins."""

    version = hidden_number(least=0)
    words = text(
        "What it says",
        "Enter what it says",
        rows=16,
        most=rules.LONGEST_WORDING,
        called="The letter",
    )


class SpendDecision(Versioned):
    """Why something is spent that no framework foresaw, and the number of the decision about it."""

    why = text(
        "Why is it spent although no framework foresaw it?",
        "Say why it is spent although no framework foresaw it",
        hint="It is where the decision's reasons begin. You write them out there.",
        rows=4,
        most=4_000,
    )
    reference = line(
        "Reference of the decision",
        hint="Optional. Leave it empty to take the next number of the office's series.",
        most=40,
    )
