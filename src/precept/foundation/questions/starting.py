"""Ready-made sets to start from: data, in ``starting/`` beside this, that an office may change."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from precept.foundation.questions.rules import edits
from precept.foundation.questions.sets import Option, QuestionSet


@dataclass(frozen=True)
class StartingSet:
    """A ready-made set: its key, what it is called and is for, and what it asks."""

    key: str
    title: str
    what: str
    question_set: QuestionSet


def starting_sets(
    *, areas: Sequence[str] = (), priorities: Sequence[tuple[str, str]] = ()
) -> list[StartingSet]:
    """The ready-made sets, with the office's own areas and priorities (key and words) where given."""
    return [
        StartingSet(one.key, one.title, one.what, _with(one.question_set, areas, priorities))
        for one in _read()
    ]


@cache
def _read() -> tuple[StartingSet, ...]:
    folder = files("precept.foundation.questions").joinpath("starting_sets")
    texts = sorted(
        (one.name, one.read_text(encoding="utf-8"))
        for one in folder.iterdir()
        if one.name.endswith(".toml")
    )
    told = [tomllib.loads(text) for _, text in texts]
    return tuple(
        StartingSet(
            one["key"],
            one["title"],
            one["what"],
            QuestionSet.model_validate(
                {"sections": one["sections"], "checks": one.get("checks", [])}
            ),
        )
        for one in told
    )


def _with(
    question_set: QuestionSet, areas: Sequence[str], priorities: Sequence[tuple[str, str]]
) -> QuestionSet:
    offered = {
        "areas": edits.options_of("\n".join(areas)),
        "priorities": tuple(Option(key=key, label=words) for key, words in priorities),
    }
    for question in list(question_set.questions()):
        if options := offered.get(question.meaning):
            question_set = edits.change_question(question_set, question.key, options=options)
    return question_set
