"""What people type to redact words, to look at that again, and to explain a missing number."""

from datetime import date
from typing import Any

from precept.decisions import rules
from precept.foundation import clock
from precept.foundation.web.forms import AsRead, Versioned
from precept.foundation.web.inputs import choice, day, hidden_number, text, whole


def _exemptions() -> list[tuple[str, str]]:
    return rules.exemption_choices(clock.today())


def _parts() -> list[tuple[str, str]]:
    return list(rules.PARTS.items())


class MarkWords(Versioned):
    """Words to be redacted: where they stand, which they are, why, and until when."""

    part = choice(
        "In which part do they stand?",
        "Choose the part of the notice in which the words stand.",
        _parts,
        drops_down=True,
        wrong="Choose a part of the list.",
    )
    words = text(
        "Which words?",
        "Enter the words to redact, exactly as they stand there.",
        hint="Exactly as they stand there, whole words and all. They never leave the office.",
        rows=2,
        most=4_000,
    )
    place = whole(
        "Which of them, if they stand there more than once?",
        "",
        hint="1 for the first, 2 for the second. Leave it empty to redact all of them.",
        most=999,
    )
    exemption = choice(
        "Exemption",
        "Choose the exemption that applies.",
        _exemptions,
        hint="Freedom of Information Act 2000. Its section is published in the place of the words.",
        drops_down=True,
        wrong="Choose an exemption of the list.",
    )
    why = text(
        "How was the public interest weighed?",
        hint="A qualified exemption asks this, an absolute one does not. It is published, so do not"
        " repeat the words. For section 36, say whose reasonable opinion it rests on, and of which day.",
        rows=4,
    )
    review = day(
        "When is this looked at again?",
        "The day of the review",
        needed=True,
        hint="This is published.",
    )


class KeepRedaction(Versioned):
    """Withholding words until another day."""

    review = day(
        "When is it looked at again?",
        "The day of the next review",
        needed=True,
        hint="This is published.",
    )
    why = text(
        "Why are the words still withheld?",
        "Say why the words are still withheld.",
        hint="It stays in the office.",
        rows=3,
        most=2_000,
    )


class ExplainNumber(AsRead):
    """Why a number has no decision. ``version`` is that of what was said before; 0 where nothing was."""

    version = hidden_number(least=0)
    reason = choice(
        "Why has this number no decision?",
        "Choose why the number has no decision.",
        rules.gap_reasons,
    )
    words = text(
        "What does the log say of it?",
        "Say why in a sentence. It is public.",
        hint="One or two sentences. This is published: name no person, and nothing of a decision that was"
        " not taken.",
        rows=3,
        most=600,
    )

    @staticmethod
    def was(said: Any) -> dict[str, Any]:
        """What the form starts with."""
        if said is None:
            return {"version": 0}
        return {"version": said.version, "reason": said.reason, "words": said.words}


def in_a_year() -> date:
    """The review that a form offers: a year from today."""
    today = clock.today()
    return date(today.year + 1, today.month, min(today.day, 28))
