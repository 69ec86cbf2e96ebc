"""An answer is written: its sources chosen, its words, what is withheld and why; then it goes to a second person."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Max

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, record
from precept.foundation.people.models import Person
from precept.review.answers import queries, rules
from precept.review.answers.actions.shared import ask_answerer, move, open_now, write_by
from precept.review.answers.models import CitedSource, Question, ReliedGround

MOST_SOURCES: Final = 60


@action
def choose_sources(
    *, by: Person, question: Question, version: int, chosen: Sequence[str]
) -> Question:
    """Take sources into the answer, each with the version and the fingerprint that it has now."""
    ask_answerer(by)
    now = open_now(question)
    keys = list(dict.fromkeys(chosen))
    if not keys:
        raise Refused("Choose at least one of what was found", field="chosen")
    found = [queries.chosen(by, key) for key in keys]
    held = {(row.kind, row.key, row.version) for row in now.sources.all()}
    new = [one for one in found if (one.kind, one.key, one.version) not in held]
    if not new:
        raise Refused("These are among the sources already", field="chosen")
    if len(held) + len(new) > MOST_SOURCES:
        raise Refused(f"An answer has {MOST_SOURCES} sources at most", field="chosen")
    write_by(now, version, by, {})
    last = CitedSource.objects.filter(question=now).aggregate(last=Max("number"))["last"] or 0
    CitedSource.objects.bulk_create(
        CitedSource(
            question=now,
            number=number,
            is_published=one.is_published,
            kind=one.kind,
            key=one.key,
            version=one.version,
            digest=one.digest,
            title=one.title,
            address=one.address,
            dated=date.fromisoformat(one.dated),
        )
        for number, one in enumerate(new, start=last + 1)
    )
    record(
        now.subject,
        "sources chosen",
        by=by,
        after=queries.sources_said(new),
    )
    return queries.fresh(now)


@action
def drop_source(*, by: Person, question: Question, version: int, number: int) -> Question:
    """Take a source away that the answer does not name."""
    ask_answerer(by)
    now = open_now(question)
    row = queries.source_of(now, number)
    if number in rules.cited(now.answer):
        raise Refused(f"The answer names source {number}. Take [{number}] out of its words first.")
    write_by(now, version, by, {})
    row.delete()
    record(
        now.subject,
        "source taken away",
        by=by,
        before=queries.sources_said([row]),
    )
    return queries.fresh(now)


@action
def write_answer(
    *,
    by: Person,
    question: Question,
    version: int,
    answer: str,
    outcome: str = "",
    cost_why: str = "",
) -> Question:
    """Write the answer, and what comes of the question; what is missing is said, and stops nobody from saving."""
    ask_answerer(by)
    now = open_now(question)
    if outcome and outcome not in dict(rules.outcomes_of(now.kind)):
        raise Refused("Choose what comes of the question", field="outcome")
    if wrong := rules.unknown_sources(answer, {row.number for row in now.sources.all()}):
        raise Refused(" ".join(wrong), field="answer")
    before = {"what came of it": rules.OUTCOMES.get(now.outcome, "")}
    changes = {"answer": answer.strip(), "outcome": outcome, "cost_why": cost_why.strip()}
    write_by(now, version, by, changes)
    record(
        now.subject,
        "answer written",
        by=by,
        before=before,
        after={
            "what came of it": rules.OUTCOMES.get(outcome, ""),
            "paragraphs": len(rules.paragraphs(answer)),
            "sources named": sorted(rules.cited(answer)),
        },
        private={"answer": answer.strip(), "cost": cost_why.strip()},
    )
    return now


@action
def rely_on(
    *, by: Person, question: Question, version: int, code: str, why: str, interest: str = ""
) -> Question:
    """Say under which exemption something is withheld, why it applies, and how the public interest was weighed."""
    ask_answerer(by)
    now = open_now(question)
    problems = rules.ground_problems(now.kind, rules.Relied(code, why, interest), clock.today())
    if problems:
        field, words = problems[0]
        raise Refused(words, field=field)
    held = {row.code: row for row in now.grounds.all()}
    write_by(now, version, by, {})
    ReliedGround.objects.update_or_create(
        question=now, code=code, defaults={"why": why.strip(), "interest": interest.strip()}
    )
    record(
        now.subject,
        "exemption changed" if code in held else "exemption relied on",
        by=by,
        after={"exemption": rules.ground_words(code), "weighed": bool(interest.strip())},
        private={"why": why.strip(), "interest": interest.strip()},
    )
    return queries.fresh(now)


@action
def stop_relying_on(*, by: Person, question: Question, version: int, number: int) -> Question:
    """Take an exemption away that nothing is withheld under."""
    ask_answerer(by)
    now = open_now(question)
    row = queries.ground_of(now, number)
    write_by(now, version, by, {})
    row.delete()
    record(
        now.subject,
        "exemption taken away",
        by=by,
        before={"exemption": rules.ground_words(row.code)},
    )
    return queries.fresh(now)


@action
def send_to_second_person(*, by: Person, question: Question, version: int) -> Question:
    """Send an answer that lacks nothing to somebody who had no hand in it."""
    ask_answerer(by)
    now = open_now(question)
    if lacks := queries.problems_of(now):
        raise Refused("It cannot go on yet. " + " ".join(lacks))
    hands = [*dict.fromkeys([*now.hands, by.reference])]
    move(now, version, "review", {"hands": hands})
    record(now.subject, "answer sent to a second person", by=by)
    return now
