"""The letters that bidders get."""

from django.conf import settings

from precept.do.bids.models import Bid, BodyAsked, Submission
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.outbox.actions import queue_mail


def address_of(bid: Bid) -> str:
    """Where its team reads a bid."""
    return f"{settings.PRECEPT_ADDRESS}/my/bids/{bid.reference}"


def closing_words(call: Call) -> str:
    """When a round closes, as it was published."""
    return clock.spoken_time(call.closes_at) if call.closes_at else "a time not yet set"


def send(bid: Bid, to: list[str], subject: str, text: str, kind: str) -> None:
    """Write the same to several people of a bid, each by themselves."""
    for one in to:
        queue_mail(to=one, subject=subject, text=text, kind=kind, about=bid.subject)


def send_receipt(bid: Bid, submission: Submission, call: Call, to: list[str]) -> None:
    """That a bid arrived: its receipt number, its fingerprint, what can still be done."""
    replaces = (
        "This submission replaces the one before it, which is kept but no longer counts.\n\n"
        if submission.number > 1
        else ""
    )
    send(
        bid,
        to,
        f"We have your bid for {call.opportunity.theme}",
        f"We received your bid {bid.reference} for “{call.opportunity.theme}”.\n\n"
        f"Receipt number: {submission.receipt}\n"
        f"Received: {clock.spoken_time(submission.received, seconds=True)}\n"
        f"Fingerprint (SHA-256): {submission.sha256}\n\n"
        f"{replaces}"
        f"You can replace or withdraw it until {closing_words(call)}:\n{address_of(bid)}\n\n"
        "Keep this letter. The fingerprint shows that what we hold is what you sent.\n",
        "bid receipt",
    )


def send_late(bid: Bid, submission: Submission, call: Call, to: list[str]) -> None:
    """That a bid came late, is kept, and somebody decides."""
    send(
        bid,
        to,
        f"Your bid for {call.opportunity.theme} came after the deadline",
        f"Your bid {bid.reference} for “{call.opportunity.theme}” was begun at"
        f" {clock.spoken_time(submission.begun, seconds=True)}. The round closed at"
        f" {closing_words(call)}.\n\n"
        "Late bids are refused unless the office finds a reason to accept one. It records that reason"
        " and publishes it. We have kept your bid whole, with the evidence of each attempt, and write"
        " to you when this is decided.\n\n"
        f"Receipt number: {submission.receipt}\n"
        f"Fingerprint (SHA-256): {submission.sha256}\n{address_of(bid)}\n",
        "bid receipt",
    )


def send_settled(bid: Bid, call: Call, to: list[str], *, is_accepted: bool, why: str) -> None:
    """What the office decided about a late bid, and why."""
    said = "accepted" if is_accepted else "not accepted"
    send(
        bid,
        to,
        f"Your late bid for {call.opportunity.theme} was {said}",
        f"Your bid {bid.reference} came after the deadline. The office has {said} it.\n\n"
        f"The reason: {why}\n\n{address_of(bid)}\n",
        "bid notice",
    )


def send_withdrawn(bid: Bid, call: Call, to: list[str]) -> None:
    """That a bid was withdrawn, and can be sent again until the deadline."""
    send(
        bid,
        to,
        f"Your bid for {call.opportunity.theme} is withdrawn",
        f"Your bid {bid.reference} for “{call.opportunity.theme}” is withdrawn and will not be"
        f" considered. You can submit it again until {closing_words(call)}:\n{address_of(bid)}\n",
        "bid notice",
    )


def send_invitation(bid: Bid, call: Call, email: str, inviter: str) -> None:
    """That somebody was invited to work on a bid. Names nothing that a stranger typed."""
    send(
        bid,
        [email],
        f"You are invited to work on a bid for {call.opportunity.theme}",
        f"{inviter} invites you to work on bid {bid.reference} for “{call.opportunity.theme}”.\n\n"
        f"To take part, sign in with this e-mail address:\n{address_of(bid)}\n\n"
        "If you did not expect this, do nothing: without you nobody can take part in your name.\n",
        "bid notice",
    )


def send_reminder(bid: Bid, call: Call, to: list[str], *, is_complete: bool) -> None:
    """That the deadline is near; to whoever is ready, that the last step is missing."""
    theme = call.opportunity.theme
    if is_complete:
        subject = f"Your bid for {theme} is complete but not submitted"
        text = "Every question is answered. Review your answers and submit them."
    else:
        subject = f"Your bid for {theme} is not submitted yet"
        text = "Something is still to do. The task list says what."
    send(
        bid,
        to,
        subject,
        f"“{theme}” closes at {closing_words(call)}.\n\n{text}\n{address_of(bid)}\n\n"
        "If you begin to submit before it closes, you are in time.\n",
        "bid reminder",
    )


def send_lapsed(bid: Bid, call: Call, to: list[str]) -> None:
    """That a bid was not submitted; asks why, once."""
    send(
        bid,
        to,
        f"Your bid for {call.opportunity.theme} was not submitted",
        f"“{call.opportunity.theme}” closed at {closing_words(call)}, and bid {bid.reference} was not"
        " submitted. It will not be considered. Nothing you wrote is deleted.\n\n"
        "Would you tell us why? It takes a minute, helps us make the next round easier, and is read"
        f" without your name:\n{address_of(bid)}/why-not\n\nWe will not ask again.\n",
        "bid notice",
    )


def send_body_asked(bid: Bid, call: Call, to: list[str]) -> None:
    """That somebody asks an organisation to hold the money of a bid. Names nothing that a stranger typed."""
    send(
        bid,
        to,
        f"You are asked to hold the money for a bid for {call.opportunity.theme}",
        f"Somebody who bids for “{call.opportunity.theme}” asks your organisation to hold the money for"
        " them if they are awarded it. We call this an accountable body.\n\n"
        "To read who asks and what it means, and to say yes or no, sign in with this e-mail address:\n"
        f"{address_of(bid)}/hold-the-money\n\n"
        f"The round closes at {closing_words(call)}.\n\n"
        "If you did not expect this, do nothing: nobody can agree in your organisation’s name but you.\n",
        "bid notice",
    )


def send_body_reminder(bid: Bid, call: Call, to: list[str]) -> None:
    """That an organisation has not said yet whether it would hold the money of a bid."""
    send(
        bid,
        to,
        f"Please answer: would you hold the money for a bid for {call.opportunity.theme}?",
        f"Somebody who bids for “{call.opportunity.theme}” asked your organisation to hold the money for"
        " them if they are awarded it. We have no answer yet.\n\n"
        "To read who asks and what it means, and to say yes or no, sign in with this e-mail address:\n"
        f"{address_of(bid)}/hold-the-money\n\n"
        f"The round closes at {closing_words(call)}.\n\n"
        "If you did not expect this, do nothing: nobody can agree in your organisation’s name but you.\n",
        "bid reminder",
    )


def send_body_let_go(bid: Bid, call: Call, to: list[str]) -> None:
    """That a bid no longer asks an organisation to hold its money."""
    send(
        bid,
        to,
        f"You are no longer asked to hold the money for a bid for {call.opportunity.theme}",
        f"Bid {bid.reference} for “{call.opportunity.theme}” no longer names your organisation to hold the"
        " money. There is nothing for you to do.\n",
        "bid notice",
    )


def send_body_answered(bid: Bid, call: Call, to: list[str], asked: BodyAsked) -> None:
    """What the accountable body said, to those who lead the bid."""
    if asked.state == "agreed":
        subject = f"Your accountable body agreed: {call.opportunity.theme}"
        text = f"{asked.title} agreed to hold the money for bid {bid.reference} if it is awarded."
    else:
        subject = f"Your accountable body said no: {call.opportunity.theme}"
        text = f"{asked.title} will not hold the money for bid {bid.reference}."
        text += f" They say: {asked.why}" if asked.why else ""
        text += "\n\nSay who would hold it instead, or that you hold it yourselves."
    send(bid, to, subject, f"{text}\n\n{address_of(bid)}/organisation\n", "bid notice")


CHANGED = {
    "deadline moved": "The deadline has moved",
    "corrected": "A correction has been made",
    "cancelled": "This round is cancelled",
    "clarified": "A question about this round was answered",
}


def send_change(
    bid: Bid, call: Call, to: list[str], *, kind: str, words: str, sections: list[str]
) -> None:
    """What changed in a round that somebody has begun a bid for."""
    again = ""
    if sections:
        named = "\n".join(f"- {title}" for title in sections)
        again = (
            "The questions of these sections changed. Your answers are kept: please look at them"
            f" again.\n{named}\n\n"
        )
    closes = "" if kind == "cancelled" else f"It closes at {closing_words(call)}.\n\n"
    send(
        bid,
        to,
        f"{CHANGED[kind]}: {call.opportunity.theme}",
        f"{CHANGED[kind]}: “{call.opportunity.theme}”.\n\n{words}\n\n{closes}{again}{address_of(bid)}\n",
        "bid notice",
    )


def send_file_refused(bid: Bid, to: list[str], *, name: str, is_submitted: bool) -> None:
    """That the scanner refused a file of a bid, perhaps after it was submitted."""
    after = (
        "Your bid is submitted and stays in force, but nobody can open this file. If the round is"
        " still open, replace the file and submit again. If it is closed, write to the office.\n"
        if is_submitted
        else "Remove it, and add another that was checked for viruses.\n"
    )
    send(
        bid,
        to,
        "A file of your bid was refused",
        f"The file “{name}” of bid {bid.reference} was refused by our virus scanner, and its content is"
        f" deleted.\n\n{after}\n{address_of(bid)}\n",
        "bid notice",
    )


def office_address(call: Call) -> str:
    """Where the office works on a round."""
    return f"{settings.PRECEPT_ADDRESS}/office/rounds/{call.opportunity.reference}"
