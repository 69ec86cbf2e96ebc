"""What people type of meetings: calling one, its agenda, recording it, correcting its minutes."""

from typing import Any

from precept.do.opportunities.forms.fields import TimeOfDay
from precept.foundation.web.chosen import Several
from precept.foundation.web.forms import AsRead, Form, Versioned
from precept.foundation.web.inputs import choice, day, hidden_number, line, text, web_address, whole
from precept.review.management import queries, rules
from precept.review.management.forms.fields import (
    GuestsField,
    offer_bodies,
    offer_people,
    why,
)
from precept.review.management.models import AgendaItem, Attendee, Meeting, Thing


class Just(Versioned):
    """Nothing is asked beside the version that was read: the button says it all."""


class NewMeeting(Form):
    """A meeting: its day and place, and who is invited."""

    kind = choice("What kind of meeting is it?", "Choose what kind it is", rules.meeting_kinds)
    on = day("On which day?", "The day of the meeting", needed=True)
    at = TimeOfDay("When does it begin?", "when it begins")
    minutes_long = whole(
        "How many minutes does it last?", "Enter how many minutes it lasts", most=480, least=5
    )
    place = line("Where?", hint="A room and its address. Leave it empty where all join from afar.")
    link = web_address(
        "A link to join it from afar", "Enter a web address, like https://example.org/meeting"
    )
    people = Several("Who of the office?", "Choose people who work here")
    bodies = Several(
        "Who else?",
        "Choose those who provide or commission it",
        hint="They are told by e-mail, find the agenda in their own area, and the minutes once agreed.",
    )
    guests = GuestsField()

    def __init__(self, *args: Any, of: Thing, **options: Any) -> None:
        super().__init__(*args, **options)
        owners = queries.owners_for(of)
        offer_people(self.fields["people"], owners.people)
        offer_bodies(self.fields["bodies"], list(owners.bodies.values()))
        if not owners.bodies:
            del self.fields["bodies"]


class ChangeMeeting(NewMeeting, Versioned):
    """The same, of a meeting that was called."""

    @staticmethod
    def was(of: Meeting) -> dict[str, Any]:
        """What the form starts with."""
        invited = queries.attendees_of(of)
        return {
            **{
                name: getattr(of, name)
                for name in ("kind", "on", "at", "minutes_long", "place", "link")
            },
            "people": [one.person for one in invited if one.person],
            "bodies": [one.organisation for one in invited if one.organisation],
            "guests": [one for one in invited if not one.person and not one.organisation],
            "version": of.version,
        }


class Agenda(Versioned):
    """The order of an agenda, whose copy each item stands on, and what is added."""

    def __init__(self, *args: Any, items: list[AgendaItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items
        for number, one in enumerate(items, start=1):
            # None is needed: an item that somebody else added meanwhile stays where it is.
            self.fields[f"place-{one.pk}"] = whole(f"Place of “{one.words}”", "", most=200)
            self.fields[f"copy-{one.pk}"] = choice(
                f"Where “{one.words}” stands",
                "",
                rules.copies,
                drops_down=True,
                wrong="Choose where it stands",
            )
            self.initial.setdefault(f"place-{one.pk}", number)
            self.initial.setdefault(f"copy-{one.pk}", one.copy)
        self.fields["added"] = text(
            "Add items", rows=4, hint="One a line. They come before the closing item.", most=4_000
        )

    @property
    def rows(self) -> list[tuple[AgendaItem, Any, Any]]:
        """Each item with its two fields, as the page shows them."""
        return [(one, self[f"place-{one.pk}"], self[f"copy-{one.pk}"]) for one in self.items]

    def taken(self) -> dict[str, Any]:
        """Places and copies by the items' own numbers, the lines added, the version that was read."""
        said = self.cleaned_data
        return {
            "places": _given(self.items, said, "place"),
            "copies": _given(self.items, said, "copy"),
            "added": said["added"].splitlines(),
            "version": said["version"],
        }


def _given(items: list[AgendaItem], said: dict[str, Any], what: str) -> dict[int, Any]:
    """What was given for each item, by the item's own number."""
    found = {one.pk: said[f"{what}-{one.pk}"] for one in items}
    return {pk: value for pk, value in found.items() if value not in (None, "")}


class Record(AsRead):
    """Who came to a meeting, and what was said and decided of each item."""

    kept_words = rules.KEPT_WORDS

    def __init__(
        self, *args: Any, invited: list[Attendee], items: list[AgendaItem], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.invited, self.items = invited, items
        for one in invited:
            self.fields[f"came-{one.pk}"] = choice(
                one.shown, f"Say whether {one.shown} came", rules.attendances
            )
            self.fields[f"came-{one.pk}"].widget.attrs["class"] = "govuk-radios--inline"
            if one.state != "invited":
                self.initial.setdefault(f"came-{one.pk}", one.state)
        for item in items:
            self.fields[f"notes-{item.pk}"] = text(
                f"What was said: {item.words}", rows=3, most=8_000, called="What was said"
            )
            self.fields[f"decision-{item.pk}"] = line(
                f"What was decided: {item.words}", most=1_000, called="What was decided"
            )
            self.initial.setdefault(f"notes-{item.pk}", item.notes)
            self.initial.setdefault(f"decision-{item.pk}", item.decision)
        self.fields["version"] = hidden_number()

    @property
    def people(self) -> list[Any]:
        """The question of each who was invited."""
        return [self[f"came-{one.pk}"] for one in self.invited]

    @property
    def rows(self) -> list[tuple[AgendaItem, Any, Any]]:
        """Each item with its two fields, as the page shows them."""
        return [(one, self[f"notes-{one.pk}"], self[f"decision-{one.pk}"]) for one in self.items]

    def taken(self) -> dict[str, Any]:
        """Who came and what was said, by their own numbers, and the version that was read."""
        said = self.cleaned_data
        return {
            "came": {one.pk: said[f"came-{one.pk}"] for one in self.invited},
            "said": {
                one.pk: (said[f"notes-{one.pk}"], said[f"decision-{one.pk}"]) for one in self.items
            },
            "version": said["version"],
        }


class Correct(Record):
    """The same of minutes that were agreed, with what was wrong."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["why"] = why(
            "Say what was wrong",
            "What was wrong?",
            hint="Everybody who reads the minutes reads this.",
        )

    def taken(self) -> dict[str, Any]:
        """The same, and what was wrong."""
        return {**super().taken(), "why": self.cleaned_data["why"]}


class Cancel(Versioned):
    """Why a meeting is cancelled."""

    why = why("Say why it is cancelled")
