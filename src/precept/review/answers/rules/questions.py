"""Questions to the office: who asks, where one stands, what may come of it, what stands against its release. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from precept.review.answers.rules.grounds import Relied, ground_problems, ground_words
from precept.review.answers.rules.paragraphs import paragraphs, unknown_sources, unsourced_figures
from precept.review.answers.rules.times import may_be_extended

question_kinds = [
    ("foi", "Freedom of information request"),
    ("eir", "Environmental information request"),
    ("panel", "Question of the police and crime panel"),
    ("press", "Question of the press"),
    ("councillor", "Question of a councillor"),
]
KINDS: Final = dict(question_kinds)
UNDER_LAW: Final = ("foi", "eir")
"""The kinds that an Act or Regulations give a right to an answer."""

question_states = [
    ("open", "Being answered"),
    ("clarifying", "Waits for whoever asked"),
    ("review", "Waits for a second person"),
    ("released", "Answered"),
    ("withdrawn", "Withdrawn"),
]
STATES: Final = dict(question_states)
OVER: Final = ("released", "withdrawn")
MOVES: Final[dict[str, frozenset[str]]] = {
    "open": frozenset({"clarifying", "review", "withdrawn"}),
    "clarifying": frozenset({"open", "withdrawn"}),
    "review": frozenset({"open", "released", "withdrawn"}),
    "released": frozenset(),
    "withdrawn": frozenset(),
}
TAGS: Final = {
    "open": "govuk-tag--blue",
    "clarifying": "govuk-tag--yellow",
    "review": "govuk-tag--light-blue",
    "released": "govuk-tag--green",
    "withdrawn": "govuk-tag--grey",
}

outcomes = [
    ("disclosed", "Answered in full"),
    ("part", "Answered in part: something is withheld"),
    ("refused", "Refused: all of it is withheld"),
    ("not-held", "The office does not hold it"),
    ("cost", "Finding it would cost more than the limit (section 12)"),
]
OUTCOMES: Final = dict(outcomes)
WITHHOLDS: Final = ("part", "refused")
TELLS: Final = ("disclosed", "part")


def may_become(state: str, new: str) -> bool:
    """Whether a question may go from one state to another."""
    return new in MOVES.get(state, frozenset())


def outcomes_of(kind: str) -> list[tuple[str, str]]:
    """What may come of a question: only a request in law can be refused, and only the Act has a cost limit."""
    if kind == "foi":
        return list(outcomes)
    if kind == "eir":
        return [one for one in outcomes if one[0] != "cost"]
    return [one for one in outcomes if one[0] in ("disclosed", "not-held")]


@dataclass(frozen=True)
class AnswerFacts:
    """What is written of an answer, as far as the rules ask."""

    kind: str
    outcome: str
    answer: str
    sources: frozenset[int]
    relied: tuple[Relied, ...] = ()
    cost_why: str = ""
    writers: frozenset[str] = field(default_factory=frozenset)
    """Who wrote any of it, or sent it to be released."""


def release_problems(facts: AnswerFacts, *, on: date) -> list[str]:
    """Everything that stands against releasing an answer, in words; nothing where it may go."""
    found: list[str] = []
    if not paragraphs(facts.answer):
        found.append("Write the answer.")
    if facts.outcome not in dict(outcomes_of(facts.kind)):
        found.append("Say what comes of the question.")
    found += unknown_sources(facts.answer, facts.sources)
    found += unsourced_figures(facts.answer)
    if facts.outcome in TELLS and not any(one.sources for one in paragraphs(facts.answer)):
        found.append("Name at least one source in the answer, as in [1].")
    return [*found, *_ground_problems(facts, on), *_cost_problems(facts)]


def _ground_problems(facts: AnswerFacts, on: date) -> list[str]:
    if facts.outcome not in WITHHOLDS:
        if facts.relied:
            return ["Nothing is withheld, and yet an exemption is relied on. Take it away."]
        return []
    if not facts.relied:
        return ["Say which exemption what is withheld falls under."]
    return [
        f"{ground_words(one.code)}: {words}"
        for one in facts.relied
        for _, words in ground_problems(facts.kind, one, on)
    ]


def _cost_problems(facts: AnswerFacts) -> list[str]:
    if facts.outcome == "cost" and not facts.cost_why.strip():
        return ["Say how the cost was estimated: hours, and what they would be spent on."]
    return []


def second_person_problem(facts: AnswerFacts, person: str) -> str:
    """Why this person may not release it; nothing where they had no hand in it."""
    if person in facts.writers:
        return "You wrote some of this answer, or sent it on. Somebody else must release it."
    return ""


def extension_problem(
    *,
    kind: str,
    received: date,
    due: date | None,
    is_extended: bool,
    qualified: Collection[str],
    on: date,
) -> str:
    """Why the time cannot be made longer; nothing where it can.

    Freedom of Information Act 2000, sections 10(3) and 17(2): to weigh the public interest in a qualified
    exemption that is named by then. Environmental Information Regulations 2004, regulation 7.
    """
    if not may_be_extended(kind, received):
        return "Only a request under the Act or the Regulations has a longer time."
    if is_extended:
        return "The time was made longer already, and cannot be again."
    if due is None or due < on:
        return "The time is over: whoever asked must be told of a longer one before it is."
    if kind == "foi" and not qualified:
        return "Enter the qualified exemption first: only the public interest in one may take longer to weigh."
    return ""


def names_somebody(words: str, *, name: str, contact: str) -> bool:
    """Whether words name whoever asked, or hold their address."""
    said = words.casefold()
    parts = [one for one in re.split(r"[^\w’'-]+", name.casefold()) if len(one) > 2]
    whole = " ".join(name.casefold().split())
    if whole and re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", " ".join(said.split())):
        return True
    surname = parts[-1] if len(parts) in (2, 3) else ""
    if surname and re.search(rf"(?<!\w){re.escape(surname)}(?!\w)", said):
        return True
    return bool(contact.strip()) and contact.strip().casefold() in said
