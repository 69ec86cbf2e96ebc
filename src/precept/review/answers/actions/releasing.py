"""A second person releases an answer or sends it back; what was released can stand in the disclosure log."""

from django.db.models import F

from precept.foundation import clock
from precept.foundation.ledger.actions import (
    Changed,
    NotAllowed,
    Refused,
    action,
    erase_personal_details,
    needed,
    record,
)
from precept.foundation.ledger.models import Event
from precept.foundation.people.models import Person
from precept.foundation.publications.actions import publish
from precept.foundation.publications.models import Publication
from precept.review.answers import access, queries, rules
from precept.review.answers.actions.shared import NOT_RELEASER, STALE, move
from precept.review.answers.models import Asker, Question


def _ask_second_person(by: Person, now: Question) -> None:
    if problem := rules.second_person_problem(queries.facts_of(now), by.reference):
        raise NotAllowed(problem)
    if not access.may_release(by, now):
        raise NotAllowed(NOT_RELEASER)


@action
def release_answer(*, by: Person, question: Question, version: int) -> Question:
    """Release an answer that somebody else wrote: it then goes to whoever asked, as its pack."""
    now = queries.fresh(question)
    _ask_second_person(by, now)
    if now.state != "review":
        raise Changed(STALE)
    if lacks := queries.problems_of(now):
        raise Refused("It cannot be released. " + " ".join(lacks))
    today = clock.today()
    move(now, version, "released", {"released_by": by, "released_on": today})
    record(
        now.subject,
        "answer released",
        by=by,
        after={
            "on": today.isoformat(),
            "what came of it": rules.OUTCOMES[now.outcome],
            **queries.sources_said(now.sources.all()),
        },
    )
    return now


@action
def send_back(*, by: Person, question: Question, version: int, why: str) -> Question:
    """Send an answer back to be put right."""
    now = queries.fresh(question)
    _ask_second_person(by, now)
    why = needed(why, "Say what is to be put right", "why")
    if now.state != "review":
        raise Changed(STALE)
    move(now, version, "open", {})
    record(now.subject, "answer sent back", by=by, why=why)
    return now


@action
def publish_answer(
    *, by: Person, question: Question, version: int, title: str, words: str, why: str = ""
) -> Publication:
    """Put a released answer into the disclosure log; ``words`` is the question typed anew, naming nobody."""
    if not access.may_publish(by):
        raise NotAllowed(NOT_RELEASER)
    # One statement asks and holds: nobody changes it between the question and the release.
    if not Question.objects.filter(pk=question.pk, version=version).update(version=F("version")):
        raise Changed(STALE)
    now = queries.fresh(question)
    if now.state != "released":
        raise Refused("Only an answer that was released can be published.")
    title = needed(title, "Enter a title", "title")
    words = needed(words, "Type the question anew, so that it names nobody", "words")
    asker = queries.asker_of(now)
    for field, text in (("title", title), ("words", words), ("", now.answer)):
        if asker and rules.names_somebody(text, name=asker.name, contact=asker.contact):
            where = "" if field else " The answer itself names them: it cannot be published."
            raise Refused(f"This names whoever asked. Leave that out.{where}", field=field)
    if named := queries.protected_named_in(title, words, now):
        raise Refused(
            f"Its words name {', '.join(named)}, protected for somebody’s safety. It cannot be published like this."
        )
    record(now.subject, "answer published", by=by, why=why)
    return publish(
        kind_name="answer",
        key=now.reference,
        title=title,
        payload=queries.answer_published(now, title=title, question=words),
        by=by,
        why=why,
        # Fingerprints are long runs of letters and digits: never personal.
        approved=frozenset(row.digest for row in now.sources.all()),
    )


@action
def forget_asker(*, by: Person, question: Question, why: str) -> Question:
    """Take away who asked and how they are reached, once nothing is owed to them any more."""
    now = queries.fresh(question)
    if not access.may_forget(by):
        raise NotAllowed("Only people who release answers may take away who asked.")
    why = needed(why, "Say why it is taken away", "why")
    if now.state not in rules.OVER:
        raise Refused("The question still waits for its answer: who asked is needed until then.")
    if not Asker.objects.filter(question=now).delete()[0]:
        raise Refused("Who asked was taken away already.")
    record(now.subject, "who asked taken away", by=by, why=why)
    events = list(
        Event.objects.filter(
            subject=now.subject,
            type__in=("question entered", "question changed"),
            parts__name="personal",
        ).distinct()
    )
    if events:
        erase_personal_details(by=by, events=events, why=why)
    return now
