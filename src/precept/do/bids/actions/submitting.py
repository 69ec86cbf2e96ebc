"""Submitting a bid: the key, the deadline, the fingerprint and the receipt, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from precept.do.bids import access, letters, queries, rules, sign_ups
from precept.do.bids.actions.drafting import NOT_LEADING, refuse_unless_open
from precept.do.bids.actions.listing import write_list
from precept.do.bids.actions.tracing import bid_action
from precept.do.bids.models import Attempt, Bid, Submission
from precept.do.opportunities.models import Call, FrozenQuestions
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    Changed,
    NotAllowed,
    Refusal,
    Refused,
    action,
    record,
)
from precept.foundation.money import Money
from precept.foundation.people.models import Person
from precept.foundation.questions import rules as questions
from precept.foundation.questions.rules import Problem
from precept.foundation.questions.sets import QuestionSet
from precept.parties.models import Organisation

NO_KEY: Final = "This form is incomplete. Open the page again, and submit from there."
NOT_CONFIRMED: Final = "Read the answers back as they are now, and have them confirmed, before you submit for somebody."
NOT_SUBMITTED: Final = "This bid is not submitted, so there is nothing to withdraw."


class Incomplete(Refused):
    """A bid that cannot be submitted yet; ``problems`` says why, question by question."""

    def __init__(self, problems: Sequence[Problem], *, is_late: bool) -> None:
        count = len(problems)
        words = f"There {'is 1 thing' if count == 1 else f'are {count} things'} to put right."
        if is_late:
            words = f"The round is closed, and this bid is not complete. {words}"
        super().__init__(words)
        self.problems = list(problems)


def submit_bid(*, by: Person, bid: Bid, key: str, begun: datetime, size: int = 0) -> Submission:
    """Submit a bid as it is written: in time where its request ``begun`` before the deadline.

    The same ``key`` gives the same submission, however often it is sent. Every attempt is kept, those
    refused too. ``Incomplete`` where something is missing; a complete bid that was begun after closing
    is kept as late. ``size`` is how many bytes were sent.
    """
    if not key.strip() or len(key) > 64:
        raise Refused(NO_KEY)
    made = _submit(by=by, bid=bid, key=key, begun=begun, size=size)
    if isinstance(made, Refusal):
        raise made  # outside the transaction, which keeps the evidence of the attempt
    return made


@bid_action
def _submit(*, by: Person, bid: Bid, key: str, begun: datetime, size: int) -> Submission | Refusal:
    if not access.may_lead(by, bid):
        raise NotAllowed(NOT_LEADING)
    bid = _held(bid)
    if found := Submission.objects.filter(bid=bid, key=key).first():
        return found
    call: Call = bid.opportunity.call
    trying = Trying(by, bid, call, key, begun, size)
    if bid.is_rehearsal:
        return trying.rehearsed()
    return trying.submitted()


def _held(bid: Bid) -> Bid:
    """The bid as it stands, kept from other writers until this transaction ends."""
    rows = Bid.with_rehearsals.select_for_update(of=("self",)).select_related(
        "opportunity__call__frozen", "organisation", "accountable_body", "in_force"
    )
    return rows.get(pk=bid.pk)


class Trying:
    """One attempt to submit, inside its transaction."""

    def __init__(
        self, by: Person, bid: Bid, call: Call, key: str, begun: datetime, size: int
    ) -> None:
        self.by, self.bid, self.call = by, bid, call
        self.key, self.begun, self.size = key, begun, size
        self.now = clock.now()
        self.asked = queries.asks(bid, call)
        self.answers = queries.answers(bid)

    def rehearsed(self) -> Submission | Refusal:
        """What submitting would come to, with nothing recorded outside the rehearsal."""
        wrong = self._problems()
        if wrong:
            return Incomplete(wrong, is_late=False)
        made = self._make(is_late=False)
        self._in_force(made)
        return made

    def submitted(self) -> Submission | Refusal:
        """The submission; or why there is none, with the attempt kept."""
        closes = self._refuse_before_opening()
        is_late = rules.verdict(self.begun, self.now, closes) == "late"
        if is_late and (words := self._why_closed(clock.spoken_time(closes))):
            return self._kept("closed", Refused(words))
        if not is_late and not rules.may_move(self.bid.state, "submitted"):
            raise Refused("This bid came late and was not accepted. It can’t be sent again.")
        if self.bid.state == "submitted" and (words := sign_ups.held_because(self.bid)):
            raise Refused(words)
        if not is_confirmed(self.by, self.bid):
            raise Refused(NOT_CONFIRMED)
        wrong = [*queries.problems_around(self.bid, self.call), *self._problems()]
        if wrong:
            return self._kept("late" if is_late else "errors", Incomplete(wrong, is_late=is_late))
        made = self._make(is_late=is_late)
        if is_late:
            self._late(made)
        else:
            self._in_force(made)
        self._attempt("late complete" if is_late else "accepted", [])
        self._record(made)
        if is_late:
            letters.send_late(self.bid, made, self.call, queries.leads(self.bid))
        else:
            letters.send_receipt(self.bid, made, self.call, queries.leads(self.bid))
        return made

    def _refuse_before_opening(self) -> datetime:
        """When the round closes; Refused where it is not published, or was not when this was begun."""
        opens, closes = self.call.opens_at, self.call.closes_at
        if self.call.stage in {"drafting", "ready", "cancelled"} or opens is None or closes is None:
            refuse_unless_open(self.call)
            raise Refused("This round is not open.")
        if self.begun < opens:
            raise Refused(f"This round opens at {clock.spoken_time(opens)}.")
        return closes

    def _why_closed(self, closed: str) -> str:
        """Why what came late is not even kept as late; "" where it is."""
        if self.bid.in_force is not None:
            received = clock.spoken_time(self.bid.in_force.received)
            return f"This round closed at {closed}. Your bid is in force as it was submitted at {received}."
        if not rules.may_move(self.bid.state, "late"):
            return f"This round closed at {closed}, and this bid was sent after that already."
        if self.call.stage not in rules.SENT_WHILE:
            return f"This round closed at {closed}, and its bids are being marked."
        return ""

    def _problems(self) -> list[Problem]:
        return questions.problems(self.asked, self.answers, self.call.facts)

    def _make(self, *, is_late: bool) -> Submission:
        number = self.bid.submissions.count() + 1
        content = queries.content_of(
            self.bid,
            self.asked,
            self.answers,
            number=number,
            by=self.by.ledger_name,
            begun=self.begun.isoformat(timespec="microseconds"),
            received=self.now.isoformat(timespec="microseconds"),
            channel=self.bid.channel,
        )
        return Submission.objects.create(
            bid=self.bid,
            number=number,
            key=self.key,
            content=content,
            sha256=queries.digest_of(content),
            channel=self.bid.channel,
            by=self.by,
            begun=self.begun,
            received=self.now,
            is_late=is_late,
        )

    def _in_force(self, made: Submission) -> None:
        put_in_force(self.bid, made, self.asked)
        if not self.bid.is_rehearsal and (self.call.is_rolling or not self.call.is_sealed):
            if self.bid.opened is None:
                Bid.objects.filter(pk=self.bid.pk).update(opened=self.now)
                self.bid.opened = self.now
            write_list(self.bid.opportunity)

    def _late(self, made: Submission) -> None:
        was = self.bid.state
        moved = Bid.objects.filter(pk=self.bid.pk, state=was).update(
            state="late",
            questions=_frozen(made, self.bid),
            remind_at=None,
            version=self.bid.version + 1,
        )
        if not moved:
            raise Changed("Somebody else changed this bid just now: look at it again.")
        self.bid.state = "late"

    def _attempt(self, outcome: str, shown: list[str]) -> None:
        Attempt.objects.create(
            bid=self.bid,
            begun=self.begun,
            ended=self.now,
            outcome=outcome,
            shown=shown,
            size=self.size,
            by=self.by,
        )

    def _kept(self, outcome: str, refusal: Refused) -> Refused:
        problems = refusal.problems if isinstance(refusal, Incomplete) else []
        self._attempt(outcome, [refusal.words, *(one.told for one in problems)])
        record(
            self.bid.subject,
            "submission sent back",
            by=self.by,
            after={
                "outcome": outcome,
                "begun": self.begun.isoformat(timespec="microseconds"),
                "problems": [[one.section, one.question] for one in problems],
                "size": self.size,
            },
        )
        return refusal

    def _record(self, made: Submission) -> None:
        record(
            self.bid.subject,
            "late bid kept" if made.is_late else "bid submitted",
            by=self.by,
            after={
                "number": made.number,
                "receipt": made.receipt,
                "sha256": made.sha256,
                "questions": self.asked.digest,
                "channel": made.channel,
                "begun": self.begun.isoformat(timespec="microseconds"),
                "received": self.now.isoformat(timespec="microseconds"),
                "size": self.size,
            },
        )


def is_confirmed(by: Person, bid: Bid) -> bool:
    """Whether what an officer entered was read back as it stands now, and confirmed. So is one's own."""
    entry = bid.assisted.filter(officer=by).order_by("-began").first()
    if entry is None or bid.members.filter(person=by, ended=None).exists():
        return True
    return bool(entry.confirmed_by) and entry.read_back is not None and entry.read_back >= bid.saved


def put_in_force(bid: Bid, made: Submission, asked: QuestionSet) -> None:
    """Within an action: make a submission the one that counts, and read off what lists show."""
    was = bid.state
    answers = made.answers
    columns = {
        "state": "submitted",
        "in_force": made,
        "questions": _frozen(made, bid),
        "title": _line(questions.meaning(asked, answers, "title"))[:300],
        "summary": _line(questions.meaning(asked, answers, "summary")),
        "amount": questions.amount(asked, answers),
        "match": _money(questions.meaning(asked, answers, "match")),
        "areas": questions.meaning(asked, answers, "areas") or [],
        "is_first_time": _is_first_time(bid, bid.organisation),
        "remind_at": None,
        "version": bid.version + 1,
    }
    if not Bid.with_rehearsals.filter(pk=bid.pk, state=was).update(**columns):
        raise Changed("Somebody else changed this bid just now: look at it again.")
    for name, value in columns.items():
        setattr(bid, name, value)


def _frozen(made: Submission, bid: Bid) -> FrozenQuestions:
    """The questions that a submission answers: nearly always those of its call, which are at hand."""
    digest, frozen = made.said["questions"], bid.opportunity.call.frozen
    if frozen is not None and frozen.digest == digest:
        return frozen
    return FrozenQuestions.objects.get(digest=digest)


def _line(value: object) -> str:
    return value if isinstance(value, str) else ""


def _money(value: object) -> Money | None:
    return Money(value) if isinstance(value, int) else None


def _is_first_time(bid: Bid, organisation: Organisation | None) -> bool | None:
    if organisation is None or bid.is_rehearsal:
        return None
    others = Bid.objects.filter(organisation=organisation).exclude(opportunity=bid.opportunity_id)
    return not Submission.objects.filter(bid__in=others).exists()


@action
def withdraw_bid(*, by: Person, bid: Bid, why: str = "") -> Bid:
    """Take a submitted bid back before the deadline. It is kept, and can be submitted again until then."""
    if not access.may_lead(by, bid):
        raise NotAllowed(NOT_LEADING)
    bid = _held(bid)
    call: Call = bid.opportunity.call
    if bid.state != "submitted" or bid.in_force is None:
        raise Changed(NOT_SUBMITTED)
    if not queries.is_open(call):
        raise Refused(
            "The round is closed, so a bid can no longer be withdrawn here. Write to the office."
        )
    if words := sign_ups.held_because(bid):
        raise Refused(words)
    made, was_opened = bid.in_force, bid.opened is not None
    due = (
        rules.next_reminder(call.closes, frozenset(bid.reminded), clock.now())
        if call.closes
        else None
    )
    columns: dict[str, Any] = {
        "state": "withdrawn",
        "in_force": None,
        "opened": None,
        "title": "",
        "summary": "",
        "amount": None,
        "match": None,
        "areas": [],
        "remind_at": due[1] if due else None,
        "version": bid.version + 1,
    }
    if not Bid.objects.filter(pk=bid.pk, state="submitted").update(**columns):
        raise Changed(NOT_SUBMITTED)
    for name, value in columns.items():
        setattr(bid, name, value)
    Submission.objects.filter(pk=made.pk).update(withdrawn=clock.now())
    record(
        bid.subject,
        "bid withdrawn",
        by=by,
        why=why,
        before={"number": made.number, "sha256": made.sha256},
    )
    if was_opened:
        write_list(bid.opportunity)
    letters.send_withdrawn(bid, call, queries.leads(bid))
    return bid
