"""How the form lies on paper: a table for each question, which its bookmark and its number name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from precept.foundation.questions.rules.problems import MOST_ROWS
from precept.foundation.questions.sets import Question, QuestionSet
from precept.foundation.questions.telling import shown_if_words, told
from precept.foundation.questions.wording import worded

CODE_LINE: Final = "Form code"
FILES_LINE: Final = "Files are added online: question {}, {}"
COLUMNS: Final = {
    "costs": (("What it is for", 3), ("Amount in pounds", 1)),
    "outcomes": (
        ("How many people", 2),
        ("What will change for them", 4),
        ("For how many in a hundred of them (optional)", 2),
        ("How you will know (optional)", 3),
    ),
}
"""The columns of the tables, with their widths."""
BOXES: Final = {
    "costs": ("item", "pence"),
    "outcomes": ("people", "change", "percent", "measure"),
}
"""What each column is stored as."""
ADDRESS: Final = (("Address", "lines"), ("Postcode", "postcode"))
ROWS: Final = {"costs": 8, "outcomes": 3, "group": 2}
CONFIRM: Final = "I confirm this"


@dataclass(frozen=True)
class Placed:
    """A question with its section and its number on paper."""

    section: str
    question: Question
    asks: Question
    """In the words of the form."""
    number: int
    explained: tuple[str, ...]

    @property
    def heading(self) -> str:
        """What stands above its box: "7. How much do you ask us for?"."""
        return " ".join(f"{self.number}. {self.asks.label}".split())


def placed(question_set: QuestionSet, language: str = "") -> Iterator[Placed]:
    """Every question in order, those of groups within their group."""
    number = 0
    for section in question_set.sections:
        for question in section.questions:
            number += 1
            asks = worded(question, language)
            yield Placed(
                section.key, question, asks, number, tuple(_explained(question_set, question, asks))
            )


def _explained(question_set: QuestionSet, question: Question, asks: Question) -> Iterator[str]:
    if words := shown_if_words(question_set, question):
        yield f"Answer this only if {words}."
    yield from (line for line in asks.hint.splitlines() if line.strip())
    if said := told(question):
        yield said
    if question.kind == "choice":
        yield "Put an X beside one answer."
    elif question.options or question.kind == "declaration":
        yield "Put an X beside each that is right."
    elif question.kind == "areas":
        yield "Put each area on a line of its own."
    elif question.kind in BOXES:
        yield "Add rows where you need more, and leave rows empty that you do not need."
    elif question.kind == "group":
        yield "Leave empty what you do not need."


def bookmark(question: Question, time: int = 0) -> str:
    """The bookmark that names a question's table; of a group, which of its times."""
    return f"g{time}_{question.key}" if time else f"q_{question.key}"


def row_count(question: Question, answered: int) -> int:
    """How many rows or times the form has room for."""
    most = min(question.most or MOST_ROWS, MOST_ROWS)
    wanted = max(ROWS[question.kind], answered + (2 if question.kind == "costs" else 0))
    return max(1, answered, min(wanted, most))
