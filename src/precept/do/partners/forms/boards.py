"""What people type of partnerships, meetings and actions."""

from typing import Any

from django import forms

from precept.do.partners import rules
from precept.do.partners.forms.fields import (
    BodyField,
    OutcomesField,
    PersonField,
    Prioritised,
    area,
    source,
    why,
)
from precept.do.partners.models import Meeting, Partnership, PartnershipMember
from precept.foundation.documents.kinds import accepted_in_words
from precept.foundation.web.forms import Form, Versioned
from precept.foundation.web.inputs import choice, day, line, text, upload


class PartnershipForm(Prioritised):
    """What is kept of a partnership."""

    name = line("Name", "Enter the partnership’s name")
    kind = choice("What is it?", "Choose what it is", rules.partnership_kinds)
    purpose = text("What it is for", rows=3)
    run_by = BodyField("Who runs it?", hint="Where it is somebody else’s board")
    attends = PersonField("Who attends it for this office?", hint="Their name is never published.")
    area = area()
    terms = text("Terms of reference", rows=6, hint="Public once the partnership is published.")
    terms_dated = day("When were the terms agreed?", "The date of the terms")
    review_on = day("When are they reviewed?", "The date of the review")
    outcomes = OutcomesField()
    source = source()


class NewPartnership(PartnershipForm):
    """A partnership that is not noted yet."""

    is_invented = forms.BooleanField(label="Invented for the demonstration", required=False)


class ChangePartnership(PartnershipForm, Versioned):
    """The same, of one that is."""

    @staticmethod
    def was(of: Partnership) -> dict[str, Any]:
        """What the form starts with."""
        names = [name for name in PartnershipForm.base_fields if name != "version"]
        return {**{name: getattr(of, name) for name in names}, "version": of.version}


class NewMember(Form):
    """A body that belongs to a partnership."""

    organisation = BodyField("Organisation", "Enter the organisation’s name or reference")
    role = choice("As what?", "Choose as what it belongs", rules.member_roles)
    starts = day("Since when?", "The first day")


class EndMember(Form):
    """A body that belongs no more."""

    ends = day("Last day", "The last day", needed=True)


class MeetingForm(Form):
    """A meeting: its day, where it is, its agenda."""

    on = day("On which day?", "The day of the meeting", needed=True)
    place = line("Where?", hint="A place, or that it is online")
    agenda = text("Agenda", rows=6, hint="One item a line")


class ChangeMeeting(MeetingForm, Versioned):
    """The same, of a meeting that is noted."""

    @staticmethod
    def was(of: Meeting) -> dict[str, Any]:
        """What the form starts with."""
        return {"on": of.on, "place": of.place, "agenda": of.agenda, "version": of.version}


class RecordMeeting(Versioned):
    """Who came to a meeting, and what was decided: a question for each member."""

    def __init__(self, *args: Any, members: list[PartnershipMember], **options: Any) -> None:
        super().__init__(*args, **options)
        self.members = {f"came-{one.organisation.reference}": one for one in members}
        for name, one in self.members.items():
            self.fields[name] = choice(
                one.organisation.name,
                f"Say whether {one.organisation.name} came",
                rules.attendances,
            )
        self.fields["decisions"] = text("Decisions", rows=5, hint="One a line")

    def taken(self) -> dict[str, Any]:
        """Who came by organisation, the decisions, the version that was read."""
        said = self.cleaned_data
        return {
            "came": {one.organisation.reference: said[name] for name, one in self.members.items()},
            "decisions": said["decisions"],
            "version": said["version"],
        }


class Paper(Form):
    """A paper of a meeting."""

    file = upload(
        "The paper",
        hint=f"{accepted_in_words()}. A scanner looks at it before anybody can open it.",
    )


class NewAction(Form):
    """What somebody owes."""

    what = text("What is to be done?", "Enter what is to be done", rows=3, most=2_000)
    owner = PersonField("Who here owes it?", hint="It stands on their desk until it is done.")
    body = BodyField("Or which partner owes it?")
    due = day("By when?", "The day it is due", needed=True)


class FinishAction(Versioned):
    """What came of an action."""

    outcome = text("What came of it?", "Say what came of it", rows=3, most=2_000)
    done_on = day(
        "When was it done?", "The day it was done", hint="Today, where you leave it empty"
    )


class MoveAction(Versioned):
    """Another day for an action."""

    due = day("By when?", "The day it is due", needed=True)
    why = why("Say why it moves")
