"""The form of one section: what was answered, what is typed, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from precept.foundation.questions.forms import boxes
from precept.foundation.questions.forms.asked import Asked, asked, label_of
from precept.foundation.questions.rules import answers as said
from precept.foundation.questions.rules.problems import (
    MOST_ROWS,
    Path,
    Problem,
    section_problems,
)
from precept.foundation.questions.sets import Question, QuestionSet
from precept.foundation.questions.wording import around_worded, worded
from precept.foundation.web.dates import DateBoxes, DateTyped
from precept.foundation.web.forms import Form

PREFIX: Final = "q"
MORE: Final = "q-more"
REMOVE: Final = "q-remove"
SPARE: Final = {"costs": 3, "outcomes": 1, "group": 1}
"""How many rows stand there where nothing is answered yet."""


class SectionForm(Form):
    """The questions of one section. ``questions/form.html`` shows it: ``question_fields(form)``.

    Every box is named after its question ("q-title", "q-costs-0-item"). ``wants_more`` says that a row
    is to be added or taken out: then nothing is wrong yet, and the page is only shown again.
    """

    def __init__(
        self,
        question_set: QuestionSet,
        section_key: str,
        *,
        data: Mapping[str, Any] | None,
        files: Any,
        answers: said.Answers,
        language: str = "",
        is_complete: bool = False,
        facts: said.Facts | None = None,
        shows_all: bool = False,
    ) -> None:
        self.question_set = around_worded(question_set, language)
        self.section = self.question_set.section(section_key)
        self.given = dict(answers)
        self.facts = dict(facts or {})
        self.asks_all = is_complete
        self.shows_all = shows_all
        sent = None if data is None else _as_sent(data)
        self.wants_more = sent is not None and bool(sent.get(MORE) or sent.get(REMOVE))
        if sent is not None and (place := _place(sent.get(REMOVE, ""))):
            sent = _without_row(sent, *place)
        kept = said.for_submission(question_set, self.given)
        self._elsewhere = {
            key: value
            for key, value in kept.items()
            if key not in {one.key for one in self.section.questions}
        }
        self.counts: dict[str, int] = {}
        super().__init__(sent, files, prefix=PREFIX)
        self.asks = [worded(one, language) for one in self._asked_here()]
        for question in self.asks:
            self._add(question, question.key, self.given.get(question.key))

    def _asked_here(self) -> list[Question]:
        """The questions whose conditions hold, as far as they depend on other pages."""
        here: set[str] = set()
        asks = []
        own = {one.key for one in self.section.questions}
        for question in self.section.questions:
            rows = question.shown_if
            elsewhere = self.shows_all or all(
                said.holds(row, self._elsewhere) for row in rows if row.question not in own
            )
            if elsewhere and all(row.question in here for row in rows if row.question in own):
                here.add(question.key)
                asks.append(question)
        return asks

    def members(self, group: Question) -> list[Question]:
        """What a group asks each time, as far as that does not depend on other pages."""
        near = {one.key for one in (*self.section.questions, *group.questions)}
        return [
            one
            for one in group.questions
            if all(
                said.holds(row, self._elsewhere) for row in one.shown_if if row.question not in near
            )
        ]

    def _add(self, question: Question, name: str, value: Any) -> None:
        if question.kind in boxes.ONE_BOX:
            made = boxes.ONE_BOX[question.kind](question, label_of(question), question.hint, value)
            self.fields[name] = made
            return
        self.fields[name] = boxes.whole()
        if question.kind == "address":
            self._add_boxes(question, name, value)
            return
        rows = value if isinstance(value, list) else []
        self.counts[name] = self._count(question, name, rows)
        for at in range(self.counts[name]):
            row = rows[at] if at < len(rows) and isinstance(rows[at], Mapping) else {}
            if question.kind == "group":
                for one in self.members(question):
                    self._add(one, f"{name}-{at}-{one.key}", row.get(one.key))
            else:
                self._add_boxes(question, f"{name}-{at}", row)

    def _add_boxes(self, question: Question, name: str, value: Any) -> None:
        row = value if isinstance(value, Mapping) else {}
        for box, made in boxes.table_boxes(question.kind, row).items():
            self.fields[f"{name}-{box}"] = made

    def _count(self, question: Question, name: str, rows: Sequence[Any]) -> int:
        """How many rows the page shows: those sent and one more where asked, else those answered."""
        most = _most(question)
        if not self.is_bound:
            spare = max(SPARE[question.kind], question.least or 0)
            # Nobody is made to fill a row in that is not needed: an empty one counts nothing.
            return max(1, min(max(len(rows), spare), most))
        # What was sent beyond the most is kept and complained of, not lost.
        sent = min(_rows_sent(self.data, self.add_prefix(name)), 2 * MOST_ROWS)
        wanted = sent + (1 if self.data.get(MORE) == name and sent < most else 0)
        return max(1, wanted)

    def has_room(self, question: Question, name: str) -> bool:
        """Whether another row may be added."""
        return self.counts[name] < _most(question)

    @cached_property
    def asked(self) -> list[Asked]:
        """The questions as the page shows them."""
        near: list[tuple[Question, str]] = [(one, one.key) for one in self.asks]
        return [asked(self, question, question.key, near) for question in self.asks]

    def _sent(self, name: str) -> Any:
        field = self.fields.get(name)
        if field is None:
            return None
        return field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def _read(self, question: Question, name: str) -> Any:
        """What was typed, as it is stored; rows keep their places, also empty ones."""
        if question.kind == "files":
            return self.files_kept(question)
        if question.kind in boxes.READ:
            return boxes.READ[question.kind](self._sent(name))
        if question.kind == "address":
            return boxes.read_table("address", name, self._sent)
        rows = [f"{name}-{at}" for at in range(self.counts[name])]
        if question.kind == "group":
            return [
                {one.key: self._read(one, f"{row}-{one.key}") for one in self.members(question)}
                for row in rows
            ]
        return [boxes.read_table(question.kind, row, self._sent) for row in rows]

    def files_kept(self, question: Question) -> list[Mapping[str, Any]]:
        """The files given before, but those that are now taken out."""
        given = self.given.get(question.key)
        gone: set[str] = set()
        if self.is_bound and isinstance(self.data, QueryDict):
            gone = set(self.data.getlist(self.add_prefix(f"{question.key}-remove")))
        return [
            one
            for one in given or []
            if isinstance(one, Mapping) and one.get("reference") not in gone
        ]

    def said_of(self, question: Question) -> Any:
        """What a question's boxes say now, sent or not."""
        if not self.is_bound:
            return self.given.get(question.key)
        return self._in_place.get(question.key)

    @cached_property
    def _in_place(self) -> dict[str, Any]:
        return {question.key: self._read(question, question.key) for question in self.asks}

    def typed(self) -> dict[str, Any]:
        """Everything that was typed, for keeping: what can't be read stays the text it is.

        By question; a question left empty is None, so that it replaces what was there.
        """
        if not self.is_bound:
            return {one.key: _without_empty(self.given.get(one.key)) for one in self.asks}
        return {key: _without_empty(value) for key, value in self._in_place.items()}

    def answers(self) -> dict[str, Any]:
        """What was typed and is answered and could be read, by question."""
        wrong = {one.question for one in self._problems() if not (one.is_missing or one.is_check)}
        return {
            key: value
            for key, value in self.typed().items()
            if value is not None and key not in wrong
        }

    def uploads(self) -> dict[str, list[UploadedFile[Any]]]:
        """The files that were sent now, by question: whoever asks for them keeps them."""
        return {
            one.key: list(self._sent(one.key) or [])
            for one in self.asks
            if one.kind == "files" and self.is_bound
        }

    def taken(self) -> dict[str, Any]:
        """What was typed, as an action takes it."""
        return {"answers": self.typed()}

    def is_valid(self) -> bool:
        """Whether what was sent can be read, or is complete where that was asked; never while a row is added."""
        return not self.wants_more and super().is_valid()

    def _problems(self) -> list[Problem]:
        # Files just sent count for "Add a file": they are looked at when they are kept.
        sent = {
            key: [*(self._in_place.get(key) or []), *({"reference": one.name} for one in found)]
            for key, found in self.uploads().items()
        }
        here = self._in_place if self.is_bound else {}
        answers = {**self.given, **here, **sent}
        return section_problems(self.question_set, self.section.key, answers, self.facts)

    def clean(self) -> dict[str, Any]:
        """Put what is wrong beside its box."""
        if not self.wants_more:
            self._tell(
                one
                for one in self._problems()
                if self.asks_all or not (one.is_missing or one.is_check)
            )
        return self.cleaned_data

    def _tell(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            name = self._box(problem.question, problem.path)
            self.add_error(name if name in self.fields else None, problem.told)

    def _box(self, question: str, path: Path) -> str:
        """The box that a problem is about, or the nearest thing around it."""
        name = "-".join([question, *(str(step) for step in path)])
        while name not in self.fields and "-" in name:
            name = name.rpartition("-")[0]
        return name


def section_form(
    question_set: QuestionSet,
    section_key: str,
    *,
    data: Mapping[str, Any] | None = None,
    files: Any = None,
    answers: said.Answers,
    language: str = "",
    is_complete: bool = False,
    facts: said.Facts | None = None,
    shows_all: bool = False,
) -> SectionForm:
    """The form of a section: with ``data`` what was sent, without what ``answers`` (to the whole set) say.

    With ``is_complete`` it also says what is missing, and asks the checks across answers with the ``facts``
    of the round; without ``data`` the answers are then looked at as if they had been sent. ``shows_all`` also
    shows what depends on other sections, for whoever looks a form through. KeyError where there is no
    such section.
    """
    options: dict[str, Any] = {
        "language": language,
        "is_complete": is_complete,
        "facts": facts,
        "shows_all": shows_all,
    }
    shown = SectionForm(
        question_set, section_key, data=data, files=files, answers=answers, **options
    )
    if data is None and is_complete:
        return SectionForm(
            question_set, section_key, data=as_sent(shown), files=files, answers=answers, **options
        )
    return shown


def as_sent(form: SectionForm) -> QueryDict:
    """What a browser would send of the form as it is shown."""
    sent = QueryDict(mutable=True)
    for bound in form:
        value, name = bound.value(), bound.html_name
        widget = bound.field.widget
        if isinstance(widget, DateBoxes):
            for box, text in DateTyped.of(value).boxes().items():
                sent[f"{name}-{box}"] = text
        elif isinstance(widget, forms.CheckboxInput):
            if value:
                sent[name] = "on"
        elif isinstance(value, list):
            sent.setlist(name, [str(one) for one in value])
        elif not isinstance(widget, boxes.Whole | forms.FileInput):
            sent[name] = str(value or "")
    return sent


def _as_sent(data: Mapping[str, Any]) -> QueryDict:
    if isinstance(data, QueryDict):
        return data
    sent = QueryDict(mutable=True)
    for name, value in data.items():
        if isinstance(data, MultiValueDict):
            sent.setlist(name, data.getlist(name))
        else:
            sent.setlist(name, value if isinstance(value, list) else [str(value)])
    return sent


def _place(text: str) -> tuple[str, int] | None:
    """The table and row that "costs:2" names; None where it names none."""
    found = re.fullmatch(r"([a-z0-9_-]{1,100}):([0-9]{1,3})", text)
    return (found[1], int(found[2])) if found else None


def _without_row(data: QueryDict, name: str, gone: int) -> QueryDict:
    """What was sent without one row; those below it move up."""
    kept = QueryDict(mutable=True)
    pattern = re.compile(rf"{PREFIX}-{re.escape(name)}-([0-9]{{1,3}})-(.+)")
    for key, values in data.lists():
        found = pattern.fullmatch(key)
        at = int(found[1]) if found else -1
        if found and at == gone:
            continue
        moved = f"{PREFIX}-{name}-{at - 1}-{found[2]}" if found and at > gone else key
        kept.setlist(moved, values)
    return kept


def _rows_sent(data: Mapping[str, Any], name: str) -> int:
    pattern = re.compile(rf"{re.escape(name)}-([0-9]{{1,3}})-.+")
    return 1 + max((int(found[1]) for key in data if (found := pattern.fullmatch(key))), default=-1)


def _most(question: Question) -> int:
    return MOST_ROWS if question.most is None else max(1, min(question.most, MOST_ROWS))


def _without_empty(value: Any) -> Any:
    """An answer as it is stored: without rows of nothing, None where nothing is left."""
    if not said.is_answered(value):
        return None
    if isinstance(value, list):
        return [_row_without_empty(row) for row in value if said.is_answered(row)]
    return value


def _row_without_empty(row: Any) -> Any:
    if not isinstance(row, Mapping) or "pence" in row or "people" in row or "reference" in row:
        return row
    return {key: one for key, one in row.items() if said.is_answered(one)}
