"""What people type of joint services and of the sums that partners share."""

from typing import Any

from django import forms

from precept.do.partners import queries, rules
from precept.do.partners.forms.fields import (
    AgreementField,
    BodiesField,
    FundField,
    Prioritised,
    area,
    money,
    source,
    why,
    year,
)
from precept.do.partners.models import JointCommissioner, JointService, Partnership
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import NONE_CHOSEN, choice, day, line, text, whole
from precept.parties.models import Organisation


class PartnershipChoice(forms.ChoiceField):
    """A partnership whose meetings manage a service's contracts; None where none is chosen."""

    def __init__(self) -> None:
        super().__init__(
            label="Whose meetings manage its contracts?",
            required=False,
            choices=self.offered,
            widget=forms.Select,
            error_messages={"invalid_choice": "Choose one of the partnerships"},
        )

    @staticmethod
    def offered() -> list[tuple[str, str]]:
        """Every partnership, by name (at most 200)."""
        rows = Partnership.objects.order_by("name").values_list("reference", "name")
        return [NONE_CHOSEN, *rows[:200]]

    def clean(self, value: Any) -> Partnership | None:
        """The partnership."""
        chosen = super().clean(value)
        return Partnership.objects.filter(reference=chosen).first() if chosen else None

    def prepare_value(self, value: Any) -> Any:
        """A partnership as the list calls it."""
        return value.reference if isinstance(value, Partnership) else value


class ServiceForm(Prioritised):
    """What is kept of a joint service."""

    title = line("Title", "Enter the service’s title", most=300)
    purpose = text("What it is for", rows=4)
    starts = day("First day", "The first day")
    ends = day("Last day", "The last day")
    longest = line(
        "How long can it last?",
        hint="With its extensions, in the words of the source: at most 5 years",
    )
    partnership = PartnershipChoice()
    source = source()
    note = text("Note", rows=3, hint="Public once the service is published.")


class NewService(ServiceForm):
    """A joint service that is not noted yet."""

    field_order = ("title", "commissioners")
    commissioners = BodiesField(
        "Who commissions it?", "Enter the bodies that commission it, at least two"
    )
    is_invented = forms.BooleanField(label="Invented for the demonstration", required=False)


class ChangeService(ServiceForm, Versioned):
    """The same, of one that is."""

    @staticmethod
    def was(of: JointService) -> dict[str, Any]:
        """What the form starts with."""
        names = [name for name in ServiceForm.base_fields if name != "version"]
        return {**{name: getattr(of, name) for name in names}, "version": of.version}


class Expertise(Form):
    """How well a commissioner knows the field."""

    expertise = choice("How well does it know the field?", "Choose how well", rules.expertise)
    words = line(
        "How is that known?", hint="Such as: it has run such a service since 2018", most=300
    )


class NewLot(Form):
    """A lot of a joint service."""

    number = whole("Number", "Enter the lot’s number", most=99)
    title = line("Title", "Enter the lot’s title")
    area = area()
    amount = money("Value")


class LotContract(Form):
    """An agreement that delivers a lot."""

    agreement = AgreementField("Enter the agreement’s reference")


class CommissionerField(forms.ChoiceField):
    """One of a service's commissioners."""

    def __init__(self, label: str, needed: str) -> None:
        super().__init__(label=label, error_messages={"required": needed, "invalid_choice": needed})
        self.widget = forms.RadioSelect()

    def offer(self, partners: list[JointCommissioner]) -> None:
        """Say whom there is to choose from."""
        self.held = {one.organisation.reference: one.organisation for one in partners}
        self.choices = [(key, one.name) for key, one in self.held.items()]

    def clean(self, value: Any) -> Organisation:
        """The organisation."""
        return self.held[super().clean(value)]


class OfService(Form):
    """A form whose choices are a service's commissioners."""

    def __init__(self, *args: Any, service: JointService, **options: Any) -> None:
        super().__init__(*args, **options)
        partners = queries.commissioners_of(service)
        for field in self.fields.values():
            if isinstance(field, CommissionerField):
                field.offer(partners)


class NewContribution(OfService):
    """What a partner puts in for a year."""

    organisation = CommissionerField("Which partner?", "Choose the partner")
    year = year()
    amount = money("What does it put in?")
    source = source()


class Lead(OfService, Versioned):
    """Which partner leads."""

    lead = CommissionerField("Who leads?", "Choose who leads")
    why = why("Say why it leads")


class Sum(Form):
    """An invoice to split, or an underspend to share back; ``leads`` whether the office leads the service."""

    year = year()
    amount = money("Amount", "Enter the amount")
    what = line(
        "Which invoice?", "Enter the invoice’s number", most=300, hint="Its number and period"
    )
    dated = day("Dated", "The date", needed=True)
    agreement = AgreementField(hint="The contract of the service that it is of")
    fund = FundField(
        "Which fund pays the provider?",
        "Choose the fund that pays the provider",
        hint="Its books then hold what each partner owes or gets back",
    )

    def __init__(self, *args: Any, leads: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not leads:
            del self.fields["fund"]


class Underspend(Sum):
    """An underspend to share back."""

    what = line("Why was money left?", "Say why money was left", most=300)


class Settling(Form):
    """A partner's share was received, or went back."""

    day = day("On which day?", "The day", needed=True)
    words = line(
        "How do you know?",
        "Say how you know",
        hint="Such as: bank statement 12, line 4",
        most=300,
    )


class TakingBack(Form):
    """Why something that was noted of a sum is taken back."""

    why = why()


class Answer(Form):
    """What a partner says of its share."""

    answer = choice(
        "Do you agree with your share?",
        "Say whether you agree",
        [("agreed", "Yes, we agree"), ("queried", "No, we have a question")],
    )
    said = text("Your question", rows=3, most=2_000, hint="The office reads it and answers you.")
    is_open = forms.BooleanField(
        label="Let the other partners of the service read my question and its answer",
        required=False,
    )


class Reply(Form):
    """What the office answers to a partner's question."""

    reply = text(
        "Your answer", "Enter your answer", rows=4, most=2_000, hint="The partner reads it."
    )
