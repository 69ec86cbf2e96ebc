"""What people type of an answer: its sources, its words, what is withheld."""

from collections.abc import Sequence
from typing import Any

from precept.foundation.web.forms import Versioned
from precept.foundation.web.inputs import choice, several, text
from precept.review.answers import rules
from precept.review.answers.queries import Found


class ChooseSources(Versioned):
    """Which of what was found the answer rests on."""

    chosen = several("Which of these does the answer rest on?", "Choose from what was found")

    def __init__(self, *args: Any, found: Sequence[Found], **options: Any) -> None:
        super().__init__(*args, **options)
        self.let_choose("chosen", [(one.key, f"{one.title}. {one.note}") for one in found])


class WriteAnswer(Versioned):
    """The answer, and what comes of the question."""

    answer = text(
        "The answer",
        "Write the answer",
        rows=14,
        hint="A blank line begins a paragraph. Behind what a source says, put its number, as in [1] or [2, 3]."
        " A paragraph with a figure needs one.",
    )
    outcome = choice(
        "What comes of the question?", "", (), wrong="Choose what comes of the question"
    )
    cost_why = text(
        "How was the cost estimated?",
        rows=3,
        hint="Only where finding it would cost more than the limit: how many hours, and for what.",
        most=5_000,
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.let_choose("outcome", rules.outcomes_of(kind))
        if kind != "foi":
            del self.fields["cost_why"]


class Ground(Versioned):
    """An exemption, why it applies, how the public interest was weighed."""

    code = choice("Under which exemption?", "Choose the exemption", (), drops_down=True)
    why = text(
        "Why does it apply?",
        "Say why it applies",
        rows=4,
        hint="Whoever asked reads this. Do not give away what you withhold.",
        most=5_000,
    )
    interest = text(
        "How was the public interest weighed?",
        rows=4,
        hint="Needed where the exemption is qualified: what speaks for disclosing it, what against, and why"
        " the one outweighs the other.",
        most=5_000,
    )

    def __init__(self, *args: Any, known: Sequence[rules.Ground], **options: Any) -> None:
        super().__init__(*args, **options)
        self.let_choose(
            "code",
            [("", "Choose one")]
            + [
                (one.code, f"{one.words} ({'qualified' if one.is_qualified else 'absolute'})")
                for one in known
            ],
        )


class DropThis(Versioned):
    """Nothing to type: what was read is taken away."""
