"""What people type of needs assessments."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from precept.foundation.web.forms import Form, Revised
from precept.foundation.web.inputs import choice, day, line, several, text, whole
from precept.understand.actions.keeping import NO_PRIORITY
from precept.understand.forms.areas import AreasField
from precept.understand.forms.fields import Prioritised, public_reason
from precept.understand.models import Area
from precept.understand.queries.counts import Kept
from precept.understand.rules import counts

NO_COUNT = "Choose a count of the list"
LARGEST = 100_000_000
AGREEMENT = "agreement:"


class MonthField(forms.CharField):
    """A month in words; gives its first day."""

    def __init__(self, label: str, called: str) -> None:
        self.called = called
        super().__init__(
            label=label,
            help_text="Such as April 2021. Leave it empty where no count is chosen.",
            required=False,
            max_length=30,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            error_messages={"max_length": f"{called} must be a month, such as April 2021"},
        )

    def clean(self, value: Any) -> date | None:
        """The first day of the month; None where it is left empty."""
        typed = super().clean(value)
        if not typed:
            return None
        month = counts.read_month(typed)
        if month is None:
            raise forms.ValidationError(
                f"{self.called} must be a month, such as April 2021", code="invalid"
            )
        return month

    def prepare_value(self, value: Any) -> Any:
        """A month in words, or what was typed."""
        return counts.month_words(value) if isinstance(value, date) else value


class NewNeed(Prioritised):
    """The beginning of an assessment."""

    title = line("Title", "Enter a title", hint="What need it is about, and of whom.")
    priorities = several("Which of the plan’s priorities does it serve?", NO_PRIORITY)
    owner = line("Owner", most=120, hint="The role that answers for it, not a person’s name.")
    review_on = day("When is it to be reviewed?", "The day of review")


class NeedHead(NewNeed, Revised):
    """The same, of a draft that is there."""


class NeedHeadAgain(NeedHead):
    """The same, of an edition that followed another."""

    why = public_reason()


class Questions(Revised):
    """The questions that an assessment answers."""

    questions = text(
        "Which questions does it answer?",
        "Enter at least one question",
        rows=8,
        hint="One on each line, such as: How many people are harmed, where, and who is missed?",
        most=10_000,
    )


class People(Revised):
    """How many people it is about."""

    population = whole(
        "How many people is it about?", "Enter how many people it is about", most=LARGEST, least=0
    )
    population_of = line(
        "Of whom?",
        "Enter of whom",
        most=300,
        hint="Such as: adults in the police force area who harmed a partner or relative.",
    )
    population_source = line("Source", "Enter where the number is from", most=300)
    population_dated = day("Of which day is the number?", "The day")


class Findings(Revised):
    """What the data shows."""

    findings = text(
        "What does the data show?",
        "Enter what the data shows",
        rows=12,
        hint="Public once it is published. Write of groups and areas, never of one person or one"
        " place. A blank line starts a paragraph; “- ” starts a point of a list.",
    )


class NoServices(Revised):
    """Why no service is mapped."""

    no_services_why = text(
        "Why is no service on the map?",
        rows=4,
        hint="Such as: there is none in any of the areas. Only needed while the map is empty.",
        most=2_000,
    )


class Figures(Revised):
    """The areas of an assessment and the counts that it rests on."""

    areas = AreasField("Which areas is it about?", hint="No area together with one that it holds.")
    leading = choice(
        "Which count leads?",
        "",
        (),
        hint="Coverage is measured against it.",
        drops_down=True,
        wrong=NO_COUNT,
    )
    others = several("Which other counts does it show?", NO_COUNT)
    first_month = MonthField("First month", "The first month")
    last_month = MonthField("Last month", "The last month")

    def __init__(
        self, *args: Any, areas_known: Sequence[Area], kept: Sequence[Kept], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        area_field, leading, others = (self.fields[name] for name in ("areas", "leading", "others"))
        assert isinstance(area_field, AreasField)
        assert isinstance(leading, forms.ChoiceField)
        assert isinstance(others, forms.MultipleChoiceField)
        area_field.offer(areas_known)
        offered = [(one.key, one.title) for one in kept]
        leading.choices = [("", "None"), *offered]
        others.choices = offered

    def taken(self) -> dict[str, Any]:
        """As the action takes it: the leading count first."""
        said = dict(self.cleaned_data)
        leading, others = said.pop("leading"), said.pop("others")
        keys = [*([leading] if leading else []), *others]
        return said | {"figures": list(dict.fromkeys(keys))}


class ServiceForm(Form):
    """A service that is there."""

    agreement = line(
        "Agreement in the register",
        most=60,
        hint="Its reference, such as CORE004, where one of the office’s agreements delivers it."
        " Leave it empty where another body provides it.",
        width="govuk-input--width-10",
    )
    what = line("What is offered?", most=300, hint="Of an agreement, its title where left empty.")
    by_whom = line("By whom?", hint="Of an agreement, its provider is taken from the register.")
    areas = AreasField("Which areas does it reach?", hint="A county stands for its districts.")
    capacity = whole(
        "How many people can it take in a year?",
        "",
        most=LARGEST,
        hint="Leave it empty where nobody knows.",
        least=0,
    )
    note = text("Note", rows=3, hint="Public once it is published.", most=2_000)

    def __init__(self, *args: Any, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["areas"]
        assert isinstance(field, AreasField)
        field.offer(areas)

    def taken(self) -> dict[str, Any]:
        """As the action takes it: the agreement by its typed reference."""
        said = dict(self.cleaned_data)
        typed = said["agreement"].strip()
        return said | {"agreement": f"{AGREEMENT}{typed}" if typed else ""}


class ChangeService(ServiceForm, Revised):
    """The same, of a service on the map."""


class GapForm(Form):
    """What is missing, and where."""

    what = text("What is missing?", "Enter what is missing", rows=4, most=5_000)
    areas = AreasField("Where?")

    def __init__(self, *args: Any, areas: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["areas"]
        assert isinstance(field, AreasField)
        field.offer(areas)


class ChangeGap(GapForm, Revised):
    """The same, of a gap that is named."""


class Agree(Revised):
    """Agreeing a draft."""

    exception = text(
        "If you wrote in it yourself: why can nobody else agree it?",
        rows=3,
        hint="Kept with the assessment. Leave it empty where others wrote it.",
        most=2_000,
    )


class Amend(Form):
    """Beginning the next edition."""

    why = public_reason()


class PublishNeed(Form):
    """Releasing an agreed edition."""

    why = line(
        "Why is it published or corrected?",
        hint="Optional. Anyone can read it beside the version.",
        most=500,
    )
