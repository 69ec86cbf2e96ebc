"""What people type when an answer goes out."""

from precept.foundation.web.forms import Versioned
from precept.foundation.web.inputs import line, text


class Confirm(Versioned):
    """Nothing to type, but what was read matters."""


class SendBack(Versioned):
    """What is to be put right."""

    why = text("What is to be put right?", "Say what is to be put right", rows=4, most=2_000)


class PublishAnswer(Versioned):
    """The question typed anew for everybody, so that it names nobody."""

    title = line("Title in the disclosure log", "Enter a title")
    words = text(
        "The question, typed anew",
        "Type the question anew, so that it names nobody",
        rows=5,
        hint="Never paste it as it came: leave out names, addresses and anything by which somebody could be found.",
        most=5_000,
    )
    why = line(
        "Why is it published or corrected?",
        hint="Optional. Anyone can read it beside the version.",
        most=500,
        called="The reason",
    )
