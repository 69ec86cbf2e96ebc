"""Beginning a bid, and saving what is written so that nothing that was acknowledged is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from precept.do.bids import access, queries, rules
from precept.do.bids.actions.tracing import bid_action, note
from precept.do.bids.models import Bid, BidMember, Revision, SectionAnswers, Submission
from precept.do.opportunities.models import Call, FrozenQuestions
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.people.models import Person
from precept.foundation.people.rules import same_address
from precept.foundation.questions import rules as questions
from precept.foundation.questions.sets import QuestionSet
from precept.parties.models import Organisation

NOT_YOURS: Final = "You cannot change this bid. Somebody who leads it can give you the right to."
NOT_LEADING: Final = "Only those who lead this bid can do this."
MOST_BYTES: Final = 1_000_000
"""Of one section: far more than any form asks for, and little enough for the database."""


@dataclass(frozen=True)
class Saved:
    """What became of a save: the version that counts now, when, and what it ran into.

    ``overtaken`` is the section as somebody else wrote it first: what was sent is kept beside it, among
    the revisions. ``submitted`` is the submission in force, which does not have this text.
    """

    version: int
    at: datetime
    overtaken: SectionAnswers | None = None
    submitted: Submission | None = None

    @property
    def is_in_place(self) -> bool:
        """Whether the section now says what was sent."""
        return self.overtaken is None


def begin_bid(
    *,
    by: Person,
    call: Call,
    organisation: Organisation | None = None,
    is_rehearsal: bool = False,
    channel: str = "online",
    key: str = "",
) -> Bid:
    """Begin a bid in an open round, or rehearse one; the same ``key`` begins the same bid.

    A rehearsal leaves no trace: ``end_rehearsal`` deletes it.
    """
    begin = transaction.atomic(_begin) if is_rehearsal else action(_begin)
    try:
        return begin(
            by=by,
            call=call,
            organisation=organisation,
            rehearses=is_rehearsal,
            channel=channel,
            key=key,
        )
    except IntegrityError:
        # The same form, sent twice at once: the other was first.
        found = Bid.with_rehearsals.filter(begun_by=by, key=key).first() if key else None
        if found is None:
            raise
        return found


def _begin(
    *,
    by: Person,
    call: Call,
    organisation: Organisation | None,
    rehearses: bool,
    channel: str,
    key: str,
) -> Bid:
    if key and (found := Bid.with_rehearsals.filter(begun_by=by, key=key).first()):
        return found
    call = Call.objects.select_related("opportunity", "frozen").get(pk=call.pk)
    if rehearses:
        if not access.may_rehearse(by):
            raise NotAllowed("Only people who run rounds may rehearse one.")
    else:
        refuse_unless_open(call)
    if organisation is not None and not access.may_bid_for(by, organisation):
        raise NotAllowed("Only people who keep this organisation’s profile may bid for it.")
    bid = make_bid(
        by=by, call=call, organisation=organisation, rehearses=rehearses, channel=channel, key=key
    )
    BidMember.objects.create(bid=bid, person=by, email=same_address(by.email), rights="lead")
    return bid


def refuse_unless_open(call: Call) -> None:
    """Refused where nobody can begin a bid now, saying when it was or will be possible."""
    if queries.is_open(call):
        return
    if call.stage in rules.SENT_WHILE and call.opens_at and clock.now() < call.opens_at:
        raise Refused(f"This round opens at {clock.spoken_time(call.opens_at)}.")
    if call.stage == "cancelled":
        raise Refused("This round is cancelled.")
    if call.closes_at and call.stage != "drafting":
        raise Refused(f"This round closed at {clock.spoken_time(call.closes_at)}.")
    raise Refused("This round is not open.")


def make_bid(
    *,
    by: Person,
    call: Call,
    organisation: Organisation | None,
    rehearses: bool,
    channel: str,
    key: str,
) -> Bid:
    """Within an action: the bid with a row for each section, and its event; no team yet."""
    asked = call.draft if rehearses and call.frozen is None else call.asks
    frozen = _frozen(call, asked)
    now = clock.now()
    closes = call.closes
    due = None if closes is None or rehearses else rules.next_reminder(closes, frozenset(), now)
    bid = Bid.with_rehearsals.create(
        opportunity=call.opportunity,
        questions=frozen,
        organisation=organisation,
        channel=channel,
        is_rehearsal=rehearses,
        is_invented=by.is_invented,
        begun=now,
        begun_by=by,
        saved=now,
        remind_at=due[1] if due else None,
        key=key,
    )
    SectionAnswers.objects.bulk_create(
        SectionAnswers(bid=bid, section=section.key) for section in asked.sections
    )
    if not rehearses:
        record(
            bid.subject,
            "bid begun",
            by=by,
            after={
                "opportunity": call.opportunity.reference,
                "questions": frozen.digest,
                "channel": channel,
            },
            private={"organisation": organisation.reference} if organisation else None,
        )
    return bid


def _frozen(call: Call, asked: QuestionSet) -> FrozenQuestions:
    if call.frozen is not None:
        return call.frozen
    found, _ = FrozenQuestions.objects.get_or_create(
        digest=asked.digest, defaults={"content": asked.model_dump(mode="json")}
    )
    return found


@transaction.atomic
def end_rehearsal(*, by: Person, bid: Bid) -> None:
    """Delete a rehearsal, and everything that was written or sent in it. It was no event, and ends as none."""
    if not bid.is_rehearsal or bid.begun_by_id != by.pk:
        raise NotAllowed("Only the person who rehearses can end it.")
    found = Bid.with_rehearsals.filter(pk=bid.pk)
    if not found.update(in_force=None):
        raise Changed("This rehearsal is over already.")
    frozen = bid.questions
    bid.submissions.all().delete()
    bid.attempts.all().delete()
    found.delete()
    if not frozen.calls.exists() and not Bid.with_rehearsals.filter(questions=frozen).exists():
        frozen.delete()  # a draft that was never published


def save_section(
    *,
    by: Person,
    bid: Bid,
    section: str,
    answers: Mapping[str, Any],
    read_version: int,
    key: str = "",
) -> Saved:
    """Save what somebody wrote in a section, as they write it. No event: revisions keep every text.

    Where somebody else saved after ``read_version``, theirs stays in place, what was sent is kept
    beside it, and both are in the answer. The same ``key`` is the same save, however often it comes.
    Refused only once nothing can be written any more.
    """
    if not access.may_edit(by, bid):
        raise NotAllowed(NOT_YOURS)
    try:
        with transaction.atomic():
            return _save(
                by=by,
                bid=bid,
                section=section,
                answers=answers,
                read_version=read_version,
                key=key,
            )
    except IntegrityError:
        # The same save, sent twice at once: the other was first.
        found = _saved_before(bid, section, key)
        if found is None:
            raise
        return found


def _save(
    *,
    by: Person,
    bid: Bid,
    section: str,
    answers: Mapping[str, Any],
    read_version: int,
    key: str,
) -> Saved:
    if found := _saved_before(bid, section, key):
        return found
    bid = queries.as_saving_asks(bid)
    call: Call = bid.opportunity.call
    if not bid.is_rehearsal and not rules.is_written_on(
        bid.state, call.stage, queries.is_open(call)
    ):
        raise Refused(_why_shut(bid, call))
    kept = _only_asked(queries.asks(bid, call), section, answers)
    now = clock.now()
    written = SectionAnswers.objects.filter(bid=bid, section=section, version=read_version).update(
        answers=kept, version=read_version + 1, saved=now, saved_by=by
    )
    Revision.objects.create(
        bid=bid,
        section=section,
        answers=kept,
        read_version=read_version,
        version=read_version + 1 if written else None,
        key=key,
        by=by,
        at=now,
    )
    Bid.with_rehearsals.filter(pk=bid.pk).update(saved=now)
    if written:
        return Saved(read_version + 1, now, submitted=bid.in_force)
    theirs = queries.section(bid, section)
    return Saved(theirs.version, now, overtaken=theirs, submitted=bid.in_force)


def _saved_before(bid: Bid, section: str, key: str) -> Saved | None:
    if not key:
        return None
    before = Revision.objects.filter(bid=bid, section=section, key=key).first()
    if before is None:
        return None
    in_force = Bid.with_rehearsals.select_related("in_force").get(pk=bid.pk).in_force
    if before.version is not None:
        return Saved(before.version, before.at, submitted=in_force)
    theirs = queries.section(bid, section)
    return Saved(theirs.version, before.at, overtaken=theirs, submitted=in_force)


def _only_asked(asked: QuestionSet, section: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    try:
        known = [question.key for question in asked.section(section).questions]
    except KeyError:
        raise Refused("This form has no such section. Open the task list again.") from None
    kept = {key: answers[key] for key in known if key in answers}
    if len(canonical(kept).encode()) > MOST_BYTES:
        raise Refused("This section is too long to be saved. Shorten your answers and save again.")
    return kept


def _why_shut(bid: Bid, call: Call) -> str:
    if call.stage == "cancelled":
        return "This round is cancelled. What you wrote before is kept."
    closed = clock.spoken_time(call.closes_at) if call.closes_at else "its deadline"
    if bid.state == "submitted":
        return f"This round closed at {closed}. Your bid is in force as it was submitted."
    if bid.state in {"late", "refused"}:
        return "This bid came after the deadline and can no longer be changed."
    return f"This round closed at {closed}. What you wrote before is kept."


def restore_revision(*, by: Person, bid: Bid, revision: Revision, read_version: int) -> Saved:
    """Put an earlier text of a section back; the one in its place stays among the revisions."""
    if revision.bid_id != bid.pk:
        raise NotAllowed(NOT_YOURS)
    return save_section(
        by=by,
        bid=bid,
        section=revision.section,
        answers=revision.answers,
        read_version=read_version,
    )


def accept_upload(
    *, by: Person, bid: Bid, answers: Mapping[str, Any], key: str = ""
) -> list[Saved]:
    """Take the answers that were filled in offline, section by section; those not among them stay."""
    asked, rows = queries.asks(bid), queries.sections(bid)
    saved = []
    for section in asked.sections:
        given = {one.key: answers[one.key] for one in section.questions if one.key in answers}
        if given and section.key in rows:
            row = rows[section.key]
            saved.append(
                save_section(
                    by=by,
                    bid=bid,
                    section=section.key,
                    answers={**row.answers, **given},
                    read_version=row.version,
                    key=key and f"{key[:20]}{section.key}"[:40],
                )
            )
    if saved:
        _applied_by(by=by, bid=bid, channel="word")
    return saved


@bid_action
def _applied_by(*, by: Person, bid: Bid, channel: str) -> None:
    if Bid.with_rehearsals.filter(pk=bid.pk, channel="online").update(channel=channel):
        bid.channel = channel
        note(bid, "form filled in offline", by=by, after={"channel": channel})


@transaction.atomic
def mark_section_done(
    *, by: Person, bid: Bid, section: str, is_done: bool = True
) -> SectionAnswers:
    """Tick a section off the task list, or take the tick away. Refused while something is wrong in it."""
    if not access.may_edit(by, bid):
        raise NotAllowed(NOT_YOURS)
    row = queries.section(bid, section)
    call = queries.call_of(bid)
    if is_done:
        wrong = questions.section_problems(
            queries.asks(bid, call), section, queries.answers(bid), call.facts
        )
        if wrong:
            raise Refused("Put right what is marked before you mark this section as done.")
    rows = SectionAnswers.objects.filter(pk=row.pk, version=row.version)
    if not rows.update(is_done=is_done):
        raise Changed("Somebody saved this section just now: look at it again.")
    row.is_done = is_done
    return row
