"""Options, what a choice must say, and assessments by template. Pure."""

import functools
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Final

option_kinds = [
    ("do nothing", "Do nothing"),
    ("grant", "Give grants"),
    ("contract", "Buy it by contract"),
    ("extend", "Extend what is there"),
    ("together", "Commission together with others"),
    ("in-house", "Do it in-house"),
    ("government", "Bid for government money"),
    ("other", "Another way"),
]
OPTION_KINDS: Final = dict(option_kinds)
OPENS: Final[Mapping[str, tuple[str, str]]] = {
    "grant": ("Begin a round of grants", "/office/rounds/new"),
    "contract": ("Record the contract that is to be let", "/office/register/new"),
    "extend": (
        "Vary the agreement",
        "/office/register/{agreement}/variations/new?project={project}",
    ),
    "together": ("Note the joint service", "/office/partnerships/services/new"),
    "government": ("Note the bid for government money", "/office/partnerships/grants/new"),
}
"""What each way opens once it may go ahead: in words, and where."""
ALWAYS_WEIGHED: Final = ("do nothing", "grant", "contract", "extend", "together", "in-house")
"""The ways that every project weighs at the least."""
MOST_OPTIONS: Final = 20
assessment_kinds = [
    ("equality", "Equality"),
    ("data", "Data protection"),
    ("social", "Social value"),
    ("risk", "Risk"),
]
ASSESSMENT_KINDS: Final = dict(assessment_kinds)
MAY_BE_LEFT_OUT: Final = ("data", "social")
"""The assessments that a project may go without, with a recorded reason."""
assessment_states = [("draft", "Being written"), ("agreed", "Agreed")]
ASSESSMENT_STATES: Final = dict(assessment_states)


@dataclass(frozen=True)
class Weighed:
    """An option, as far as the rules ask: which of its words are there."""

    kind: str
    title: str
    has_cost: bool
    benefit: str
    risk: str
    equality: str
    social: str


def options_missing(options: Sequence[Weighed]) -> list[str]:
    """What the options appraisal lacks, in words."""
    there = {one.kind for one in options}
    found = [
        f"“{OPTION_KINDS[kind]}” was not weighed" for kind in ALWAYS_WEIGHED if kind not in there
    ]
    for one in options:
        lacks = [
            name
            for name, is_there in (
                ("cost", one.has_cost),
                ("benefit", bool(one.benefit.strip())),
                ("risk", bool(one.risk.strip())),
                ("equality", bool(one.equality.strip())),
                ("social value", bool(one.social.strip())),
            )
            if not is_there
        ]
        if lacks:
            found.append(f"“{one.title}” says nothing of {', '.join(lacks)}")
    return found


@dataclass(frozen=True)
class Chosen:
    """A choice, as far as the rules ask."""

    value: str
    months: int | None
    is_longest: bool
    shorter_why: str
    is_pilot: bool
    pilot_evaluation: str
    pilot_ends: date | None
    funds: Collection[str]
    hopes_for_grant: bool
    grant_fails: str


def term_missing(one: Chosen) -> list[str]:
    """What a choice lacks of its term: how long, why not longer, and when a pilot is scaled up or stopped."""
    found = []
    if not one.months:
        found.append("how long it runs is not stated")
    elif not one.is_longest and not one.shorter_why.strip():
        found.append("it is shorter than the longest workable term, and not said why")
    if one.is_pilot and not one.pilot_evaluation.strip():
        found.append("a pilot says how it is evaluated")
    if one.is_pilot and one.pilot_ends is None:
        found.append("a pilot has a day on which it is scaled up or stopped")
    return found


def money_missing(one: Chosen) -> list[str]:
    """What a choice lacks of its money."""
    found = []
    if not one.funds:
        found.append("no fund is named")
    if one.hopes_for_grant and not one.grant_fails.strip():
        found.append("it is not said what happens if the grant that is hoped for fails")
    return found


@dataclass(frozen=True)
class Question:
    """A question of an assessment's template."""

    key: str
    title: str
    hint: str
    is_needed: bool


@dataclass(frozen=True)
class Questionnaire:
    """A version of an assessment's template, with the day from which it is used."""

    id: str
    kind: str
    title: str
    applies_from: date
    review_months: int
    source: str
    questions: tuple[Question, ...]


@functools.cache
def all_templates() -> tuple[Questionnaire, ...]:
    """Every version of every template, the oldest first."""
    text = files("precept.plan.data").joinpath("assessments.toml").read_text("utf-8")
    found = (
        Questionnaire(
            id=one["id"],
            kind=one["kind"],
            title=one["title"],
            applies_from=one["applies_from"],
            review_months=one["review_months"],
            source=one["source"],
            questions=tuple(
                Question(ask["key"], ask["title"], ask["hint"], ask.get("needed", True))
                for ask in one["question"]
            ),
        )
        for one in tomllib.loads(text)["template"]
    )
    return tuple(sorted(found, key=lambda one: one.applies_from))


def template_on(kind: str, day: date) -> Questionnaire:
    """The template of a kind that is used on a day; the first one before its own."""
    of_kind = [one for one in all_templates() if one.kind == kind]
    return next((one for one in reversed(of_kind) if one.applies_from <= day), of_kind[0])


def template_named(name: str) -> Questionnaire:
    """A version of a template by its id. KeyError where there is none."""
    found = {one.id: one for one in all_templates()}
    return found[name]


def unanswered(template: Questionnaire, answers: Mapping[str, str]) -> list[Question]:
    """The questions that must be answered before an assessment is agreed, and are not."""
    return [
        one for one in template.questions if one.is_needed and not answers.get(one.key, "").strip()
    ]


def carried(template: Questionnaire, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers of an earlier assessment that this template asks for too."""
    return {one.key: answers[one.key] for one in template.questions if answers.get(one.key)}


@dataclass(frozen=True)
class Opened:
    """What a way opens: in words, where, and what becomes of it then."""

    words: str
    href: str
    then: str = "Tie it to the project once it is there."


def opened_by(kind: str, project: str, agreements: Sequence[str]) -> Opened | None:
    """What a project's way opens; None where nothing. ``agreements`` are those tied to it.

    An agreement that is to go on is tied first; its variation is then tied to the project as it is begun.
    """
    if kind not in OPENS:
        return None
    words, href = OPENS[kind]
    if kind != "extend":
        return Opened(words, href)
    if not agreements:
        tie = f"/office/projects/{project}/tie?kind=agreement"
        return Opened("Tie the agreement that is to go on", tie, "It is varied from there.")
    varied = href.format(agreement=agreements[0], project=project)
    return Opened(words, varied, "The variation is tied to the project as it is begun.")
