"""What was submitted, and the evidence of every attempt."""

import hashlib
from collections.abc import Iterable
from typing import Any

from precept.do.bids import rules
from precept.do.bids.models import Attempt, Bid, Submission
from precept.do.bids.queries.around import body_asked
from precept.do.opportunities.models import FrozenQuestions
from precept.foundation import clock
from precept.foundation.documents.model import Document
from precept.foundation.ledger.verify_ledger import canonical
from precept.foundation.questions import rules as questions
from precept.foundation.questions.printing import document
from precept.foundation.questions.sets import QuestionSet
from precept.parties import queries as parties
from precept.parties.models import Organisation

EVIDENCE = ("Begun", "Ended", "Outcome", "What was shown", "Bytes sent", "Receipt", "Fingerprint")
"""What the rows of evidence hold, as the head of their table."""


def submission(bid: Bid) -> Submission | None:
    """The submission in force; None where there is none."""
    return bid.in_force


def submitted_answers(bid: Bid) -> dict[str, Any]:
    """The answers of the submission in force, by question key; none where nothing is."""
    return bid.in_force.answers if bid.in_force else {}


def asked_of(submission: Submission) -> QuestionSet:
    """The questions that a submission answers, as they stood then."""
    held = submission.bid.questions
    if held.digest == submission.said["questions"]:
        return held.question_set
    return FrozenQuestions.objects.get(digest=submission.said["questions"]).question_set


def is_as_submitted(bid: Bid, asked: QuestionSet, answers: dict[str, Any]) -> bool:
    """Whether the draft still says what the submission in force says: the answers, and who bids."""
    if bid.in_force is None:
        return False
    said, now = bid.in_force.said, _holder(bid) or {}
    then = said.get("accountable_body") or {}
    # By its request where it was asked: that it has answered since is no change of the bid.
    by = "request" if "request" in then else "reference"
    return (
        (said["organisation"] or {}).get("reference")
        == (_named(bid.organisation) or {}).get("reference")
        and then.get(by) == now.get(by)
        and bid.in_force.answers == questions.for_submission(asked, answers)
    )


def content_of(
    bid: Bid,
    asked: QuestionSet,
    answers: dict[str, Any],
    *,
    number: int,
    by: str,
    begun: str,
    received: str,
    channel: str,
) -> str:
    """A bid whole, as canonical JSON: only what is asked for, with the digests of questions and files."""
    kept = questions.for_submission(asked, answers)
    return canonical(
        {
            "bid": bid.reference,
            "opportunity": bid.opportunity.reference,
            "number": number,
            "channel": channel,
            "organisation": _named(bid.organisation),
            "accountable_body": _holder(bid),
            "by": by,
            "begun": begun,
            "received": received,
            "questions": asked.digest,
            "answers": kept,
            "files": list(_files(asked, kept)),
        }
    )


def _named(organisation: Organisation | None) -> dict[str, str] | None:
    if organisation is None:
        return None
    return {"reference": organisation.reference, "name": organisation.name}


def _holder(bid: Bid) -> dict[str, Any] | None:
    """Who would hold the money, and whether it had agreed: submitting says so."""
    asked = None if bid.is_rehearsal else body_asked(bid)
    if asked is None:
        return _named(bid.accountable_body)
    return {
        **(_named(asked.organisation) or {"reference": "", "name": asked.name}),
        "request": asked.pk,
        "state": asked.state,
    }


def _files(asked: QuestionSet, answers: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for section in asked.sections:
        for question in section.questions:
            given = answers.get(question.key)
            if question.kind == "files" and isinstance(given, list):
                yield from (_file(question.key, question.hidden_from, one) for one in given)
            elif question.kind == "group" and isinstance(given, list):
                for inner in question.questions:
                    hidden = (*question.hidden_from, *inner.hidden_from)
                    for row in given:
                        if inner.kind == "files":
                            yield from (
                                _file(inner.key, hidden, one) for one in row.get(inner.key, [])
                            )


def _file(question: str, hidden_from: tuple[str, ...], one: dict[str, Any]) -> dict[str, Any]:
    return {
        "question": question,
        "reference": one["reference"],
        "name": one["name"],
        "sha256": one["sha256"],
        "size": one["size"],
        "hidden_from": sorted(set(hidden_from)),
    }


def digest_of(content: str) -> str:
    """The fingerprint of a submission's content."""
    return hashlib.sha256(content.encode()).hexdigest()


def digest_of_all(submissions: Iterable[Submission]) -> str:
    """One fingerprint over many submissions, in the order of their own."""
    return hashlib.sha256("\n".join(sorted(one.sha256 for one in submissions)).encode()).hexdigest()


def evidence(bid: Bid) -> list[tuple[str, ...]]:
    """Every attempt to submit, and every submission that it made, as rows under ``EVIDENCE``."""
    made = {one.received: one for one in bid.submissions.all()}
    return [_evidence(one, made.get(one.ended)) for one in bid.attempts.all()]


def _evidence(attempt: Attempt, made: Submission | None) -> tuple[str, ...]:
    return (
        clock.spoken_time(attempt.begun, seconds=True),
        clock.spoken_time(attempt.ended, seconds=True),
        dict(rules.outcomes)[attempt.outcome],
        "; ".join(attempt.shown) or "Nothing",
        f"{attempt.size:,}",
        made.receipt if made else "None",
        made.sha256 if made else "None",
    )


def submission_document(bid: Bid, made: Submission) -> Document:
    """A submission to print or to keep: its receipt, its fingerprint and every answer."""
    return document(
        asked_of(made),
        title=f"Bid {bid.reference} for {bid.opportunity.theme}",
        office=parties.office_name(clock.uk_date(made.received)),
        facts=[
            ("Receipt number", made.receipt),
            ("Received", clock.spoken_time(made.received, seconds=True)),
            ("Fingerprint (SHA-256)", made.sha256),
            ("Organisation", (made.said["organisation"] or {}).get("name", "Not named")),
        ],
        answers=made.answers,
    )
