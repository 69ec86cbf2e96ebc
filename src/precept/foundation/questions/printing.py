"""A set on paper: every question with room for its answer, or with what was answered."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from precept.foundation.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Emphasis,
    Heading,
    KeyFacts,
    Note,
    Paragraph,
    Strong,
    Table,
    Text,
    blocks_from_text,
)
from precept.foundation.questions.reading import AnswerRead, for_reading
from precept.foundation.questions.rules.answers import Answers
from precept.foundation.questions.rules.checks import FACTS
from precept.foundation.questions.rules.problems import MOST_ROWS
from precept.foundation.questions.sets import Check, Question, QuestionSet
from precept.foundation.questions.telling import shown_if_words, told
from precept.foundation.questions.wording import around_worded, worded

BOX_LINE = " "
"""A line of nothing: paper to write on."""
ROWS_ON_PAPER = 8


def document(
    question_set: QuestionSet,
    *,
    title: str,
    office: str,
    facts: Sequence[tuple[str, str]] = (),
    answers: Answers | None = None,
    language: str = "",
    subtitle: str = "",
) -> Document:
    """The questions on paper: blank, or with the answers given. ``facts`` stand at its head.

    A blank form says of each question how it is limited and when it is asked; with answers only what is
    asked is there.
    """
    blocks: list[Block] = [KeyFacts(tuple(facts))] if facts else []
    if answers is None:
        blocks += _blank(question_set, language)
    else:
        for section in for_reading(question_set, answers, language=language):
            blocks.append(Heading(1, section.title))
            for row in section.rows:
                blocks += [Heading(2, row.label), *_answer(row)]
    return Document(
        title=title,
        office=office,
        blocks=tuple(blocks),
        subtitle=subtitle,
        language="cy-GB" if language == "cy" else "en-GB",
    )


def _blank(question_set: QuestionSet, language: str) -> Iterator[Block]:
    number = 0
    around = around_worded(question_set, language)
    for section in around.sections:
        yield Heading(1, section.title or "Questions")
        yield from blocks_from_text(section.words)
        for question in section.questions:
            number += 1
            asks = worded(question, language)
            yield Heading(2, f"{number}. {asks.label}")
            yield from _explained(question_set, question, asks)
            for inner, inner_asks in zip(question.questions, asks.questions, strict=True):
                yield Paragraph((Strong(inner_asks.label),))
                yield from _explained(question_set, inner, inner_asks, question)
                yield from _room(inner_asks)
            if question.kind != "group":
                yield from _room(asks)
    if around.checks:
        yield Heading(1, "What we check across your answers")
        yield BulletList(tuple(check.words for check in around.checks))


def check_words(check: Check, titles: Mapping[str, str]) -> str:
    """What a check compares, in words; ``titles`` are the questions by their keys."""

    def named(key: str) -> str:
        return f"“{titles[key]}”" if key in titles else FACTS.get(key, "what is no longer there")

    if check.kind == "lasts at most":
        return (
            f"From {named(check.left)} to {named(check.until)} lasts no longer than "
            f"{named(check.right)}"
        )
    return f"{named(check.left)} {_COMPARED[check.kind]} {named(check.right)}"


_COMPARED: Final = {
    "adds up to": "comes to the same as",
    "is at most": "is no more than",
    "is before": "is before",
}


def _explained(
    question_set: QuestionSet, question: Question, asks: Question, within: Question | None = None
) -> Iterator[Block]:
    if words := shown_if_words(question_set, question):
        yield Paragraph((Emphasis(f"Answer this only if {words}."),))
    if asks.hint:
        yield Paragraph(asks.hint)
    if said := told(question, within):
        yield Paragraph((Text(said),))


def _room(question: Question) -> Iterator[Block]:
    match question.kind:
        case "costs":
            yield _table(question, (("What it is for", 3.0), ("Amount (£)", 1.0)))
        case "outcomes":
            columns = (
                ("How many people", 1.0),
                ("What will change for them", 3.0),
                ("For how many in a hundred", 1.0),
                ("How you will know", 2.0),
            )
            yield _table(question, columns)
        case "choice" | "choices" | "areas" if question.options:
            yield BulletList(tuple(f"☐ {one.label}" for one in question.options))
        case "declaration":
            yield Paragraph("☐ I confirm this")
        case "files":
            yield Note("Files are added online, or sent with this form.")
        case "text":
            yield Note("\n".join([BOX_LINE] * 6))
        case "address":
            yield Note("\n".join([BOX_LINE, BOX_LINE, "Postcode:"]))
        case _:
            yield Note(BOX_LINE)


def _table(question: Question, columns: Sequence[tuple[str, float]]) -> Table:
    count = min(question.most or ROWS_ON_PAPER, ROWS_ON_PAPER, MOST_ROWS)
    return Table(
        caption=question.label,
        columns=tuple(Column(words, weight=weight) for words, weight in columns),
        rows=tuple(tuple(BOX_LINE for _ in columns) for _ in range(count)),
    )


def _answer(row: AnswerRead) -> Iterator[Block]:
    if row.table:
        columns = (Column(row.table.columns[0]), Column(row.table.columns[1], is_numeric=True))
        yield Table(row.label, columns, row.table.rows, totals=(("Total", row.table.total),))
    elif row.entries:
        for entry in row.entries:
            yield KeyFacts(tuple((one.label, one.words) for one in entry))
    elif row.points:
        yield BulletList(row.points)
    elif row.question.kind == "text" and row.is_answered:
        yield from blocks_from_text(row.words)
    else:
        yield Paragraph(row.words)
