"""What the office types about how an organisation stands."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from precept.foundation.money import Money, NotMoney, read_money
from precept.foundation.web import inputs
from precept.foundation.web.forms import Form, Versioned
from precept.parties import rules
from precept.parties.forms import fields
from precept.parties.models import Paper

GOOD_ENOUGH = [("yes", "Yes"), ("no", "No: they must give another")]
CALLED = [
    ("yes", "Yes: they gave these details, and read them to us"),
    ("no", "No: refuse the details"),
]


class RecordDiligence(Form):
    """One check: what came of it, what was looked at, until when it holds."""

    latest = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput())
    outcome = inputs.choice("What came of it?", "Choose what came of it", rules.DILIGENCE_OUTCOMES)
    source = inputs.choice(
        "Where did you look?", "Choose where you looked", rules.DILIGENCE_SOURCES
    )
    paper = inputs.choice(
        "Which paper? (optional)",
        "",
        [],
        drops_down=True,
        wrong="Choose one of this organisation’s papers",
    )
    evidence = inputs.text(
        "What you looked at, and what you found",
        "Enter what you looked at and what you found",
        most=2_000,
        hint="Enough for a colleague or an auditor to look again. Do not copy account numbers, or an"
        " address that must stay secret.",
    )
    expires = fields.date("Until when does it hold? (optional)", "The day until which it holds")

    def __init__(self, typed: Any = None, *, papers: list[Paper], initial: dict[str, Any]) -> None:
        super().__init__(typed, initial=initial)
        self.papers = {paper.reference: paper for paper in papers}
        self.let_choose(
            "paper",
            [
                inputs.NONE_CHOSEN,
                *((paper.reference, rules.PAPERS[paper.kind].title) for paper in papers),
            ],
        )

    def taken(self) -> dict[str, Any]:
        """What was typed, with the paper itself."""
        said = super().taken()
        return said | {"paper": self.papers.get(said["paper"])}


class CheckPaper(Form):
    """Whether a paper will do."""

    is_good_enough = inputs.choice(
        "Is it good enough?", "Choose whether it is good enough", GOOD_ENOUGH
    )
    reason = inputs.text(
        "What is wrong with it?",
        rows=3,
        most=1_000,
        hint="Needed where it is not good enough. The organisation’s people read it: say what to give"
        " instead.",
    )

    def taken(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        said = super().taken()
        return said | {"is_good_enough": said["is_good_enough"] == "yes"}


class CallBack(Form):
    """What came of telephoning the organisation."""

    number_from = inputs.choice(
        "Where did the telephone number come from?",
        "Choose where the telephone number came from",
        rules.CALL_SOURCES,
        hint="Never from the message or the person that gave the new details.",
    )
    spoke_to = inputs.line(
        "Whom did you speak to?", "Enter whom you spoke to", most=120, autocomplete="off"
    )
    is_confirmed = inputs.choice(
        "Did they confirm the details?", "Choose whether they confirmed the details", CALLED
    )
    why = inputs.text(
        "What was wrong?",
        rows=2,
        most=500,
        hint="Needed where they did not confirm. The organisation’s people read it.",
    )

    def taken(self) -> dict[str, Any]:
        """What was chosen, as the action takes it."""
        said = super().taken()
        return said | {"is_confirmed": said["is_confirmed"] == "yes"}


class LookedUp(Form):
    """Which register to look in."""

    scheme = inputs.choice("Which register?", "Choose a register", [])

    def __init__(self, typed: Any = None, *, registers: list[tuple[str, str]]) -> None:
        super().__init__(typed)
        self.let_choose("scheme", registers)


def _pounds(label: str, needed: str, *, hint: str = "") -> forms.CharField:
    return inputs.line(
        label, needed, hint=hint, most=20, width="govuk-input--width-10", spellcheck="false"
    )


def _yes_or_no(label: str, needed: str, hint: str) -> forms.ChoiceField:
    return inputs.choice(label, needed, [("yes", "Yes"), ("no", "No")], hint=hint)


def _read(typed: str) -> Money:
    try:
        found = read_money(typed)
    except NotMoney as problem:
        raise ValidationError(str(problem)) from None
    if not isinstance(found, Money):
        raise ValidationError("Enter an amount in pounds, like £10,000")
    return found


class CheckSubsidy(Form):
    """The questions of a subsidy check, about one activity."""

    activity = inputs.text(
        "What is the money for?",
        "Enter what the money is for",
        rows=3,
        most=2_000,
        hint="One activity. The answers may differ for another activity of the same organisation.",
    )
    about = forms.CharField(required=False, max_length=150, widget=forms.HiddenInput())
    amount = _pounds("How much?", "Enter how much, like £10,000")
    on = fields.date("When would it be given?", "The day it would be given", needed=True)
    offers_on_market = _yes_or_no(
        "For this activity, does it offer goods or services on a market?",
        "Choose whether it offers goods or services on a market",
        "For payment, or where somebody else could offer them for payment. It does not matter whether it"
        " is a charity or makes a profit.",
    )
    on_market_terms = _yes_or_no(
        "Would the market give the money on the same terms?",
        "Choose whether the market would give the money on the same terms",
        "Such as the price of a service bought after a competition. A grant is no, nearly always.",
    )
    could_affect = _yes_or_no(
        "Could it affect competition, investment or trade?",
        "Choose whether it could affect competition, investment or trade",
        "In the United Kingdom or with another country. Something small and local, for people nobody"
        " else would come from afar to serve, hardly can.",
    )
    earlier = _pounds(
        "What help did it have this financial year and the two before?",
        "Enter an amount, or 0 where it had none",
        hint="Minimal Financial Assistance and the like from any public authority, as it says itself.",
    )

    def clean_amount(self) -> Money:
        """The amount as money."""
        return _read(self.cleaned_data["amount"])

    def clean_earlier(self) -> Money:
        """The amount as money."""
        return _read(self.cleaned_data["earlier"])

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = super().taken()
        questions = ("offers_on_market", "on_market_terms", "could_affect")
        answers = rules.SubsidyAnswers(
            **{key: said.pop(key) == "yes" for key in questions},
            earlier=said.pop("earlier").pence,
        )
        return said | {"answers": answers}


class SubsidyStep(Versioned):
    """A step that was taken, and when."""

    step = inputs.choice(
        "What was done?",
        "Choose what was done",
        [
            ("notified", "We wrote that it would be Minimal Financial Assistance"),
            ("confirmed", "The organisation confirmed in writing that it stays within the limit"),
            ("uploaded", "We put it on the government’s subsidy database"),
        ],
    )
    on = fields.date("When?", "The day", needed=True)


class Approve(Form):
    """That the details were compared with the evidence."""

    sure = fields.sure("I compared them with the bank evidence, and they are the same.")

    def taken(self) -> dict[str, Any]:
        """Nothing more: the box only says that one is sure."""
        return {}


class RefuseBank(Form):
    """Why bank details are refused."""

    why = fields.why(
        needed=True, hint="The organisation’s people read it. Do not copy the numbers."
    )


class RevealAccount(Form):
    """Why somebody must read an account's numbers."""

    why = fields.why(
        needed=True, hint="Your name, this reason and the time are kept for good in the ledger."
    )
