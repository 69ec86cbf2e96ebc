"""Checks across answers, and with the facts of the round: "the costs equal the amount asked for"."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from precept.foundation.clock import spoken
from precept.foundation.money import Money
from precept.foundation.questions.rules.answers import Answers, Facts, day_of, is_whole, measure
from precept.foundation.questions.sets import Check, Question, QuestionSet

FACTS: Final = {
    "cap": "the most that one award may be",
    "longest months": "the longest period, in months",
}
"""What of a round a check may compare with, and what it is called."""
_MONEY: Final = frozenset({"money", "costs"})


def failing(
    question_set: QuestionSet, question: Question, answers: Answers, facts: Facts
) -> Iterator[str]:
    """What the checks that stand at a question say where they do not hold.

    ``answers`` are those that count. A check waits while anything it compares is not answered, can't be
    read, or is a limit that the round does not set.
    """
    for check in question_set.checks:
        if check.left == question.key and (words := _why_not(question_set, check, answers, facts)):
            yield words


def _why_not(question_set: QuestionSet, check: Check, answers: Answers, facts: Facts) -> str:
    left = answers.get(check.left)
    right = answers.get(check.right) if question_set.question(check.right) else None
    if check.right in FACTS and right is None:
        right = facts.get(check.right)
    match check.kind:
        case "is before":
            return _before(check, day_of(left), day_of(right))
        case "lasts at most":
            return _lasts(check, day_of(left), day_of(answers.get(check.until)), right)
        case _:
            return _measured(question_set, check, measure(left), measure(right))


def _before(check: Check, first: date | None, last: date | None) -> str:
    if first is None or last is None or first < last:
        return ""
    return f"{_sentence(check.words)} It says {spoken(first)} and {spoken(last)}"


def _lasts(check: Check, first: date | None, last: date | None, months: Any) -> str:
    if first is None or last is None or not is_whole(months):
        return ""
    latest = last_day(first, months)
    if last <= latest:
        return ""
    return f"{_sentence(check.words)} From {spoken(first)} that is {spoken(latest)} at the latest"


def _measured(question_set: QuestionSet, check: Check, left: int | None, right: int | None) -> str:
    if left is None or right is None:
        return ""
    if left == right if check.kind == "adds up to" else left <= right:
        return ""
    question = question_set.question(check.left)
    if question is None or question.kind not in _MONEY:
        return f"{_sentence(check.words)} It is {left:,}, and {right:,} is asked for"
    apart = Money(abs(left - right)).short
    return (
        f"{_sentence(check.words)} {Money(left).short} is {apart} "
        f"{'more' if left > right else 'less'} than {Money(right).short}"
    )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def last_day(first: date, months: int) -> date:
    """The last day of a period of so many months that begins on a day: 12 from 1 April end 31 March."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    if year >= date.max.year:
        return date.max
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last_of_month = first_of_next - timedelta(days=1)
    # From 31 August six months end with February: there is no 31 February to stop short of.
    if first.day > last_of_month.day:
        return last_of_month
    return last_of_month.replace(day=first.day) - timedelta(days=1)
