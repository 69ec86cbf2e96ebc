"""A round read in full, block by block: what the second person reads before publishing, and any preview."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from precept.do.opportunities import rules
from precept.do.opportunities.published import CallPublished, OpportunityPublished
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.questions import printing, telling
from precept.foundation.questions import rules as asking
from precept.foundation.questions.sets import Question
from precept.foundation.questions.wording import languages

YES_OR_NO = {True: "Yes", False: "No"}


@dataclass(frozen=True)
class Block:
    """Some of what a round says: words, facts by name, or a table."""

    title: str
    text: str = ""
    facts: Sequence[tuple[str, str]] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def read_in_full(
    of: OpportunityPublished, call: CallPublished, priorities: Sequence[str] = ()
) -> list[Block]:
    """Everything that a round says, in the order in which bidders read it; nothing that is empty.

    ``priorities`` are their titles.
    """
    blocks = [
        Block("In short", facts=[one for one in _facts(of, call, priorities) if one[1]]),
        Block("What the round is for", call.purpose),
        Block("What we fund", call.what_we_fund),
        Block("What we do not fund", call.what_we_do_not_fund),
        Block("Who may apply", call.who_may_apply),
        Block(
            "Eligibility rules",
            columns=("Question", "May apply", "Why", "Where else to go"),
            rows=[
                (one.asks, YES_OR_NO[one.right_answer], one.reason, one.instead)
                for one in call.eligibility
            ],
        ),
        *_questions(call),
        Block(
            "Checks across answers",
            columns=("What applicants read where it does not hold", "What must hold"),
            rows=_checks(call),
        ),
        Block(
            "Other words of the questions",
            ", ".join(languages(call.questions).values()),
        ),
        Block(
            "Criteria",
            columns=("Criterion", "Weight", "What markers look for", "Marked on"),
            rows=_criteria(call),
        ),
        *(
            Block(
                f"Scores of “{one.title}”",
                columns=("Score", "What earns it"),
                rows=[(str(level.score), level.words) for level in one.levels],
            )
            for one in call.criteria
        ),
        Block("Who marks the bids", call.who_marks),
        Block("Marking guide", call.marking_guide),
        Block(
            "What happens after closing",
            columns=("Step", "When", "What"),
            rows=[(one.title, one.when, one.what) for one in call.steps],
        ),
        Block("Feedback", call.feedback_offered),
        Block("Help and other ways to apply", call.contact),
        Block(
            "Workshops",
            columns=("What", "When", "Where"),
            rows=[
                (
                    f"{one.title} (cancelled)" if one.is_cancelled else one.title,
                    clock.spoken_time(datetime.fromisoformat(one.starts)),
                    one.where,
                )
                for one in call.workshops
            ],
        ),
        Block(
            "Questions that were asked",
            columns=("Question", "Answer"),
            rows=[(f"{one.number}. {one.words}", one.answer) for one in call.clarifications],
        ),
        Block(
            "Deadline moved",
            columns=("It closed", "It closes", "Why"),
            rows=[(one.before_words, one.after_words, one.why) for one in call.deadline_changes],
        ),
        Block(
            "Corrections",
            columns=("What", "It said", "It says", "Why"),
            rows=[
                (f"{one.what} ({one.kind_title.lower()})", one.before, one.after, one.why)
                for one in call.corrections
            ],
        ),
    ]
    return [one for one in blocks if one.text or one.facts or one.rows]


def _facts(
    of: OpportunityPublished, call: CallPublished, priorities: Sequence[str]
) -> Iterator[tuple[str, str]]:
    yield "Round", rules.round_words(of.programme, of.number, of.year)
    yield "Theme", of.theme
    yield "Opens", call.opens_words
    yield "Closes", call.closes_words
    yield "Decision expected", _day(call.decision_expected)
    yield "Awards may start from", _day(call.starts_from)
    yield "Most for one award", of.limit_words or (Money(of.limit).short if of.limit else "")
    yield "Longest", f"{call.longest_months} months" if call.longest_months else ""
    yield "There is to award", Money(of.available).short if of.available is not None else ""
    shares = [f"{one.name} {Money(one.pence)}" for one in of.shares]
    yield "Who puts in how much", "; ".join(shares)
    yield "Match funding", call.match_words
    yield "Priorities", "; ".join(priorities or of.priorities)
    yield "Area", call.area
    yield "Awarded", "One by one while it is open" if call.is_rolling else "After it closes"
    sealed = "Sealed until they are opened after closing"
    yield "Bids", sealed if call.is_sealed else "Read as they come"
    yield (
        "Marked",
        f"By {call.markers_per_bid} people each"
        + (", without the applicant’s name" if call.hides_applicant else ""),
    )
    yield "Moderation", f"At least {call.quorum} people"
    papers = ", ".join(one.title for one in call.papers)
    yield "Papers", f"{papers}. Asked of: {call.papers_asked_words.lower()}" if papers else "None"
    yield "An accountable body agrees", call.body_agrees_words
    yield "Who decides", call.decider
    yield "Power relied on", call.power


def _day(text: str | None) -> str:
    return clock.spoken(date.fromisoformat(text)) if text else ""


def _questions(call: CallPublished) -> Iterator[Block]:
    for section in call.questions.sections:
        rows = [
            row
            for top in section.questions
            for row in (
                _question(call, top),
                *(_question(call, one, top) for one in top.questions),
            )
        ]
        yield Block(
            f"Questions: {section.title}",
            text=section.words,
            columns=("Question", "Help", "Answer", "Asked"),
            rows=rows,
        )


def _question(
    call: CallPublished, one: Question, within: Question | None = None
) -> tuple[str, str, str, str]:
    """A question with its help, how it is answered and who reads that, and when it is asked."""
    only_if = telling.shown_if_words(call.questions, one)
    return (
        f"{within.label}: {one.label}" if within else one.label,
        one.hint,
        f"{asking.KINDS[one.kind]}. {telling.told(one, within)}".strip(),
        f"Only if {only_if}" if only_if else "Of everyone",
    )


def _checks(call: CallPublished) -> list[tuple[str, str]]:
    titles = {one.key: one.label for one in call.questions.questions()}
    return [(one.words, printing.check_words(one, titles)) for one in call.questions.checks]


def _criteria(call: CallPublished) -> list[tuple[str, str, str, str]]:
    labels = {one.key: one.label for one in call.questions.questions()}
    return [
        (
            one.title,
            f"{one.weight}%",
            one.words,
            "; ".join(labels.get(key, key) for key in one.questions) or "All answers",
        )
        for one in call.criteria
    ]
