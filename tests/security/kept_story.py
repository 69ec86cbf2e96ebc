"""What an office of its own is told to do for the proof of A32, in a process of its own: plant, dispose.

Each record gets a token of its own in everything that is written of it, so that a file can be searched for it.
"""

import hashlib
import json
import sys
from datetime import date, timedelta
from typing import Any

import time_machine

from precept.do.agreements.models import (
    Agreement,
    AgreementPaper,
    Award,
    BidResult,
    Evidence,
)
from precept.do.assessment.models import BidCheck, Feedback, Mark, MarkSheet, SheetRevision
from precept.do.bids.models import (
    Attempt,
    Bid,
    BidMember,
    Conflict,
    OtherWay,
    Revision,
    SectionAnswers,
    Submission,
    WhyNot,
)
from precept.do.opportunities.models import Criterion
from precept.do.spending.models import Claim
from precept.foundation import clock
from precept.foundation.documents import actions as documents
from precept.foundation.ledger.actions import SYSTEM, action, record
from precept.foundation.outbox.models import Mail
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.parties.models import Contact, Organisation
from precept.records import actions, queries, rules
from precept.records.models import Disposal, DisposalRun
from precept.understand.models import Voice

ASKED_FOR = "fennelby-listening-service"
"""Held by the demonstration itself, for a request that somebody made."""
YEARS = timedelta(days=7 * 366)


def holder(role: str) -> Person:
    """Somebody of the demonstration office by their role."""
    return Person.objects.filter(roles_held__role=role).order_by("pk")[0]


def token(subject: str) -> str:
    """What stands in everything of a record."""
    return "KEPT" + hashlib.sha256(subject.encode()).hexdigest()[:16].upper()


@action
def _in_bid(bid: Bid, word: str) -> None:
    Bid.objects.filter(pk=bid.pk).update(title=word, summary=word)
    for number in range(3):
        Revision.objects.create(
            bid=bid,
            section="about",
            answers={"said": f"{word} {number} " * 400},
            read_version=number,
            by=holder("provider"),
        )
    SectionAnswers.objects.create(bid=bid, section="planted", answers={"said": word})
    Submission.objects.create(
        bid=bid,
        number=90,
        key=word,
        content=json.dumps({"answers": {"said": word * 500}, "files": []}),
        sha256="0" * 64,
        begun=clock.now(),
    )
    BidMember.objects.create(bid=bid, email=f"{word}@bidder.example", rights="read")
    Attempt.objects.create(bid=bid, begun=clock.now(), outcome="errors", shown=[word])
    OtherWay.objects.create(
        opportunity=bid.opportunity, channel="phone", name=word, contact=word, bid=bid
    )
    WhyNot.objects.get_or_create(bid=bid, defaults={"words": word})
    Conflict.objects.create(bid=bid, person=holder("marker"), kind="other", words=word)
    Mail.objects.create(
        message_id=f"<{word}@opcc.example>",
        to=f"{word}@bidder.example",
        mailbox=word,
        subject=word,
        kind="receipt",
        about=bid.subject,
        priority=0,
        state=Mail.State.GIVEN_UP,
    )
    record(bid.subject, "something noted", by=SYSTEM, private={"said": word})
    BidResult.objects.filter(bid=bid).update(letter={"words": word}, to=[f"{word}@bidder.example"])
    _in_marks(bid, word)


def _in_marks(bid: Bid, word: str) -> None:
    criterion = Criterion.objects.filter(call=bid.opportunity.call).first()
    sheet, _ = MarkSheet.objects.get_or_create(bid=bid, marker=holder("deputy"), overall=word)
    if criterion is not None:
        Mark.objects.create(sheet=sheet, criterion=criterion, score=1, reason=word)
    SheetRevision.objects.create(sheet=sheet, content={"overall": word}, read_version=0)
    MarkSheet.objects.filter(pk=sheet.pk).update(state="submitted", submitted=clock.now())
    record(sheet.subject, "marks submitted", by=SYSTEM, private={"reasons": word})
    BidCheck.objects.create(
        bid=bid,
        kind="fraud",
        outcome="passed",
        evidence=word,
        by=holder("deputy"),
        is_current=False,
    )
    Feedback.objects.get_or_create(
        bid=bid, criterion=None, defaults={"words": word, "by": holder("deputy")}
    )


def _in_agreement(agreement: Agreement, word: str, officer: Person) -> None:
    last = agreement.papers.order_by("number").last()
    file = documents.keep(
        by=officer,
        about=agreement.subject,
        name=f"{word}.txt",
        content=f"{word} as it was signed".encode(),
    )
    AgreementPaper.objects.create(
        agreement=agreement,
        number=last.number + 1 if last else 1,
        kind="signed agreement",
        title=f"Signed {word}",
        file=file,
    )
    Evidence.objects.create(
        agreement=agreement,
        kind="public liability",
        seen_on=clock.today(),
        seen_by=officer,
        note=word,
        is_current=False,
    )
    claim = Claim.objects.filter(agreement=agreement).first()
    if claim is not None:
        documents.keep(
            by=officer, about=claim.subject, name=f"{word}.txt", content=f"{word} paid".encode()
        )


def plant() -> dict[str, Any]:
    """A token in every bid, in contacts whose last day is over, in notes; two holds; what is due in seven years."""
    officer = holder("commissioning-officer")
    manager = holder("commissioning-manager")
    for bid in Bid.objects.order_by("pk"):
        word = token(bid.subject)
        _in_bid(bid, word)
        documents.keep(
            by=officer, about=bid.subject, name=f"{word}.txt", content=f"{word} in a file".encode()
        )
    for number, body in enumerate(Organisation.objects.order_by("pk")[:3]):
        contact = parties.add_contact(by=officer, organisation=body, name="A name")
        word = token(f"contact:{contact.reference}")
        contact = parties.change_contact(
            by=officer, contact=contact, name=word, email=f"{word}@there.example", telephone="1"
        )
        if number != 1:
            parties.end_contact(by=officer, contact=contact, ends=clock.today())
    for run in DisposalRun.objects.filter(state="proposed"):
        actions.withdraw_run(by=manager, run=run, version=run.version, why="Another one is told of")
    voice = Voice.objects.filter(ends__isnull=False)[0]
    documents.keep(
        by=manager,
        about=voice.subject,
        name="notes.txt",
        content=token(voice.subject).encode(),
    )
    for agreement in Agreement.objects.order_by("pk"):
        _in_agreement(agreement, token(agreement.subject), officer)
    work_until_idle()
    not_funded = list(
        Bid.objects.filter(
            opportunity__call__stage="awarded", state="submitted", result__award=None
        ).order_by("pk")
    )
    # Of those that were funded one agreement ended yesterday: six years from then its bid is due, the others' are not.
    over = Award.objects.filter(state="accepted").order_by("pk")[0]
    Agreement.objects.filter(pk=over.agreement_id).update(
        status="ended", ends=clock.today() - timedelta(days=1)
    )
    held_bid, held_body = not_funded[0], not_funded[1].organisation
    assert held_body is not None
    review = clock.today() + timedelta(days=90)
    for what, which in (("bid", held_bid.reference), ("organisation", held_body.reference)):
        actions.place_hold(
            by=manager,
            what=what,
            which=which,
            kind="litigation",
            letter_on=clock.today(),
            claimant="A bidder",
            concerns="procurement",
            case="TEST-1",
            why="A claim was made",
            review_on=review,
        )
    return _expected([*not_funded, over.result.bid], held_bid, held_body, voice)


def _expected(
    due: list[Bid], held_bid: Bid, held_body: Organisation, voice: Voice
) -> dict[str, Any]:
    """What goes and what stays, worked out by hand and not by what is tested."""
    held = {held_bid.pk, *Bid.objects.filter(organisation=held_body).values_list("pk", flat=True)}
    drafts = list(Bid.objects.filter(state="draft"))
    goes = [bid.subject for bid in (*due, *drafts) if bid.pk not in held]
    goes += [
        f"contact:{one.reference}"
        for one in Contact.objects.filter(ends__isnull=False, name__startswith="KEPT")
        if one.organisation_id != held_body.pk
    ]
    goes.append(voice.subject)
    over = Agreement.objects.filter(status__in=("ended", "cancelled"), ends__isnull=False)
    ended = {
        one.subject
        for one in over.select_related("provider")
        if one.provider is None or one.provider.reference not in (held_body.reference, ASKED_FOR)
    }
    goes += sorted(ended)
    stays = [bid.subject for bid in Bid.objects.all() if bid.subject not in goes]
    stays += [one.subject for one in Agreement.objects.all() if one.subject not in ended]
    stays += [
        f"contact:{one.reference}"
        for one in Contact.objects.all()
        if f"contact:{one.reference}" not in goes and one.name.startswith("KEPT")
    ]
    return {
        "goes": {one: token(one) for one in goes},
        "stays": {one: token(one) for one in stays},
        "held": [Bid.objects.get(pk=pk).subject for pk in held],
        "goes without a token": [
            f"contact:{one.reference}"
            for one in Contact.objects.filter(email__contains="brindlewater")
        ]
        + [one.ledger_name for one in Person.objects.all() if not one.is_staff_today],
    }


def dispose() -> dict[str, Any]:
    """Seven years later: one person proposes, another approves, the worker does it."""
    later = clock.now() + YEARS
    with time_machine.travel(later):
        proposed = actions.propose_run(by=holder("commissioning-officer"))
        actions.approve_run(by=holder("chief-executive"), run=proposed, version=1)
        work_until_idle()
        run = DisposalRun.objects.get(pk=proposed.pk)
    return {
        "state": run.state,
        "went": sorted(Disposal.objects.values_list("thing", flat=True)),
        "left": [one.thing for one in run.lines.exclude(state="disposed")],
        "still due": [
            one.record.subject
            for one in queries.all_due(date.fromisoformat(later.date().isoformat()))
            if one.goes
        ],
        "held": [
            one.record.subject
            for one in queries.all_due(later.date())
            if one.hold and one.hold != rules.EVERYTHING
        ],
    }


def main(step: str) -> None:
    """Do a step, and say as JSON what came of it."""
    sys.stdout.write(json.dumps({"plant": plant, "dispose": dispose}[step]()))
