"""Questions about a round: asked by anyone signed in, answered to all without naming who asked."""

from django.conf import settings
from django.db.models import Max

from precept.do.opportunities import access, queries, rules
from precept.do.opportunities.access import Asker
from precept.do.opportunities.actions.releasing import release_call
from precept.do.opportunities.actions.writing import ask_runner, call_at
from precept.do.opportunities.models import Call, Clarification
from precept.do.opportunities.published import address
from precept.do.opportunities.sign_ups import Change, tell_changed
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.outbox.actions import queue_mail
from precept.foundation.people.models import Person

LONGEST = 2_000
MOST_WAITING = 20
SETTLED = "Somebody answered or declined this question before you."


@action
def ask_clarification(*, by: Person, call: Call, words: str, question: str = "") -> Clarification:
    """Ask the office about a round. ``question`` is the key of the form's question it is about."""
    if not access.may_ask(by):
        raise NotAllowed("Sign in to ask a question.")
    now = call_at(call, None)
    if queries.standing(now) not in {"coming", "open"}:
        raise Refused("Questions can be asked until the round closes.")
    words = words.strip()
    if not words:
        raise Refused("Enter your question", field="words")
    if len(words) > LONGEST:
        raise Refused(f"Your question must be {LONGEST:,} characters or fewer", field="words")
    if question and question not in {one.key for one in now.asks.questions()}:
        raise Refused("Choose a question of the form", field="question")
    if now.clarifications.filter(asked_by=by, state="waiting").count() >= MOST_WAITING:
        raise Refused(
            f"{MOST_WAITING} questions of yours wait for an answer. Wait for one of them first."
        )
    made = Clarification.objects.create(call=now, asked_words=words, asked_by=by, question=question)
    record(
        made.subject,
        "question asked",
        by=by,
        after={"round": now.opportunity.reference, "about": question},
        private={"words": words},
    )
    return made


@action
def answer_clarification(
    *,
    by: Asker,
    clarification: Clarification,
    public_words: str,
    answer: str,
    is_checked: bool = False,
) -> Clarification:
    """Answer a question to everyone, in words that do not say who asked.

    Refused where the words contain a name, address or organisation of whoever asked, unless somebody
    looked and says that it is not them (``is_checked``).
    """
    ask_runner(by)
    public_words, answer = public_words.strip(), answer.strip()
    if not public_words:
        raise Refused("Enter the question as everyone will read it", field="public_words")
    if not answer:
        raise Refused("Enter the answer", field="answer")
    now = call_at(clarification.call, None)
    if not rules.is_public(now.stage):
        raise Refused("This round is not published.")
    found = queries.names_in(clarification, f"{public_words}\n{answer}")
    if found and not is_checked:
        raise Refused(
            f"This contains {rules.joined(found)} of whoever asked. Take it out; or, where the words"
            " mean something else, tick the box that says so.",
            field="public_words",
        )
    # One answer after the other: each takes the next number.
    Call.objects.select_for_update(of=("self",)).get(pk=now.pk)
    last = now.clarifications.aggregate(last=Max("number"))["last"] or 0
    _settle(
        clarification,
        by,
        state="answered",
        number=last + 1,
        public_words=public_words,
        answer=answer,
    )
    record(
        clarification.subject,
        "question answered to all",
        by=by,
        after={
            "round": now.opportunity.reference,
            "number": last + 1,
            "question": public_words,
            "answer": answer,
            **({"names looked at": True} if found else {}),
        },
    )
    release_call(now, by=by, why=f"Question {last + 1} answered")
    tell_changed(Change("clarified", now, f"Question {last + 1}: {public_words}\n{answer}", by))
    _write_back(clarification, "Your question is answered, for everyone to read.")
    return clarification


@action
def decline_clarification(*, by: Asker, clarification: Clarification, why: str) -> Clarification:
    """Leave a question unanswered, and tell whoever asked why."""
    ask_runner(by)
    if not why.strip():
        raise Refused("Say why it is not answered. Whoever asked is told.", field="why")
    _settle(clarification, by, state="declined", declined_why=why.strip())
    record(
        clarification.subject,
        "question not answered",
        by=by,
        after={"round": clarification.call.opportunity.reference},
        private={"why": why.strip()},
    )
    _write_back(clarification, f"We do not answer your question. {why.strip()}")
    return clarification


def _settle(clarification: Clarification, by: Asker, **written: object) -> None:
    written |= {
        "answered": clock.now(),
        "answered_by": by if isinstance(by, Person) else None,
    }
    rows = Clarification.objects.filter(pk=clarification.pk, state="waiting")
    if not rows.update(**written):
        raise Changed(SETTLED)
    for name, value in written.items():
        setattr(clarification, name, value)


def _write_back(clarification: Clarification, words: str) -> None:
    round_ = clarification.call.opportunity
    queue_mail(
        to=clarification.asked_by.email,
        subject=f"Your question about {round_.theme}",
        text=(
            f"You asked about “{round_.theme}”:\n\n{clarification.asked_words}\n\n{words}\n\n"
            f"{settings.PRECEPT_ADDRESS}{address(round_.reference)}\n"
        ),
        kind="clarification notice",
        about=clarification.subject,
    )
