"""What people type of asking people. The forms say that nobody is to be named; actions see to it."""

from typing import Any

from django import forms

from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.forms import Form, Revised, Versioned
from precept.foundation.web.inputs import choice, day, line, several, text, whole
from precept.understand import rules
from precept.understand.actions.keeping import NO_PRIORITY
from precept.understand.forms.fields import Prioritised

NO_NAMES = "Never write a name, nor anything by which somebody could be found."


class VoiceForm(Prioritised):
    """One time of asking people."""

    title = line("Title", "Enter a title", hint="Such as: What makes people stay to the end")
    about = text(
        "What were people asked about?",
        "Enter what people were asked about",
        rows=3,
        hint=NO_NAMES,
        most=2_000,
    )
    ways = several("How were they asked?", "Choose how people were asked", rules.voice_ways())
    ways_words = text("More of how it was done (optional)", rows=3, most=2_000)
    starts = day("From", "The first day", needed=True)
    ends = day("To (optional)", "The last day", hint="Leave it empty while it goes on.")
    by_whom = choice("Who asked?", "Choose who asked", rules.asked_by)
    by_body = line(
        "Which organisation?", hint="Where it was not the office itself. Never a person’s name."
    )
    access = text(
        "What made it possible to take part?",
        rows=3,
        hint="Interpreters, place, time, help with children or travel.",
        most=2_000,
    )
    is_for_perpetrators = forms.BooleanField(
        label="It is about a service for people who did harm", required=False
    )
    victims_considered = text(
        "How were the needs of victims considered?",
        rows=3,
        hint="Always answered where it is about a service for people who did harm.",
        most=2_000,
    )
    priorities = several("Which priorities is it about?", NO_PRIORITY)


class ChangeVoice(VoiceForm, Versioned):
    """The same, of a record that is there."""


class Groups(Versioned):
    """How many people of each group were asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, title in rules.voice_groups():
            self.fields[f"of_{key}"] = whole(title, "", most=1_000_000, least=0)

    def taken(self) -> dict[str, Any]:
        """The number of each group by its key."""
        said = super().taken()
        version = said.pop("version")
        return {
            "version": version,
            "numbers": {name.removeprefix("of_"): number for name, number in said.items()},
        }


class Consent(Versioned):
    """How people agreed, what they were told, what was paid."""

    consent = text(
        "How did people agree to take part?",
        "Say how people agreed to take part",
        rows=3,
        hint=NO_NAMES,
        most=2_000,
    )
    told_them = text(
        "What were they told before?",
        "Say what people were told",
        rows=3,
        hint="What it is for, what is kept, that they may stop, what happens when somebody is at risk.",
        most=2_000,
    )
    is_paid = choice(
        "Were expenses or thanks paid?",
        "Choose whether anything was paid",
        [("yes", "Yes"), ("no", "No")],
    )
    thanks = MoneyFormField(
        label="How much, altogether?",
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )
    thanks_to = line(
        "For what, and to which group?",
        hint="Such as: Travel and vouchers of £20, to victims and survivors. Never to whom by name.",
    )
    thanks_why_none = text("Why was nothing paid?", rows=2, most=1_000)

    def taken(self) -> dict[str, Any]:
        """What was said, with yes and no as they are."""
        said = super().taken()
        return {**said, "is_paid": said["is_paid"] == "yes"}


class PointForm(Form):
    """A thing that people said."""

    text = text(
        "What did people say?",
        "Enter what people said",
        rows=3,
        hint=f"In your own words, one thing at a time. {NO_NAMES}",
        most=2_000,
    )
    group = choice(
        "Which group said it?",
        "",
        (),
        drops_down=True,
        hint="Leave it where several did.",
        wrong="Choose a group that was asked",
    )

    def __init__(self, *args: Any, groups: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose(
            "group", [("", "Several"), *((key, rules.group_title(key)) for key in groups)]
        )


class ChangePoint(PointForm, Versioned):
    """The same, of a point that is there."""


class RemovePoint(Versioned):
    """Why a point is taken away."""

    why = text(
        "Why is it taken away?",
        "Say why it is taken away",
        rows=2,
        hint="For what nobody said. What people said stays, whatever becomes of it.",
        most=1_000,
    )


class AnswerPoint(Versioned):
    """What becomes of a thing that people said."""

    answer = choice("What becomes of it?", "Choose what becomes of it", rules.answers_to_points)
    answer_words = text(
        "What changes because of it, or why not?",
        "Say what changes because of it, or why not",
        rows=3,
        most=2_000,
    )
    by_when = day("By when?", "The day", hint="Where it will be done.")


class TellBack(Versioned):
    """What was told back to people."""

    words = text(
        "What was told back to the people who were asked, and how?",
        "Say what was told back",
        rows=3,
        most=2_000,
    )
    on = day("When?", "The day", needed=True)


class PublishVoice(Revised):
    """Releasing the summary as it was read."""

    why = line(
        "Why is it published or corrected?",
        hint="Optional. Anyone can read it beside the version.",
        most=500,
        called="The reason",
    )
