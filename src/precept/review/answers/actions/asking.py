"""A question comes in: entered, changed, given to somebody, stopped to ask what is meant, made longer, withdrawn."""

from datetime import date
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, needed, record
from precept.foundation.people.models import Person
from precept.foundation.private import looks_like_personal
from precept.review.answers import queries, rules
from precept.review.answers.actions.shared import ask_answerer, move, open_now, write, write_by
from precept.review.answers.models import Asker, Question


def _fit_for_lists(about: str, name: str, contact: str) -> str:
    """What a question is about, in words that name nobody: it stands in lists, on desks and in the ledger."""
    about = needed(about, "Enter what it is about", "about")
    if rules.names_somebody(about, name=name, contact=contact) or looks_like_personal(about):
        raise Refused(
            "Leave out who asked: what it is about stands in lists that others read", field="about"
        )
    return about


def _came(received: date) -> date:
    if received > clock.today():
        raise Refused("The day on which it came must be today or earlier", field="received")
    if received < date(2012, 11, 22):
        raise Refused(
            "The day on which it came must be 22 November 2012 or later", field="received"
        )
    return received


@action
def enter_question(
    *,
    by: Person,
    kind: str,
    about: str,
    text: str,
    received: date,
    owner: Person,
    name: str,
    contact: str = "",
    body: str = "",
    is_invented: bool = False,
) -> Question:
    """Enter a question that came in, and count by when it is to be answered."""
    ask_answerer(by)
    if kind not in rules.KINDS:
        raise Refused("Choose who asks", field="kind")
    name = needed(name, "Enter who asks", "name")
    text = needed(text, "Enter what was asked", "text")
    about = _fit_for_lists(about, name, contact)
    due = rules.due(kind, _came(received))
    made = Question.objects.create(
        kind=kind,
        about=about,
        text=text,
        received=received,
        counted_from=received,
        due=due.day,
        due_words=due.words,
        owner=owner,
        is_invented=is_invented,
    )
    Asker.objects.create(question=made, name=name, contact=contact.strip(), body=body.strip())
    record(
        made.subject,
        "question entered",
        by=by,
        after={**queries.said_of(made), "counted": due.words},
        private={"who asked": name, "reached at": contact.strip(), "for": body.strip()},
    )
    return made


@action
def change_question(
    *,
    by: Person,
    question: Question,
    version: int,
    about: str,
    text: str,
    owner: Person,
    name: str,
    contact: str = "",
    body: str = "",
) -> Question:
    """Put right what was entered, or give it to somebody else. Its kind and its day of receipt stay."""
    ask_answerer(by)
    now = open_now(question)
    name = needed(name, "Enter who asks", "name")
    text = needed(text, "Enter what was asked", "text")
    about = _fit_for_lists(about, name, contact)
    before = queries.said_of(now)
    given = {"owner": owner} if owner.pk != now.owner_id else {}
    # A new owner is reminded for themself.
    more: dict[str, Any] = {"reminded": ""} if given else {}
    write(now, version, {"about": about, "text": text, **given, **more})
    Asker.objects.filter(question=now).update(name=name, contact=contact.strip(), body=body.strip())
    record(
        now.subject,
        "question changed",
        by=by,
        before={"about": before["about"], "owner": before["owner"]},
        after={"about": about, "owner": owner.reference},
        private={"who asked": name, "reached at": contact.strip(), "for": body.strip()},
    )
    return now


@action
def ask_what_is_meant(*, by: Person, question: Question, version: int, words: str) -> Question:
    """Ask for what is needed to find the information: until that comes, the clock stands still.

    Freedom of Information Act 2000, section 1(3); Environmental Information Regulations 2004, regulation 9.
    """
    ask_answerer(by)
    now = open_now(question)
    words = needed(words, "Enter what you ask", "words")
    before = {"due": clock.iso(now.due)}
    move(now, version, "clarifying", {"due": None, "clarify_words": words, "reminded": ""})
    record(
        now.subject,
        "clock stopped to ask what is meant",
        by=by,
        before=before,
        after={"due": None},
        private={"asked": words},
    )
    return now


@action
def hear_what_is_meant(
    *, by: Person, question: Question, version: int, text: str, on: date
) -> Question:
    """Take what was meant into the question, and count from the day on which it came (section 10(6))."""
    ask_answerer(by)
    now = queries.fresh(question)
    text = needed(text, "Enter what was asked, as it is meant", "text")
    if _came(on) < now.counted_from:
        raise Refused("This must be the day of the question or later", field="on")
    due = rules.due(now.kind, on)
    changes = {
        "text": text,
        "counted_from": on,
        "due": due.day,
        "due_words": due.words,
        "is_extended": False,
    }
    move(now, version, "open", changes)
    record(
        now.subject,
        "clock begun again",
        by=by,
        after={"counted from": clock.iso(on), "due": clock.iso(due.day), "counted": due.words},
    )
    return now


@action
def extend(*, by: Person, question: Question, version: int, why: str) -> Question:
    """Take the longer time of the law, told to whoever asked before the first is over; once."""
    ask_answerer(by)
    now = open_now(question)
    why = needed(why, "Say why it takes longer. Whoever asked is told this", "why")
    problem = rules.extension_problem(
        kind=now.kind,
        received=now.counted_from,
        due=now.due,
        is_extended=now.is_extended,
        qualified=queries.qualified_among(now),
        on=clock.today(),
    )
    if problem:
        raise Refused(problem)
    due = rules.due(now.kind, now.counted_from, is_extended=True)
    before = {"due": clock.iso(now.due)}
    changes = {"due": due.day, "due_words": due.words, "is_extended": True, "reminded": ""}
    write_by(now, version, by, changes)
    record(
        now.subject,
        "time made longer",
        by=by,
        why=why,
        before=before,
        after={"due": clock.iso(due.day), "counted": due.words},
    )
    return now


@action
def withdraw_question(*, by: Person, question: Question, version: int, why: str) -> Question:
    """Close a question that whoever asked took back, or never said what they meant."""
    ask_answerer(by)
    now = queries.fresh(question)
    why = needed(why, "Say why no answer is due", "why")
    move(now, version, "withdrawn", {})
    record(now.subject, "question withdrawn", by=by, why=why)
    return now
