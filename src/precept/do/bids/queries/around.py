"""What stands around a bid's answers: who bids, their papers, and whether the accountable body agreed."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404

from precept.do.bids import access, rules
from precept.do.bids.models import Bid, BodyAsked
from precept.do.bids.queries.drafts import call_of, is_open
from precept.do.opportunities.models import Call
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.foundation.questions.rules import Problem
from precept.parties import access as parties_access
from precept.parties import queries as parties
from precept.parties import rules as parties_rules
from precept.parties.models import Organisation

BIDDER: Final = "organisation"
BODY: Final = "accountable_body"
PAPER: Final = "paper-"
"""What a problem outside the answers is about; the kind of paper comes after the last."""
NO_BIDDER: Final = Problem("", BIDDER, "Say which organisation bids")
MOST_ASKED: Final = 50


def body_asked(bid: Bid) -> BodyAsked | None:
    """The organisation that is asked to hold the money, whatever it said; None where none is."""
    # All of them, at the most ten: a page of the bid has them at hand.
    return next((one for one in bid.bodies_asked.all() if one.state != "withdrawn"), None)


def asked_words(asked: BodyAsked) -> str:
    """How far a body has agreed, and when it was asked and reminded while it does not answer."""
    words = f"{asked.title}: {rules.BODY_STATES[asked.state].lower()}"
    if asked.state != "asked":
        return words
    reminded = sorted(one for one in {asked.reminded, asked.reminded_last} if one is not None)
    said = [f"Asked on {clock.spoken(clock.uk_date(asked.asked))}"]
    if reminded:
        days = dict.fromkeys(clock.spoken(clock.uk_date(one)) for one in reminded)
        said.append(f"reminded on {' and '.join(days)}")
    return f"{words}. {', '.join(said)}"


def body_request(person: Person, reference: str) -> BodyAsked:
    """The request to hold the money of a bid, as those asked read it; 404 for anybody else's."""
    found = (
        access.bodies_asked_of(person)
        .filter(bid__reference=reference)
        .select_related(
            "bid__opportunity__call__frozen",
            "bid__questions",
            "bid__organisation",
            "organisation",
            "asked_by",
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def bodies_to_answer(person: Person) -> list[BodyAsked]:
    """The requests to hold a bid's money that wait for somebody's answer; at most 50."""
    rows = access.bodies_asked_of(person).filter(state="asked")
    return list(
        rows.select_related("bid__opportunity", "organisation").order_by("asked")[:MOST_ASKED]
    )


def may_answer_with(person: Person, asked: BodyAsked) -> list[Organisation]:
    """The organisations in whose name somebody may answer a request: never the one that bids."""
    return [
        one.organisation
        for one in parties.memberships(person)
        if one.signs
        and one.organisation_id != asked.bid.organisation_id
        and asked.organisation_id in {None, one.organisation_id}
    ]


def may_change_bidder(
    bid: Bid, call: Call, asked: BodyAsked | None, organisation: Organisation | None
) -> bool:
    """Whether who bids can be changed now; after the deadline a body alone that said no."""
    is_written_on = bid.is_rehearsal or rules.is_written_on(bid.state, call.stage, is_open(call))
    return call.stage != "cancelled" and rules.may_change_bidder(
        is_written_on,
        asked.state if asked else "",
        is_same_bidder=organisation is not None and organisation.pk == bid.organisation_id,
    )


def body_wanting(bid: Bid, signing: Organisation | None) -> str:
    """Why an award cannot be accepted for its accountable body's sake; "" where it can.

    Whoever signs for the body that was asked accepts for it, and so agrees.
    """
    asked = body_asked(bid)
    if asked is None or asked.state == "agreed":
        return ""
    if asked.state == "declined":
        return f"{asked.title} will not hold the money. Whoever leads the bid names another."
    if signing is not None and asked.organisation_id == signing.pk:
        return ""
    return f"{asked.title} has not agreed to hold the money yet."


@dataclass(frozen=True)
class PapersAsked:
    """The papers that a round asks of everyone, and how those of one bidder stand.

    ``holder`` is who gives them: the accountable body where one holds the money. ``may_give`` says that
    whoever looks keeps its profile, where papers are given.
    """

    holder: Organisation | None
    kinds: tuple[str, ...]
    missing: tuple[parties.PaperMissing, ...]
    may_give: bool

    @property
    def titles(self) -> list[str]:
        """The papers that are asked for, by name."""
        return [parties_rules.PAPERS[kind].title for kind in self.kinds]


def papers_asked(bid: Bid, call: Call, person: Person | None = None) -> PapersAsked | None:
    """The papers that stand between a bid and submitting it; None where it is asked for none.

    Rounds that ask winners alone ask for none here. Nor does a rehearsal, which has no organisation, nor a
    bid that an officer enters for somebody: they need not be able to send files, and the office asks them.
    """
    kinds = tuple(kind for kind in call.papers if kind in parties_rules.PAPERS)
    is_entered = bid.channel in rules.OTHER_WAYS
    if call.papers_asked_of != "everyone" or not kinds or bid.is_rehearsal or is_entered:
        return None
    holder = bid.accountable_body or bid.organisation
    if holder is None:
        return PapersAsked(None, kinds, (), may_give=False)
    return PapersAsked(
        holder,
        kinds,
        tuple(parties.papers_missing(holder, kinds)),
        may_give=person is not None and parties_access.may_keep_profile(person, holder),
    )


def problems_around(bid: Bid, call: Call | None = None) -> list[Problem]:
    """What stands against submitting beside the answers: no bidder, a paper wanting, a body that said no."""
    if bid.is_rehearsal:
        return []
    call = call or call_of(bid)
    found = [] if bid.organisation_id else [NO_BIDDER]
    papers = papers_asked(bid, call)
    if papers is not None and papers.holder is not None:
        found += [
            Problem(
                "",
                f"{PAPER}{one.kind}",
                f"Add “{one.title}” to the profile of {papers.holder.name} ({one.why})",
            )
            for one in papers.missing
        ]
    asked = body_asked(bid)
    words = rules.body_problem(asked.title, asked.state, call.body_agrees_before) if asked else ""
    return [*found, *([Problem("", BODY, words)] if words else [])]
