"""A section's questions as a page shows them; ``questions/form.html`` prints what this says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.forms.boundfield import BoundField

from precept.foundation.money import Money
from precept.foundation.questions.rules.answers import holds_words, measure
from precept.foundation.questions.sets import Condition, Question
from precept.foundation.questions.telling import marks, sentences

if TYPE_CHECKING:
    from precept.foundation.questions.forms.section import SectionForm

ANOTHER: Final = {
    "costs": ("Add another cost", "Row"),
    "outcomes": ("Add another outcome", "Outcome"),
    "group": ("Add another", "Number"),
}
"""What the button that adds a row says, and what a row is called."""


@dataclass(frozen=True)
class Row:
    """One row of a table, one outcome, or one time that a group is answered."""

    title: str
    boxes: tuple[BoundField, ...]
    asked: tuple[Asked, ...]
    removes: str
    """What the button that takes it out sends; empty where there is none."""


@dataclass(frozen=True)
class Kept:
    """A file that was given already."""

    reference: str
    name: str


@dataclass(frozen=True)
class Asked:
    """One question on a page.

    ``box`` asks it where one box does; else ``boxes`` (an address) or ``rows``. ``note`` says when to
    answer it, where that depends on another answer of the page; ``shown_if`` says so to a script.
    """

    question: Question
    name: str
    id: str
    label: str
    hint: str
    errors: tuple[str, ...]
    box: BoundField | None = None
    boxes: tuple[BoundField, ...] = ()
    rows: tuple[Row, ...] = ()
    another: str = ""
    total: str = ""
    files: tuple[Kept, ...] = ()
    removes: str = ""
    note: str = ""
    shown_if: str = ""

    @property
    def describes(self) -> str:
        """The ids of what describes it, for assistive technology."""
        return " ".join(
            f"{self.id}-{one}"
            for one, is_there in (
                ("note", self.note),
                ("hint", self.hint),
                ("error", self.errors),
            )
            if is_there
        )


def label_of(question: Question) -> str:
    """A question's words, with "(optional)" where it may be left out."""
    is_said = question.is_required or question.label.rstrip().endswith("(optional)")
    return question.label if is_said else f"{question.label} (optional)"


def asked(
    form: SectionForm,
    question: Question,
    name: str,
    near: Sequence[tuple[Question, str]],
    within: Question | None = None,
) -> Asked:
    """One question as the page shows it, with who reads the answer.

    ``near`` are those of the page it may depend on, by name; ``within`` is the group it stands in.
    """
    whole = form[name]
    here = {one.key: (one, where) for one, where in near}
    rows = [row for row in question.shown_if if row.question in here]
    readers = sentences(marks(question, within))
    shared: dict[str, Any] = {
        "question": question,
        "name": name,
        "id": whole.auto_id,
        "label": label_of(question),
        "hint": f"{question.hint} {readers}".strip(),
        "errors": tuple(str(words) for words in whole.errors),
        "note": note(rows, {key: one for key, (one, _) in here.items()}),
        "shown_if": script(
            [(form.add_prefix(here[row.question][1]), row) for row in rows],
        ),
    }
    if question.kind in ANOTHER:
        another, title = ANOTHER[question.kind]
        count = form.counts[name]
        shared["rows"] = tuple(
            _row(form, question, name, at, title, near, may_go=count > 1) for at in range(count)
        )
        shared["another"] = another if form.has_room(question, name) else ""
        if question.kind == "costs":
            shared["total"] = Money(measure(form.said_of(question)) or 0).short
    elif question.kind == "address":
        shared["boxes"] = (form[f"{name}-lines"], form[f"{name}-postcode"])
    else:
        shared["box"] = whole
        # The design system ties a hint to its box: when to answer belongs to it.
        told = (shared["note"], whole.help_text, readers)
        whole.help_text = " ".join(str(words) for words in told if words)
        if question.kind == "files":
            shared["files"] = tuple(
                Kept(str(one.get("reference", "")), str(one.get("name", "")))
                for one in form.files_kept(question)
            )
            shared["removes"] = form.add_prefix(f"{name}-remove")
    return Asked(**shared)


def _row(
    form: SectionForm,
    question: Question,
    name: str,
    at: int,
    title: str,
    near: Sequence[tuple[Question, str]],
    *,
    may_go: bool,
) -> Row:
    here = f"{name}-{at}"
    removes = f"{name}:{at}" if may_go else ""
    if question.kind == "group":
        members = form.members(question)
        inside = [*near, *((one, f"{here}-{one.key}") for one in members)]
        inner = tuple(asked(form, one, f"{here}-{one.key}", inside, question) for one in members)
        return Row(f"{title} {at + 1}", (), inner, removes)
    names = (
        ("item", "pence")
        if question.kind == "costs"
        else ("people", "change", "percent", "measure")
    )
    boxes = tuple(form[f"{here}-{box}"] for box in names)
    return Row(f"{title} {at + 1}", boxes, (), removes)


def note(rows: Sequence[Condition], here: dict[str, Question]) -> str:
    """When to answer a question that depends on another of the page, in words."""
    if not rows:
        return ""
    return (
        f"Answer this only if {' and '.join(holds_words(row, here[row.question]) for row in rows)}."
    )


def script(rows: Sequence[tuple[str, Condition]]) -> str:
    """The same for a script: [name of the box, comparison, value] each."""
    if not rows:
        return ""
    return json.dumps([[name, row.comparison, row.value] for name, row in rows])
