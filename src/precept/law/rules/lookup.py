"""Finding the rule in force on the day that matters."""

import re
from datetime import date
from enum import StrEnum
from typing import get_args

from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.law.rules.loading import book
from precept.law.rules.shape import Kind, Rule

KINDS: tuple[Kind, ...] = get_args(Kind)


class NoRule(LookupError):
    """No rule of that name applied on the day; says so in words fit to show."""


class Category(StrEnum):
    """What a contract is for, which decides its threshold."""

    GOODS_AND_SERVICES = "goods and services"
    LIGHT_TOUCH = "light touch"
    WORKS = "works"


def _reading_order(rule: Rule) -> tuple[int, list[tuple[int, str]]]:
    # Numbers inside an id count as numbers, so that UK2 stands before UK10.
    steps = [
        (int(step), "") if step.isdigit() else (0, step) for step in re.split(r"(\d+)", rule.id)
    ]
    return KINDS.index(rule.kind), steps


def rules_on(on: date, kind: Kind | None = None) -> tuple[Rule, ...]:
    """Every rule in force on a day, or those of one kind: by kind, then by id."""
    in_force = (rule for rule in book().rules if rule.applies_on(on))
    return tuple(
        sorted((rule for rule in in_force if kind in (None, rule.kind)), key=_reading_order)
    )


def versions(identity: str) -> tuple[Rule, ...]:
    """Every version of one rule, the oldest first; raises NoRule for an id nobody wrote."""
    try:
        return book().versions[identity]
    except KeyError:
        raise NoRule(f"There is no rule called “{identity}”.") from None


def rule(identity: str, *, on: date) -> Rule:
    """The version of a rule in force on a day; raises NoRule where none applied."""
    held = versions(identity)
    for version in held:
        if version.applies_on(on):
            return version
    first, last = held[0], held[-1]
    if on < first.applies_from:
        why = f"the earliest version held begins on {spoken(first.applies_from)}"
    else:
        assert last.applies_to is not None  # without an end it would have applied
        why = f"it ended on {spoken(last.applies_to)}"
    raise NoRule(f"No rule “{identity}” applied on {spoken(on)}: {why}.")


def threshold(category: Category, *, on: date) -> Money:
    """The amount, including VAT, at which the full procurement rules begin for a procurement begun
    that day (Procurement Act 2023, Schedule 1; before it the Public Contracts Regulations 2015).

    Raises NoRule before 1 January 2022, when amounts were compared without VAT.
    """
    identity = f"threshold-{category.value.replace(' ', '-')}"
    return rule(identity, on=on).money("threshold")


def is_over_threshold(value_gross: Money, category: Category, *, on: date) -> bool:
    """Whether a contract's whole estimated value, including VAT and every extension, is not less
    than its threshold (Procurement Act 2023, section 3): the amount itself is over.
    """
    return value_gross >= threshold(category, on=on)


def is_notifiable(value_gross: Money, category: Category, *, on: date) -> bool:
    """Whether a contract below its threshold is worth enough, with VAT, to owe a details notice
    (Procurement Act 2023, section 84). Raises NoRule before 24 February 2025.
    """
    least = rule("notifiable-below-threshold", on=on).money("from")
    return value_gross >= least and not is_over_threshold(value_gross, category, on=on)


def asks_social_value(value: Money, *, on: date) -> bool:
    """Whether the office's own policy asks for a social value question; before it had one, no."""
    first = versions("social-value-question")[0]
    if on < first.applies_from:
        return False
    return value > rule("social-value-question", on=on).money("more than")
