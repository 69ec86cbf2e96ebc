"""What people type of each part of a call while it is set up."""

from typing import Any

from precept.do.opportunities import queries, rules
from precept.do.opportunities.forms.fields import YES_NO, Doubted, TimeOfDay
from precept.do.opportunities.forms.register import SHARES_OFFERED, Shares
from precept.do.opportunities.models import Call
from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.dates import DateField
from precept.foundation.web.forms import Amendment
from precept.foundation.web.inputs import choice, day, line, several, text, whole

SPARE_STEPS = 2


class AboutCall(Amendment):
    """Theme and purpose."""

    theme = line("Theme", "Enter the round’s theme", most=rules.LONGEST_THEME, called="The theme")
    purpose = text("What is the round for?", "Say what the round is for", rows=5)
    what_we_fund = text("What we fund", rows=5)
    what_we_do_not_fund = text("What we do not fund", rows=5)


class Who(Amendment):
    """Who may apply."""

    who_may_apply = text(
        "Who may apply?",
        "Say who may apply",
        hint="In plain words. The rules that decide it are under “Eligibility rules”.",
        rows=5,
    )


class ServedPriorities(Amendment):
    """The priorities that it serves."""

    priorities = several(
        "Which priorities of the plan does it serve?",
        "Choose priorities of the list",
        queries.priority_choices,
    )


class Area(Amendment):
    """The area that it is for."""

    area = line(
        "Which area is it for?",
        "Say which area it is for",
        hint="Such as Leicester, Leicestershire and Rutland",
        called="The area",
    )


class Dates(Doubted, Amendment):
    """When it opens and closes, and when a decision is expected."""

    moments = ("opens", "closes")
    opens = DateField(label="Opens", called="The opening date", help_text="For example, 9 12 2026")
    opens_time = TimeOfDay("Time it opens", "the time it opens")
    closes = DateField(
        label="Closes",
        called="The closing date",
        help_text="For example, 20 1 2027. A Tuesday, Wednesday or Thursday suits most people.",
    )
    closes_time = TimeOfDay("Time it closes", "the time it closes")
    decision_expected = day(
        "When is a decision expected?",
        "The date of the decision",
        needed=True,
        hint="For example, 1 3 2027",
    )
    starts_from = day(
        "First day that an award may pay for", "The first day", hint="It may be left out."
    )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        kept = {"version", "why", "decision_expected", "starts_from"}
        return {name: self.cleaned_data[name] for name in kept} | self.walls()


class Limits(Amendment):
    """How much and how long an award may be."""

    limit = MoneyFormField(
        label="The most that one award may be",
        error_messages={"required": "Enter the most that one award may be"},
    )
    limit_words = line(
        "In words",
        most=rules.LONGEST_LIMIT,
        hint="As people read it, such as Up to £10,000. Leave it empty to show the amount.",
        called="The words",
    )
    longest_months = whole(
        "The longest that an award may last, in months",
        "Enter how many months an award may last",
        most=rules.MOST_MONTHS,
    )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        typed = super().taken()
        return typed | {"limit_words": typed["limit_words"] or f"Up to {typed['limit'].short}"}


class Pot(Shares):
    """How much there is to award, and who puts in how much."""

    available = MoneyFormField(
        label="How much is there to award?",
        help_text="What the funds below put in must come to this, to the penny.",
        error_messages={"required": "Enter how much there is to award"},
    )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        kept = {name: self.cleaned_data[name] for name in ("available", "version", "why")}
        return kept | {"shares": self.shares()}


class Match(Amendment):
    """Whether bidders must find money elsewhere too."""

    match_rule = choice(
        "Is match funding asked for?", "Choose the match-funding rule", rules.match_rules
    )
    match_percent = whole(
        "How much, as a percentage of the amount asked for",
        "",
        most=rules.WHOLE,
        hint="Only where it is required.",
    )

    def clean(self) -> dict[str, Any]:
        """A requirement needs its percentage."""
        typed = self.cleaned_data
        if typed.get("match_rule") == "required" and typed.get("match_percent") is None:
            self.add_error("match_percent", "Enter how much match funding is required")
        return typed


class Marking(Amendment):
    """Who marks, and how."""

    who_marks = text(
        "Who marks the bids?",
        "Say who marks the bids",
        hint="Anyone can read this. Say what they are, not their names.",
        rows=3,
    )
    markers_per_bid = whole("How many mark each bid?", "Enter how many mark each bid", most=10)
    quorum = whole(
        "How many must be at the moderation meeting?",
        "Enter how many must be at the moderation meeting",
        most=10,
    )
    hides_applicant = choice(
        "Do markers read bids without the applicant’s name?", "Choose yes or no", YES_NO
    )
    marking_guide = text(
        "Marking guide",
        hint="What markers are told, beside the criteria. Anyone can read this.",
        rows=6,
    )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        typed = super().taken()
        return typed | {"hides_applicant": typed["hides_applicant"] == "yes"}


class Deciding(Amendment):
    """Who decides, on what power, and what unsuccessful bidders are told."""

    decider = choice(
        "Who is expected to decide?",
        "Choose who decides",
        queries.decider_choices,
        hint="The scheme of delegation in force on the day says who may.",
    )
    power = choice(
        "Which power do awards rest on?",
        "Choose the power that awards rest on",
        queries.power_choices,
    )
    feedback_offered = text("What feedback do bidders get?", rows=3)


class Papers(Amendment):
    """Which papers are asked for, and of whom."""

    papers = several(
        "Which papers are asked for?", "Choose papers of the list", list(rules.PAPER_KINDS.items())
    )
    papers_asked_of = choice(
        "Who is asked for them?",
        "Choose who is asked for papers",
        rules.papers_from,
        hint="Asking winners alone saves everyone else the work.",
    )
    body_agrees_before = choice(
        "When must an accountable body have agreed to hold the money?",
        "Choose when an accountable body must have agreed",
        rules.body_agrees_before,
        hint="A group without a bank account or rules of its own may name one. We ask its people by"
        " e-mail; they may need their own committee first.",
    )


class Handling(Amendment):
    """When bids are awarded and who may read them before opening."""

    is_rolling = choice(
        "When are bids awarded?",
        "Choose when bids are awarded",
        (("no", "After the round closes"), ("yes", "One by one while it is open (rolling)")),
    )
    is_sealed = choice(
        "May the office read bids before they are opened?",
        "Choose whether the office may read bids",
        (
            ("yes", "No: they are sealed until the round is closed and they are opened"),
            ("no", "Yes: they can be read as they come"),
        ),
        hint="A rolling round is never sealed.",
    )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        typed = super().taken()
        flags = ("is_rolling", "is_sealed")
        return typed | {name: typed[name] == "yes" for name in flags}


class Steps(Amendment):
    """What happens after closing, in plain English."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = len((options.get("initial") or {}).get("steps", ()))
        self.rows = min(held + SPARE_STEPS, rules.MOST_STEPS)
        for place in range(1, self.rows + 1):
            self.fields[f"title_{place}"] = line(
                f"Step {place}", most=80, called=f"The name of step {place}"
            )
            self.fields[f"when_{place}"] = line(
                f"When step {place} happens", most=120, called=f"When step {place} happens"
            )
            self.fields[f"what_{place}"] = text(
                f"What happens in step {place}", most=1_000, rows=2, called="What happens"
            )
        self.reason_last()

    def clean(self) -> dict[str, Any]:
        """A step that says something has a name."""
        typed = self.cleaned_data
        for place in range(1, self.rows + 1):
            said = typed.get(f"when_{place}") or typed.get(f"what_{place}")
            if said and not typed.get(f"title_{place}"):
                self.add_error(f"title_{place}", f"Enter what step {place} is called")
        return typed

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        steps = [
            {name: typed[f"{name}_{place}"] for name in ("title", "when", "what")}
            for place in range(1, self.rows + 1)
            if typed[f"title_{place}"]
        ]
        return {"version": typed["version"], "why": typed["why"], "steps": steps}


class Contact(Amendment):
    """How to ask for help, or to apply in another way."""

    contact = text(
        "How can people ask for help or apply in another way?",
        "Say how to ask for help or apply in another way",
        hint="Phone, easy read, paper, British Sign Language. Anyone can read this.",
        rows=5,
    )


PARTS_OF_CALL: dict[str, type[Amendment]] = {
    "about": AboutCall,
    "who": Who,
    "priorities": ServedPriorities,
    "area": Area,
    "dates": Dates,
    "limits": Limits,
    "pot": Pot,
    "match": Match,
    "marking": Marking,
    "deciding": Deciding,
    "papers": Papers,
    "handling": Handling,
    "steps": Steps,
    "contact": Contact,
}
"""The form of each part that has one; questions, criteria and eligibility have pages of their own."""

AS_THEY_ARE = (
    "version",
    "purpose",
    "what_we_fund",
    "what_we_do_not_fund",
    "who_may_apply",
    "area",
    "decision_expected",
    "starts_from",
    "longest_months",
    "match_rule",
    "match_percent",
    "who_marks",
    "markers_per_bid",
    "quorum",
    "marking_guide",
    "decider",
    "power",
    "feedback_offered",
    "papers",
    "papers_asked_of",
    "body_agrees_before",
    "steps",
    "contact",
)


def initial_of_call(of: Call) -> dict[str, Any]:
    """What stands in the fields of a call's forms before anything is typed."""
    round_ = of.opportunity
    initial: dict[str, Any] = {name: getattr(of, name) for name in AS_THEY_ARE}
    for name in ("theme", "limit", "limit_words", "priorities", "available"):
        initial[name] = getattr(round_, name)
    for name in ("hides_applicant", "is_rolling", "is_sealed"):
        initial[name] = "yes" if getattr(of, name) else "no"
    for name, moment in (("opens", of.opens), ("closes", of.closes)):
        if moment is not None:
            initial[name], initial[f"{name}_time"] = moment.wall.date(), moment.wall.time()
    for place, step in enumerate(of.steps, start=1):
        initial |= {f"{name}_{place}": step.get(name, "") for name in ("title", "when", "what")}
    for place, one in enumerate(round_.shares.select_related("fund")[:SHARES_OFFERED], start=1):
        initial |= {
            f"fund_{place}": one.fund.code,
            f"name_{place}": one.name,
            f"amount_{place}": one.amount,
        }
    return initial
