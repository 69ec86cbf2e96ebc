"""Redacting words of a decision: marked by one person, released by a second; lifted the same way."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from precept.decisions import access, queries, rules
from precept.decisions.actions.moving import (
    NOT_PUBLISHER,
    STALE,
    as_it_is,
    keep_title,
    refuse_unless,
    tell,
    write,
)
from precept.decisions.actions.publishing import release_again
from precept.decisions.models import Decision, Redaction
from precept.decisions.published import texts_of
from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.people.models import Person

NOT_MARKER = "Only people who draft or publish decisions may do this."
MOVED = "This redaction changed after you opened it. Look at it again before you go on."
PUBLIC_ALREADY = (
    "The public has read this decision: a mark would not take the words out of its earlier versions."
    " Where they are dangerous, take them out of everything published at once."
)
SAME_HANDS = "You marked these words yourself, so somebody else releases them."
SAME_HANDS_LIFT = "You asked for this yourself, so somebody else decides it."


@action
def mark_words(
    *,
    by: Person,
    decision: Decision,
    version: int,
    part: str,
    words: str,
    exemption: str,
    review: date | None,
    why: str = "",
    place: int | None = None,
) -> Redaction:
    """Mark words of a notice, as it was read at ``version``, to be kept out of what is published.

    ``part`` is one of ``rules.PARTS``; ``place`` says which of several places, counted from 1, and without it all
    of them are meant. Until a second person released it nothing of the decision is published.
    """
    if not access.may_mark(by):
        raise NotAllowed(NOT_MARKER)
    now = as_it_is(decision)
    if now.state == "published":
        raise Refused(PUBLIC_ALREADY)
    refuse_unless(now, *rules.MARKABLE)
    as_read(now, version, stale=STALE)
    rows = queries.redactions_of(now)
    if len(rows) >= rules.MOST_REDACTIONS:
        raise Refused(f"A decision has at most {rules.MOST_REDACTIONS} redactions.")
    others = [queries.span_of(row) for row in queries.live(rows)]
    number = max((row.number for row in rows), default=0) + 1
    new = rules.Span(number, part, words.strip(), place, queries.mark_of(exemption))
    parts = texts_of(queries.whole_notice(now))
    problem = rules.marking_problem(parts, new, others) or rules.grounds_problem(
        exemption=exemption, why=why, review=review, today=clock.today()
    )
    if problem:
        raise Refused(problem[1], field=problem[0])
    assert review is not None
    if rules.still_told([new], [("", why)]):
        raise Refused("This is published, and must not repeat the words.", field="why")
    made = Redaction.objects.create(
        decision=now,
        number=number,
        part=part,
        words=new.words,
        place=place,
        exemption=exemption,
        why=why.strip(),
        review=review,
        marked_by=by,
        marked=clock.now(),
    )
    keep_title(now)
    record(
        now.subject,
        "words marked for redaction",
        by=by,
        why=made.why,
        after={
            "redaction": number,
            "part": rules.PARTS[part],
            "exemption": exemption,
            "review": review.isoformat(),
        },
        private={"words": made.words},
    )
    others_who_may = [one for one in queries.people_with("publish decisions") if one.pk != by.pk]
    tell(others_who_may, now, "words are to be redacted: a second person is asked", "/redactions")
    return made


def _as_it_is(redaction: Redaction, version: int, *states: str) -> Redaction:
    now = Redaction.objects.select_related("decision").get(pk=redaction.pk)
    as_read(now, version, stale=MOVED)
    if now.state not in states:
        raise Refused(
            f"This redaction is in another state now: {rules.REDACTION_STATES[now.state].lower()}."
        )
    return now


def _write(now: Redaction, changes: Mapping[str, Any]) -> None:
    write_next(now, changes, read=now.version, stale=MOVED)
    keep_title(now.decision)


def _note(now: Redaction, type_: str, *, by: Person, why: str = "", **after: str | None) -> None:
    record(
        now.decision.subject,
        type_,
        by=by,
        why=why,
        after={"redaction": now.number, "exemption": now.exemption, **after},
    )


@action
def take_back_mark(*, by: Person, redaction: Redaction, version: int) -> Redaction:
    """Take a mark back before anybody released it."""
    if not access.may_mark(by):
        raise NotAllowed(NOT_MARKER)
    now = _as_it_is(redaction, version, "marked")
    _write(now, {"state": "dropped", "ended": clock.now()})
    _note(now, "mark taken back", by=by)
    return now


@action
def release_redaction(*, by: Person, redaction: Redaction, version: int) -> Redaction:
    """Let a redaction stand in what is published: somebody else than who marked the words."""
    if not access.may_release(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = _as_it_is(redaction, version, "marked")
    if now.marked_by_id == by.pk:
        raise NotAllowed(SAME_HANDS)
    parts = texts_of(queries.whole_notice(now.decision))
    if rules.no_longer_there(parts, [queries.span_of(now)]):
        raise Refused("The words do not stand there any more. Have them marked again.")
    _write(now, {"state": "released", "released_by": by, "released": clock.now()})
    _note(now, "redaction released", by=by, review=now.review.isoformat())
    return now


@action
def refuse_redaction(*, by: Person, redaction: Redaction, version: int, why: str) -> Redaction:
    """Not release a redaction, with the reason: the words are published unless they are marked again."""
    if not access.may_release(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = _as_it_is(redaction, version, "marked")
    if now.marked_by_id == by.pk:
        raise NotAllowed("You marked these words yourself: take the mark back instead.")
    if not why.strip():
        raise Refused("Say why they are not redacted.", field="why")
    _write(now, {"state": "refused", "ended_why": why.strip(), "ended": clock.now()})
    _note(now, "redaction not released", by=by, why=why.strip())
    return now


@action
def keep_redaction(
    *, by: Person, redaction: Redaction, version: int, review: date, why: str
) -> Redaction:
    """Look at a redaction again and keep it until another day, with the reason.

    The next day of review is published, so what is public becomes a new version.
    """
    if not access.may_release(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = _as_it_is(redaction, version, "released", "lifting")
    if review < clock.today():
        raise Refused("The day of the next review must be today or later.", field="review")
    if not why.strip():
        raise Refused("Say why the words are still withheld.", field="why")
    before = now.review
    _write(now, {"state": "released", "review": review, "lift_asked_by": None, "lift_why": ""})
    _note(
        now,
        "redaction looked at again and kept",
        by=by,
        why=why.strip(),
        before=before.isoformat(),
        review=review.isoformat(),
    )
    release_again(now.decision, by=by, why="A redaction was looked at again")
    return now


@action
def ask_to_lift(*, by: Person, redaction: Redaction, version: int, why: str) -> Redaction:
    """Ask that redacted words be read, once the review has come; a second person decides."""
    if not access.may_mark(by):
        raise NotAllowed(NOT_MARKER)
    now = _as_it_is(redaction, version, "released")
    problem = rules.lifting_problem(
        is_published=now.decision.state == "published", review=now.review, today=clock.today()
    )
    if problem:
        raise Refused(problem)
    if not why.strip():
        raise Refused("Say why the words may be read.", field="why")
    _write(now, {"state": "lifting", "lift_asked_by": by, "lift_why": why.strip()})
    _note(now, "lifting of a redaction asked for", by=by, why=why.strip())
    others = [one for one in queries.people_with("publish decisions") if one.pk != by.pk]
    tell(
        others, now.decision, "a redaction is to be lifted: a second person is asked", "/redactions"
    )
    return now


@action
def lift_redaction(*, by: Person, redaction: Redaction, version: int) -> Redaction:
    """Let redacted words be read: somebody else than who asked for it. What is public becomes a new version."""
    if not access.may_release(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = _as_it_is(redaction, version, "lifting")
    if now.lift_asked_by_id == by.pk:
        raise NotAllowed(SAME_HANDS_LIFT)
    _write(now, {"state": "lifted", "lifted_by": by, "ended": clock.now()})
    _note(now, "redaction lifted", by=by)
    release_again(now.decision, by=by, why="A redaction was lifted")
    return now


@action
def review_exemption(
    *, by: Person, decision: Decision, version: int, review: date, why: str
) -> Decision:
    """Look again at what a published decision withholds apart from its text, and keep it until another day.

    To let the words be read, a correction says them.
    """
    if not access.may_publish(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = as_it_is(decision)
    refuse_unless(now, "published")
    if now.status != "exempt":
        raise Refused("Nothing is withheld of this decision.")
    if review <= clock.today():
        raise Refused("The day of the next review must be after today.", field="review")
    if not why.strip():
        raise Refused("Say why the words are still withheld.", field="why")
    before = clock.iso(now.exemption_review)
    write(now, {"exemption_review": review}, version)
    record(
        now.subject,
        "withheld words looked at again",
        by=by,
        why=why.strip(),
        before={"review": before},
        after={"review": review.isoformat()},
    )
    release_again(now, by=by, why="What is withheld was looked at again")
    return now
