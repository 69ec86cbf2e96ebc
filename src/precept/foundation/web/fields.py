"""A form's fields as the design system shows them; ``web/forms.html`` prints what this says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget

from precept.foundation.money.field import MoneyFormField
from precept.foundation.web.dates import DateBoxes, DateTyped

# What a widget may say of how it is shown, in its ``attrs``; the rest goes onto the element.
OWN_WORDS = (
    "prefix",
    "suffix",
    "data-maxwords",
    "data-threshold",
    "maxlength",
    "rows",
    "cols",
    "class",
)
NO_CHOICE = "Choose one"


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen."""

    value: str
    text: str
    hint: str
    chosen: bool


@dataclass(frozen=True)
class Box:
    """One of the boxes of a date."""

    name: str
    text: str
    value: str
    is_wrong: bool


@dataclass(frozen=True)
class FieldOnPage:
    """One field: which component shows it, and everything that the component prints.

    ``component`` is the design system's name for it ("input", "radios", "date-input"…), or
    "checkbox" for a single one and "hidden".
    """

    component: str
    id: str
    name: str
    label: str
    hint: str
    errors: tuple[str, ...]
    value: str
    type: str
    choices: tuple[Choice, ...]
    boxes: tuple[Box, ...]
    prefix: str
    suffix: str
    classes: str
    rows: int
    most_characters: int | None
    most_words: int | None
    threshold: int | None
    disabled: bool
    attributes: Mapping[str, str]

    @property
    def most_in_words(self) -> str:
        """How much may be typed, said before a script counts it."""
        unit = "words" if self.most_words else "characters"
        return f"You can enter up to {self.most_words or self.most_characters or 0:,} {unit}"

    def options(self) -> list[dict[str, Any]]:
        """The choices as the design system's select takes them."""
        return [
            {"value": one.value, "text": one.text, "selected": one.chosen} for one in self.choices
        ]

    def circles(self, reveals: Mapping[str, str]) -> list[dict[str, Any]]:
        """The choices as its radios and checkboxes take them, with what choosing each reveals."""
        return [
            {
                "value": one.value,
                "text": one.text,
                "checked": one.chosen,
                "disabled": self.disabled,
                "hint": {"text": one.hint} if one.hint else None,
                "conditional": {"html": reveals[one.value]} if one.value in reveals else None,
            }
            for one in self.choices
        ]

    def date_items(self) -> list[dict[str, Any]]:
        """The boxes as its date input takes them; the year's is wider, a wrong one is marked."""
        return [
            {
                "name": box.name,
                "label": box.text,
                "value": box.value,
                "classes": f"govuk-input--width-{4 if box.name == 'year' else 2}"
                + (" govuk-input--error" if box.is_wrong else ""),
            }
            for box in self.boxes
        ]


@dataclass(frozen=True)
class ErrorOnPage:
    """One line of the error summary; ``href`` leads to the field, None where it is about all."""

    text: str
    href: str | None


def field_on_page(bound: BoundField) -> FieldOnPage:
    """What a page needs to show a field of a form, with what was typed and what is wrong.

    A widget says how it wants to look in its ``attrs``: ``prefix``, ``suffix``, ``class``,
    ``data-maxwords`` and ``data-threshold`` (per cent of the limit at which the count appears).
    A field with ``choice_hints`` (by value) gives each choice its hint; money has its pound sign.
    """
    field, widget = bound.field, bound.field.widget
    is_money = isinstance(field, MoneyFormField)
    attributes = {name: value for name, value in widget.attrs.items() if name not in OWN_WORDS}
    most_words = number(widget.attrs.get("data-maxwords"))
    most_characters = None if most_words else number(getattr(field, "max_length", None))
    return FieldOnPage(
        component=component_of(widget, counts=bool(most_words or most_characters)),
        id=bound.auto_id or bound.html_name,
        name=bound.html_name,
        label=str(bound.label or ""),
        hint=str(bound.help_text or ""),
        errors=tuple(str(words) for words in bound.errors),
        value=value_of(bound),
        type=getattr(widget, "input_type", None) or "text",
        choices=choices_of(bound),
        boxes=boxes_of(bound),
        prefix=str(widget.attrs.get("prefix", "£" if is_money else "")),
        suffix=str(widget.attrs.get("suffix", "")),
        classes=str(widget.attrs.get("class", "govuk-input--width-10" if is_money else "")),
        rows=number(widget.attrs.get("rows")) or 5,
        most_characters=most_characters,
        most_words=most_words,
        threshold=number(widget.attrs.get("data-threshold")),
        disabled=field.disabled,
        attributes={name: str(value) for name, value in attributes.items() if value is not False},
    )


def errors_on_page(form: forms.BaseForm | Iterable[forms.BaseForm]) -> list[ErrorOnPage]:
    """Every error of a form, or of several on one page, in the order of the fields."""
    told = []
    for one in [form] if isinstance(form, forms.BaseForm) else form:
        told += [ErrorOnPage(str(words), None) for words in one.non_field_errors()]
        for bound in one:
            told += [ErrorOnPage(str(words), f"#{first_id(bound)}") for words in bound.errors]
    return told


def component_of(widget: forms.Widget, *, counts: bool) -> str:
    """The design system's component for a Django widget."""
    kinds: list[tuple[type[forms.Widget] | tuple[type[forms.Widget], ...], str]] = [
        (forms.HiddenInput, "hidden"),
        (DateBoxes, "date-input"),
        (forms.Textarea, "character-count" if counts else "textarea"),
        ((forms.CheckboxSelectMultiple, forms.SelectMultiple), "checkboxes"),
        (forms.CheckboxInput, "checkbox"),
        (forms.RadioSelect, "radios"),
        (forms.Select, "select"),
        (forms.FileInput, "file-upload"),
        (forms.PasswordInput, "password-input"),
    ]
    return next((name for kind, name in kinds if isinstance(widget, kind)), "input")


def value_of(bound: BoundField) -> str:
    """What stands in the field: as typed, else as it was; never a password or a file."""
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, forms.FileInput | forms.PasswordInput | DateBoxes | ChoiceWidget):
        return ""
    if isinstance(widget, forms.CheckboxInput):
        return "yes" if widget.check_test(value) else ""
    shown = widget.format_value(value)
    return "" if shown is None else str(shown)


def choices_of(bound: BoundField) -> tuple[Choice, ...]:
    """The choices of a field; an empty one only where the list drops down."""
    widget = bound.field.widget
    if not isinstance(widget, ChoiceWidget):
        return ()
    hints: Mapping[str, str] = getattr(bound.field, "choice_hints", {})
    listed = []
    # Django's own types give no name to what format_value returns for choices: a list of strings.
    chosen: Any = widget.format_value(bound.value())
    for group, options, _ in widget.optgroups(bound.html_name, chosen):
        for option in options:
            value, text = str(option["value"] or ""), str(option["label"])
            if value == "" and not is_dropped_down(widget):
                continue
            if value == "" and set(text) == {"-"}:
                text = NO_CHOICE
            listed.append(
                Choice(
                    value=value,
                    text=f"{group}: {text}" if group else text,
                    hint=str(hints.get(value, "")),
                    chosen=bool(option["selected"]),
                )
            )
    return tuple(listed)


def is_dropped_down(widget: ChoiceWidget) -> bool:
    """Whether the choices are a list that drops down."""
    return isinstance(widget, forms.Select) and not isinstance(widget, forms.SelectMultiple)


def boxes_of(bound: BoundField) -> tuple[Box, ...]:
    """The three boxes of a date, with those that are wrong marked."""
    if not isinstance(bound.field.widget, DateBoxes):
        return ()
    typed = DateTyped.of(bound.value())
    wrong = wrong_boxes(bound)
    return tuple(
        Box(name, name.capitalize(), value, name in wrong) for name, value in typed.boxes().items()
    )


def wrong_boxes(bound: BoundField) -> frozenset[str]:
    """Which boxes of a date the errors are about: those they name, else all three."""
    problems: list[ValidationError] = bound.errors.as_data() if bound.errors else []
    named: set[str] = set()
    for problem in problems:
        named |= set((problem.params or {}).get("boxes", DateTyped.NAMES))
    return frozenset(named)


def first_id(bound: BoundField) -> str:
    """The id of the element that the error summary leads to."""
    start = bound.auto_id or bound.html_name
    if not isinstance(bound.field.widget, DateBoxes):
        return start
    wrong = wrong_boxes(bound)
    return f"{start}-{next(name for name in DateTyped.NAMES if name in wrong)}"


def number(value: object) -> int | None:
    """A whole number from a widget's attribute, or nothing."""
    return None if value in (None, "") else int(str(value))
