"""What of a published call may be corrected: its words, each with how it stands now."""

from collections.abc import Iterator
from dataclasses import dataclass

from precept.do.opportunities import rules
from precept.do.opportunities.models import Call

TEXTS = (
    ("purpose", "What the round is for"),
    ("who_may_apply", "Who may apply"),
    ("what_we_fund", "What we fund"),
    ("what_we_do_not_fund", "What we do not fund"),
    ("area", "Area"),
    ("who_marks", "Who marks the bids"),
    ("marking_guide", "Marking guide"),
    ("feedback_offered", "Feedback"),
    ("contact", rules.CONTACT_TITLE),
)


MOST_ANSWERS = 1_000


@dataclass(frozen=True)
class Correctable:
    """Words of a published call: ``key`` says whose, dotted; ``title`` is what people read."""

    key: str
    title: str
    text: str


def correctables(of: Call) -> list[Correctable]:
    """Everything in words that a correction may change, in the order in which it is published."""
    return [
        Correctable("round.theme", "Theme", of.opportunity.theme),
        *(Correctable(f"call.{name}", title, getattr(of, name)) for name, title in TEXTS),
        *_of_rules(of),
        *_of_questions(of),
        *_of_criteria(of),
        *_of_answers(of),
    ]


def _of_rules(of: Call) -> Iterator[Correctable]:
    for one in of.eligibility.all():
        about = f"Eligibility rule {one.place}"
        yield Correctable(f"rule.{one.key}.asks", f"{about}: the question", one.asks)
        yield Correctable(f"rule.{one.key}.reason", f"{about}: the reason", one.reason)
        yield Correctable(f"rule.{one.key}.instead", f"{about}: where to go instead", one.instead)


def _of_questions(of: Call) -> Iterator[Correctable]:
    asked = of.asks
    for section in asked.sections:
        about = f"Section “{section.title}”"
        yield Correctable(f"section.{section.key}.title", f"{about}: its title", section.title)
        yield Correctable(f"section.{section.key}.words", f"{about}: its words", section.words)
    for one in asked.questions():
        about = f"Question “{one.label}”"
        yield Correctable(f"question.{one.key}.label", f"{about}: the question", one.label)
        yield Correctable(f"question.{one.key}.hint", f"{about}: the help", one.hint)
    for check in asked.checks:
        yield Correctable(f"check.{check.key}.words", "What a check says", check.words)


def _of_criteria(of: Call) -> Iterator[Correctable]:
    for one in of.criteria.all():
        about = f"Criterion “{one.title}”"
        yield Correctable(f"criterion.{one.key}.title", f"{about}: its title", one.title)
        yield Correctable(f"criterion.{one.key}.words", f"{about}: what is looked for", one.words)
        for level in one.levels:
            score = level["score"]
            yield Correctable(
                f"criterion.{one.key}.{score}", f"{about}: score {score}", level["words"]
            )


def _of_answers(of: Call) -> Iterator[Correctable]:
    for one in of.clarifications.filter(state="answered").order_by("number")[:MOST_ANSWERS]:
        about = f"Question {one.number} that was asked"
        yield Correctable(
            f"answer.{one.number}.public_words", f"{about}: its words", one.public_words
        )
        yield Correctable(f"answer.{one.number}.answer", f"{about}: the answer", one.answer)
