"""What applicants type beside their answers: who bids, colleagues, files, ways of applying, why not."""

from collections.abc import Sequence
from typing import Any, Final, Protocol

from django import forms

from precept.do.bids import rules
from precept.do.bids.queries import TwoAnswers
from precept.foundation.documents.kinds import accepted_in_words
from precept.foundation.questions.reading import AnswerRead
from precept.foundation.web.careful import Careful
from precept.foundation.web.forms import AsRead, Form
from precept.foundation.web.inputs import choice, hidden_number, line, text
from precept.parties.models import Organisation

NEW: Final = "new"
NONE: Final = "none"
ASK: Final = "ask"


def unseen() -> forms.CharField:
    """A word that the page sends and nobody sees."""
    field = line("", most=64, called="This page")
    field.widget = forms.HiddenInput()
    return field


class OfOrganisations(Form):
    """What asks for one of somebody's organisations: they are ``known`` by their references."""

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.known = {one.reference: one for one in organisations}
        self.offer("organisation", self.names)

    @property
    def names(self) -> list[tuple[str, str]]:
        """Their names as answers, in the order given."""
        return [(reference, one.name) for reference, one in self.known.items()]

    def offer(self, question: str, answers: Sequence[tuple[str, str]]) -> forms.ChoiceField:
        """Offer answers to a question of this form, which is given back."""
        asked = self.fields[question]
        assert isinstance(asked, forms.ChoiceField)
        asked.choices = answers
        return asked


class Begin(OfOrganisations):
    """Who bids, as far as it is known when a bid is begun."""

    organisation = choice("Who is this bid from?", "Choose who this bid is from", [])
    key = unseen()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        other = "Another organisation or group" if self.known else "An organisation or group"
        last = (NONE, "I will say later, or we are not an organisation yet")
        asked = self.offer("organisation", [*self.names, (NEW, other), last])
        asked.choice_hints = {  # type: ignore[attr-defined]  # foundation.web.fields asks for it
            NEW: "You start its profile next. It need not be registered anywhere.",
            NONE: "You can write your bid now. Another organisation can hold the money for you.",
        }

    @property
    def needs_profile(self) -> bool:
        """Whether a profile is to be started first."""
        return bool(self.cleaned_data["organisation"] == NEW)

    def taken(self) -> dict[str, Any]:
        """The organisation, where it is one of theirs."""
        return {
            "organisation": self.known.get(self.cleaned_data["organisation"]),
            "key": self.cleaned_data["key"],
        }


class EndRehearsal(Form):
    """Ending a rehearsal: nothing to type, a button alone."""


class Bidder(OfOrganisations):
    """Who bids, and who holds the money where the bidder cannot."""

    organisation = choice("Which organisation bids?", "Choose which organisation bids", [])
    accountable_body = choice(
        "Who would hold the money?",
        "Choose who would hold the money",
        [],
        hint="If your group has no bank account or rules of its own, another organisation can be"
        " paid for you and answer for the money. We call it your accountable body.",
    )

    body_name = line(
        "Its name",
        hint="We ask its people by e-mail, and your bid says how far that is.",
        most=200,
        called="Its name",
        autocomplete="off",
    )
    body_email = line(
        "E-mail address of somebody who can agree for it",
        hint="A trustee, director or treasurer. They sign in with this address, and nobody else can.",
        most=200,
        called="The e-mail address",
        inputmode="email",
        spellcheck="false",
        autocomplete="off",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Where there is one alone it is the one that bids.
        others = self.names if len(self.known) > 1 else []
        own, asked = (NONE, "We hold it ourselves"), (ASK, "Another organisation, which is asked")
        self.offer("accountable_body", [own, *others, asked])

    def clean(self) -> dict[str, Any]:
        """Where another organisation is asked, its name and somebody's address are needed."""
        said = self.cleaned_data
        if said.get("accountable_body") == ASK:
            for name, words in (
                ("body_name", "Enter the name of the organisation that would hold the money"),
                ("body_email", "Enter an e-mail address of somebody who can agree for it"),
            ):
                if name not in self.errors and not said.get(name):
                    self.add_error(name, words)
        return said

    def taken(self) -> dict[str, Any]:
        """The organisations themselves."""
        said = self.cleaned_data
        return {
            "organisation": self.known[said["organisation"]],
            "accountable_body": self.known.get(said["accountable_body"]),
            "body_name": said["body_name"] if said["accountable_body"] == ASK else "",
            "body_email": said["body_email"] if said["accountable_body"] == ASK else "",
        }


class BidderFor(Form):
    """Which organisation somebody bids for whom an officer writes down, as the office knows it."""

    known_name = line(
        "Which organisation bids?",
        "Enter the name of the organisation",
        hint="Its name or reference, as the office’s list of organisations has it. Add it there first if"
        " it is new.",
        most=200,
        called="The name",
        autocomplete="off",
    )
    body_name = line(
        "Which organisation would hold the money, if not they? (optional)",
        hint="We ask its people by e-mail.",
        most=200,
        called="Its name",
        autocomplete="off",
    )
    body_email = line(
        "E-mail address of somebody who can agree for it (optional)",
        most=200,
        called="The e-mail address",
        inputmode="email",
        spellcheck="false",
        autocomplete="off",
    )

    def clean(self) -> dict[str, Any]:
        """The name and the address of who would hold the money go together."""
        said = self.cleaned_data
        if bool(said.get("body_name")) != bool(said.get("body_email")):
            name = "body_email" if said.get("body_name") else "body_name"
            if name not in self.errors:
                self.add_error(name, "Enter both the name and the e-mail address, or neither")
        return said


class HoldMoney(OfOrganisations):
    """Whether an organisation will hold the money of a bid."""

    answer = choice(
        "Will your organisation hold the money?",
        "Choose whether your organisation will hold the money",
        [("yes", "Yes, we agree to hold it"), ("no", "No")],
    )
    organisation = choice(
        "Which of your organisations?", "Choose which of your organisations answers", []
    )
    why = text(
        "If not, would you like to say why? (optional)",
        hint="Those who bid read this.",
        rows=3,
        most=1_000,
        called="What you enter",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if len(self.known) == 1:  # nothing to choose
            del self.fields["organisation"]
            self.fields["answer"].label = f"Will {self.names[0][1]} hold the money?"

    def taken(self) -> dict[str, Any]:
        """The answer as yes or no, for the organisation itself."""
        said = self.cleaned_data
        chosen = said.get("organisation") or next(iter(self.known))
        return {
            "agrees": said["answer"] == "yes",
            "organisation": self.known[chosen],
            "why": said["why"],
        }


class Invite(Form):
    """Whom to invite, and what they may do."""

    email = line(
        "Their e-mail address",
        "Enter an email address in the correct format, like name@example.com",
        hint="They sign in with this address, and nobody else can use the invitation.",
        most=200,
        called="The e-mail address",
        inputmode="email",
        spellcheck="false",
        autocomplete="off",
    )
    rights = choice("What may they do?", "Choose what they may do", rules.rights)


class Rights(Form):
    """What somebody may do in a bid."""

    rights = choice("What may they do?", "Choose what they may do", rules.rights)


class Leave(Form):
    """Taking somebody off a bid: nothing to type, a button alone."""


class Withdraw(Form):
    """Why a bid is taken back, where somebody wants to say so."""

    why = text(
        "Why do you withdraw it? (optional)",
        hint="The office can read this after bids are opened.",
        rows=3,
        most=1_000,
        called="What you enter",
    )


def _file(label: str, hint: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=hint,
        max_length=300,
        allow_empty_file=True,
        error_messages={
            "required": "Choose a file",
            "missing": "Choose a file",
            "invalid": "Choose a file",
            "max_length": "The file’s name must be 300 characters or fewer",
        },
    )


class AddFile(Form):
    """A file for an answer."""

    file = _file(
        "Add a file",
        f"{accepted_in_words()}. A virus scanner looks at it before anybody can open it.",
    )


class Offline(Form):
    """The Word form, filled in."""

    file = _file(
        "The form, filled in", "The Word document (.docx) that you downloaded here and filled in."
    )


class OtherWay(Careful):
    """How somebody would rather apply, and how to reach them."""

    channel = choice(
        "How would you like to apply?", "Choose how you would like to apply", rules.other_ways
    )
    name = line("Your name", "Enter your name", most=120, autocomplete="name")
    contact = line(
        "How can we reach you?",
        "Enter a telephone number or another way to reach you",
        hint="A telephone number, an e-mail address, or where we can write to or meet you. You do not"
        " need e-mail.",
        most=200,
        called="What you enter",
    )
    words = text(
        "Is there anything we should know? (optional)",
        hint="For example when to call, or which language you use. Do not tell us about your project yet.",
        rows=4,
        most=1_000,
        called="What you enter",
    )


class WhyNot(Form):
    """Why a bid was begun and not submitted."""

    reason = choice(
        "What came nearest to the reason?",
        "Choose the reason that comes nearest",
        rules.why_not_reasons,
    )
    words = text(
        "Would you like to say more? (optional)",
        hint="We read this without your name. Do not name anybody.",
        rows=4,
        most=2_000,
        called="What you enter",
    )


class Choose(AsRead):
    """For each answer that two people gave differently, which is kept."""

    version = hidden_number(least=0)

    def __init__(
        self,
        *args: Any,
        rows: Sequence[TwoAnswers] = (),
        keeps: tuple[str, str] = ("Keep the first", "Keep the second"),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for row in rows:
            offered = [("mine", keeps[0]), ("theirs", keeps[1])]
            if row.can_keep_both:
                offered.append(
                    ("both", "Keep both, one after the other. You can edit it after that")
                )
            field = choice(
                f"Which answer to “{row.question.label}” is kept?",
                f"Choose which answer to “{row.question.label}” is kept",
                offered,
            )
            field.initial = row.likely or None
            self.fields[f"keep-{row.question.key}"] = field


class PutBack(Form):
    """Putting an earlier text back: nothing to type, a button alone."""


class Replaced(Protocol):
    """An answer of a file that would replace one."""

    @property
    def key(self) -> str:
        """The question's key."""
        ...

    @property
    def new(self) -> AnswerRead:
        """What the file says."""
        ...


class Take(Form):
    """For each answer that the file would replace, whether it does."""

    read = unseen()

    def __init__(self, *args: Any, rows: Sequence[Replaced] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        read = self.fields["read"]
        read.validators, read.max_length = [], None  # type: ignore[attr-defined]  # as long as the form is
        for row in rows:
            field = choice(
                f"Which answer to “{row.new.label}” is kept?",
                "",
                [("file", "Take what the file says"), ("online", "Keep what is here")],
            )
            field.initial = "file"
            self.fields[f"take-{row.key}"] = field
