"""What people type of options, the choice between them, and assessments."""

from typing import Any

from django import forms

from precept.foundation.web.chosen import Chosen
from precept.foundation.web.forms import AsRead, Form, Versioned
from precept.foundation.web.inputs import choice, day, hidden_number, line, several, text, whole
from precept.plan import queries, rules
from precept.plan.forms.fields import money
from precept.plan.models import Assessment, Option


class OptionForm(Form):
    """A way in which the need could be met."""

    kind = choice("What kind of way is it?", "Choose what kind of way it is", rules.option_kinds)
    title = line(
        "What is it called? (optional)",
        hint="Leave it empty to call it by its kind.",
        called="The name",
    )
    cost = money(
        "What does it cost over its whole term?", hint="Leave it empty where nobody knows."
    )
    cost_words = line(
        "What else is to say of the cost? (optional)",
        hint="For example, what it rests on, or that it is not known and why.",
        most=500,
        called="What you enter",
    )
    benefit = text("What would it bring?", rows=3, most=4_000)
    risk = text("What could go wrong with it?", rows=3, most=4_000)
    equality = text("What would it mean for equality?", rows=3, most=4_000)
    social = text("What would it bring in social value?", rows=3, most=4_000)


class ChangeOption(OptionForm, Versioned):
    """The same, of an option that is there."""


class RemoveOption(Form):
    """Why an option is taken out."""

    why = text("Why is it taken out?", "Say why it is taken out", rows=3, most=2_000)


class ChooseOption(AsRead):
    """Which option is chosen, why, for how long, and with whose money."""

    option = Chosen("Which option is chosen?", "Choose an option")
    reasons = text("Why is it the best one?", "Say why it is the best one", rows=4, most=4_000)
    value = text(
        "Why is it good value for money?",
        hint="What it costs for what it changes, beside the other options.",
        rows=4,
        most=4_000,
    )
    months = whole(
        "How many months does it run, with every extension?", "", most=240, hint="Such as 36."
    )
    is_longest = forms.BooleanField(
        label="That is the longest workable term",
        help_text="Longer terms bring more bids, steadier services and better value.",
        required=False,
    )
    shorter_why = text("If it is shorter, why?", rows=3, most=2_000)
    is_pilot = forms.BooleanField(label="It is a pilot", required=False)
    pilot_evaluation = text("How is a pilot evaluated?", rows=3, most=2_000)
    pilot_ends = day(
        "By when is a pilot scaled up or stopped?",
        "The day by which a pilot is scaled up or stopped",
    )
    funds = several("Which funds pay?", "Choose funds of the office")
    hopes_for_grant = forms.BooleanField(
        label="It hopes for a government grant that is not won yet", required=False
    )
    grant_fails = text("What happens if that grant fails?", rows=3, most=2_000)
    victims = text(
        "How were the needs of victims considered?",
        hint="Needed where it serves people who did harm.",
        rows=3,
        most=4_000,
    )
    version = hidden_number(least=0)

    def __init__(self, *args: Any, options: dict[str, Option], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["option"]
        assert isinstance(field, Chosen)
        field.offer(options, {key: one.title for key, one in options.items()})
        self.let_choose("funds", queries.fund_choices())


class BeginAssessment(Form):
    """Whether an assessment begins with the answers of an earlier one."""

    carried_from = Chosen(
        "Begin with the answers of an earlier assessment? (optional)",
        hint="What holds here too need not be typed again. You read it over before it is agreed.",
    )

    def __init__(self, *args: Any, earlier: list[Assessment], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["carried_from"]
        assert isinstance(field, Chosen)
        things = {one.project.reference: one for one in earlier}
        field.offer(things, {key: one.project.title for key, one in things.items()})
        if not things:
            del self.fields["carried_from"]


class WriteAssessment(Versioned):
    """The answers of an assessment, by its template's questions."""

    def __init__(
        self, *args: Any, template: rules.Questionnaire, answers: dict[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.template_of = template
        for one in template.questions:
            name = f"q-{one.key}"
            self.fields[name] = text(
                one.title, hint=one.hint, rows=5, most=8_000, called="This answer"
            )
            self.initial.setdefault(name, answers.get(one.key, ""))

    def taken(self) -> dict[str, Any]:
        """The answers by their questions."""
        said = super().taken()
        answers = {one.key: said.pop(f"q-{one.key}") for one in self.template_of.questions}
        return {**said, "answers": answers}


class AgreeAssessment(Versioned):
    """Agreeing an assessment."""

    review_on = day("When is it looked at again?", "The day of its review", needed=True)
    exception = text(
        "Why can nobody else agree it?", hint="Only where you wrote in it.", rows=3, most=2_000
    )

    def __init__(self, *args: Any, is_own: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_own:
            del self.fields["exception"]
