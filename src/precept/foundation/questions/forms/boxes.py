"""The boxes that ask a question, and what is typed in them as it is stored."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms

from precept.foundation.money import Money
from precept.foundation.questions.rules import answers as said
from precept.foundation.questions.rules import typed
from precept.foundation.questions.sets import Kind, Question
from precept.foundation.web.dates import DateBoxes, DateTyped

Sent = Callable[[str], Any]
"""What was sent in a box of this name."""
MOST_CIRCLES: Final = 20
"""More answers than these drop down instead of standing below one another."""


class OneOf(forms.ChoiceField):
    """One of several answers; the rules say whether it is one of them."""

    def validate(self, value: Any) -> None:
        """Nothing: what is wrong is said by the rules, in our words."""


class Several(forms.MultipleChoiceField):
    """Several answers; the rules say whether they are of those offered."""

    def validate(self, value: Any) -> None:
        """Nothing: what is wrong is said by the rules, in our words."""


class ManyFiles(forms.FileInput):
    """A box for several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002
        """The files that were chosen."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class Whole(forms.Widget):
    """A question that has several boxes: no box itself, the place that errors about all lead to."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> None:
        """Nothing is typed here."""


def whole() -> forms.Field:
    """The field that stands for a question of several boxes."""
    return forms.Field(required=False, widget=Whole)


def line(label: str, value: object, *, hint: str = "", width: str = "", **more: str) -> forms.Field:
    """A box of one line with what it says so far."""
    attributes = {**more, **({"class": width} if width else {})}
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        initial=_spelled(value),
        widget=forms.TextInput(attrs=attributes),
    )


def money(label: str, value: object, *, hint: str = "") -> forms.Field:
    """A box for an amount; without its pound sign, which stands before it."""
    spelled = value
    if said.is_whole(value):
        spelled = Money(value).short.replace("£", "")
    return line(
        label,
        spelled,
        hint=hint,
        width="govuk-input--width-10",
        prefix="£",
        inputmode="decimal",
        spellcheck="false",
    )


def number(label: str, value: object, *, hint: str = "", suffix: str = "") -> forms.Field:
    """A box for a whole number."""
    width = "govuk-input--width-3" if suffix else "govuk-input--width-5"
    more = {"suffix": suffix} if suffix else {}
    return line(label, value, hint=hint, width=width, inputmode="numeric", **more)


def paragraphs(
    label: str, value: object, *, hint: str = "", rows: int = 4, most_words: int | None = None
) -> forms.Field:
    """A box of several lines, its words counted where they are limited."""
    attributes: dict[str, Any] = {"rows": rows}
    if most_words:
        attributes["data-maxwords"] = most_words
    field = line(label, value, hint=hint)
    field.widget = forms.Textarea(attrs=attributes)
    return field


def _spelled(value: object) -> str:
    return "" if value is None else str(value)


def _line(question: Question, label: str, hint: str, value: Any) -> forms.Field:
    if question.most_words:
        hint = f"{hint} Up to {question.most_words:,} words.".strip()
    return line(label, value, hint=hint)


def _text(question: Question, label: str, hint: str, value: Any) -> forms.Field:
    most = question.most_words
    rows = 4 if most and most <= 100 else 8 if most and most <= 300 else 12
    return paragraphs(label, value, hint=hint, rows=rows, most_words=most)


def _number(question: Question, label: str, hint: str, value: Any) -> forms.Field:  # noqa: ARG001
    return number(label, value, hint=hint)


def _money(question: Question, label: str, hint: str, value: Any) -> forms.Field:  # noqa: ARG001
    return money(label, value, hint=hint)


def _date(question: Question, label: str, hint: str, value: Any) -> forms.Field:  # noqa: ARG001
    day = said.day_of(value)
    shown: object = day
    if day is None and value:
        boxes = str(value).split("/") if str(value).count("/") == 2 else [str(value)]
        shown = DateTyped(*boxes)
    return forms.Field(
        label=label, help_text=hint, required=False, initial=shown, widget=DateBoxes()
    )


def _choice(question: Question, label: str, hint: str, value: Any) -> forms.Field:
    offered = [(one.key, one.label) for one in question.options]
    drops_down = len(offered) > MOST_CIRCLES
    return OneOf(
        label=label,
        help_text=hint,
        required=False,
        initial=_spelled(value),
        choices=[("", "Choose one"), *offered] if drops_down else offered,
        widget=forms.Select if drops_down else forms.RadioSelect,
    )


def _choices(question: Question, label: str, hint: str, value: Any) -> forms.Field:
    return Several(
        label=label,
        help_text=hint or "Choose all that apply.",
        required=False,
        initial=value if isinstance(value, list) else [],
        choices=[(one.key, one.label) for one in question.options],
        widget=forms.CheckboxSelectMultiple,
    )


def _areas(question: Question, label: str, hint: str, value: Any) -> forms.Field:
    names = [str(one) for one in value] if isinstance(value, list) else []
    if not question.options:
        hint = f"{hint} Put each area on a line of its own.".strip()
        return paragraphs(label, "\n".join(names), hint=hint)
    field = _choices(question, label, hint, names)
    assert isinstance(field, forms.MultipleChoiceField)
    # What is stored is the name of the area; the words of another language only show it.
    kept = question.wordings[0].options if question.wordings else question.options
    field.choices = [
        (original.label, one.label) for original, one in zip(kept, question.options, strict=True)
    ]
    return field


def _declaration(question: Question, label: str, hint: str, value: Any) -> forms.Field:  # noqa: ARG001
    return forms.BooleanField(label=label, help_text=hint, required=False, initial=value is True)


def _files(question: Question, label: str, hint: str, value: Any) -> forms.Field:  # noqa: ARG001
    return forms.Field(
        label=label,
        help_text=hint,
        required=False,
        widget=ManyFiles(attrs={"multiple": "multiple"}),
    )


ONE_BOX: Final[Mapping[Kind, Callable[[Question, str, str, Any], forms.Field]]] = {
    "line": _line,
    "text": _text,
    "number": _number,
    "money": _money,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "areas": _areas,
    "declaration": _declaration,
    "files": _files,
}
"""The kinds of question that one box asks. The others have several."""


def _read_date(sent: Any) -> str | None:
    boxes = DateTyped.of(sent)
    if not any(boxes.boxes().values()):
        return None
    between = "/" if boxes.month.isdecimal() or not boxes.month else " "
    whole_day = typed.read_day(between.join((boxes.day, boxes.month, boxes.year)))
    if typed.is_day(whole_day):
        return whole_day
    return said.cleaned("/".join((boxes.day, boxes.month, boxes.year)))


def _read_areas(sent: Any) -> list[str]:
    names = said.cleaned(sent).split("\n") if isinstance(sent, str) else [*map(str, sent or [])]
    return [name for name in map(said.cleaned, names) if name]


READ: Final[Mapping[Kind, Callable[[Any], Any]]] = {
    "line": lambda sent: said.cleaned(sent or ""),
    "text": lambda sent: said.cleaned(sent or ""),
    "number": lambda sent: typed.read_number(sent or ""),
    "money": lambda sent: typed.read_pence(sent or ""),
    "date": _read_date,
    "choice": lambda sent: said.cleaned(sent or ""),
    "choices": _read_areas,
    "areas": _read_areas,
    "declaration": lambda sent: sent is True,
}
"""What was sent in the one box of a question, as it is stored; files are kept by who asks for them."""


def table_boxes(kind: Kind, row: Mapping[str, Any]) -> dict[str, forms.Field]:
    """The boxes of one row of a cost table, of one outcome, or of an address."""
    if kind == "costs":
        return {
            "item": line("What it is for", row.get("item")),
            "pence": money("Amount", row.get("pence")),
        }
    if kind == "outcomes":
        return {
            "people": number("How many people?", row.get("people")),
            "percent": number(
                "How many in a hundred of them will this be true for? (optional)",
                row.get("percent"),
                suffix="%",
            ),
            "change": line(
                "What will change for them?",
                row.get("change"),
                hint="For example, feel safer where they live",
            ),
            "measure": line(
                "How will you know? (optional)",
                row.get("measure"),
                hint="For example, a short survey at the start and the end",
            ),
        }
    return {
        "lines": paragraphs("Address", row.get("lines"), rows=3),
        "postcode": line("Postcode", row.get("postcode"), width="govuk-input--width-10"),
    }


def read_table(kind: Kind, name: str, sent: Sent) -> dict[str, Any]:
    """What was sent in one row, as it is stored."""

    def text(box: str) -> str:
        return said.cleaned(sent(f"{name}-{box}") or "")

    if kind == "costs":
        return {"item": text("item"), "pence": typed.read_pence(text("pence"))}
    if kind == "outcomes":
        return {
            "people": typed.read_number(text("people")),
            "percent": typed.read_number(text("percent").removesuffix("%")),
            "change": text("change"),
            "measure": text("measure"),
        }
    return {"lines": text("lines"), "postcode": typed.read_postcode(text("postcode"))}
