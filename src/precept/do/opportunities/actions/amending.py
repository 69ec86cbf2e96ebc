"""Changing what a call says while it is set up: its words, dates, money and questions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TypedDict, Unpack

from precept.do.opportunities import queries, rules
from precept.do.opportunities.access import Asker
from precept.do.opportunities.actions.register import ShareGiven, write_shares
from precept.do.opportunities.actions.writing import (
    drafting_at,
    moments_of,
    write,
)
from precept.do.opportunities.models import Call
from precept.foundation.ledger.actions import Refused, action
from precept.foundation.money import Money
from precept.foundation.questions.sets import QuestionSet

MOST_MARKERS = 10


class CallChanges(TypedDict, total=False):
    """What may be changed of a call while it is set up."""

    theme: str
    purpose: str
    what_we_fund: str
    what_we_do_not_fund: str
    who_may_apply: str
    priorities: Sequence[str]
    area: str
    limit: Money | None
    limit_words: str
    longest_months: int | None
    match_rule: str
    match_percent: int | None
    is_rolling: bool
    is_sealed: bool
    hides_applicant: bool
    who_marks: str
    markers_per_bid: int
    quorum: int
    papers_asked_of: str
    papers: Sequence[str]
    body_agrees_before: str
    decider: str
    power: str
    marking_guide: str
    feedback_offered: str
    steps: Sequence[Mapping[str, str]]
    contact: str


AGREES_WHEN: Final = "Choose when an accountable body must have agreed"
OF_THE_ROUND = frozenset({"theme", "limit", "limit_words", "priorities"})


@action
def amend_call(
    *, by: Asker, call: Call, version: int, why: str = "", **changes: Unpack[CallChanges]
) -> Call:
    """Change what a round says while it is set up; what is already so changes nothing and is no event.

    Refused once it is published: then it is corrected, extended or cancelled instead.
    """
    now = drafting_at(by, call, version)
    given = _checked(now, dict(changes))
    of_round = {name: given.pop(name) for name in OF_THE_ROUND & given.keys()}
    given = {name: value for name, value in given.items() if getattr(now, name) != value}
    of_round = {
        name: value for name, value in of_round.items() if getattr(now.opportunity, name) != value
    }
    if not given and not of_round:
        return now
    return write(
        now,
        by=by,
        event="call amended",
        changes=given,
        round_changes=of_round,
        why=why,
        before=queries.said_of_call(now),
    )


def _checked(now: Call, given: dict[str, Any]) -> dict[str, Any]:
    """What was given, as it is kept; Refused where it cannot be so."""
    if "theme" in given:
        try:
            given["theme"] = rules.read_theme(given["theme"])
        except rules.Unclear as unclear:
            raise Refused(unclear.words, field="theme") from unclear
    for name in ("priorities", "papers"):
        if name in given:
            given[name] = list(given[name])
    if set(given.get("papers", ())) - set(rules.PAPER_KINDS):
        raise Refused("Choose papers of the list", field="papers")
    _within(given, "longest_months", rules.MOST_MONTHS, "The longest period")
    _within(given, "markers_per_bid", MOST_MARKERS, "The number of markers")
    _within(given, "quorum", MOST_MARKERS, "The quorum")
    for name, known, words in (
        ("match_rule", rules.MATCH_RULES, "Choose the match-funding rule"),
        ("papers_asked_of", rules.PAPERS_FROM, "Choose who gives papers"),
        ("body_agrees_before", rules.BODY_AGREES_BEFORE, AGREES_WHEN),
        ("decider", {"", *dict(queries.decider_choices())}, "Choose who decides"),
        ("power", {"", *dict(queries.power_choices())}, "Choose the power that awards rest on"),
    ):
        if name in given and given[name] not in known:
            raise Refused(words, field=name)
    if "match_rule" in given or "match_percent" in given:
        rule = given.get("match_rule", now.match_rule)
        given["match_percent"] = (
            given.get("match_percent", now.match_percent) if rule == "required" else None
        )
        _within(given, "match_percent", rules.WHOLE, "The percentage")
    if given.get("is_rolling", now.is_rolling):
        given["is_sealed"] = False
    if "steps" in given:
        given["steps"] = [
            {name: str(one.get(name, "")).strip() for name in ("title", "when", "what")}
            for one in given["steps"]
        ]
        if any(not one["title"] for one in given["steps"]):
            raise Refused("Each step needs a name", field="title_1")
    return given


def _within(given: Mapping[str, Any], name: str, most: int, called: str) -> None:
    number = given.get(name)
    if number is not None and not 1 <= number <= most:
        raise Refused(f"{called} must be between 1 and {most}", field=name)


@action
def set_dates(
    *,
    by: Asker,
    call: Call,
    version: int,
    opens: datetime,
    closes: datetime,
    decision_expected: date | None,
    starts_from: date | None = None,
    confirmed: Sequence[str] = (),
    why: str = "",
) -> Call:
    """State when a round opens and closes, as UK wall times, and when a decision is expected.

    Refused where a time is doubtful and its doubt is not among ``confirmed`` (``clock.deadline_at``).
    """
    now = drafting_at(by, call, version)
    moments = moments_of(opens, closes, confirmed)
    if moments["closes_at"] <= moments["opens_at"]:
        raise Refused("It must close after it opens", field="closes")
    if decision_expected and decision_expected < closes.date():
        raise Refused("The decision must come after the round closes", field="decision_expected")
    changes = {
        **moments,
        "dates_are_confirmed": True,
        "decision_expected": decision_expected,
        "starts_from": starts_from,
    }
    if all(getattr(now, name) == value for name, value in changes.items()):
        return now
    return write(
        now,
        by=by,
        event="call dates stated",
        changes=changes,
        round_changes={"deadline": closes.date(), "deadline_time": closes.time()},
        why=why,
        before=queries.said_of_call(now),
        more={"doubts confirmed": list(confirmed)} if confirmed else None,
    )


@action
def set_pot(
    *,
    by: Asker,
    call: Call,
    version: int,
    available: Money | None,
    shares: Sequence[ShareGiven] = (),
    why: str = "",
) -> Call:
    """State how much there is to award and who puts in how much; shares add up to the penny."""
    now = drafting_at(by, call, version)
    round_ = now.opportunity
    held = [(one.fund, one.name, one.amount) for one in round_.shares.select_related("fund")]
    if (round_.available, held) == (available, list(shares)):
        return now
    said = queries.said_of_call(now) | queries.said_of_money(None, round_.available, held)
    round_.shares.all().delete()
    write_shares(round_, available, shares)
    after = queries.said_of_money(None, available, shares)
    return write(
        now,
        by=by,
        event="call pot stated",
        changes={},
        round_changes={"available": available},
        why=why,
        before={name: words for name, words in said.items() if name not in after},
        more=after,
    )


@action
def edit_questions(
    *, by: Asker, call: Call, version: int, question_set: QuestionSet, what: str, why: str = ""
) -> Call:
    """Keep the draft question set as it was edited; ``what`` says in words what was done to it."""
    now = drafting_at(by, call, version)
    if now.draft == question_set:
        return now
    before = now.draft.digest
    return write(
        now,
        by=by,
        event="questions edited",
        changes={"questions": question_set.model_dump(mode="json")},
        why=why,
        before=queries.said_of_call(now),
        more={"what": what, "questions before": before, "questions": question_set.digest},
    )
