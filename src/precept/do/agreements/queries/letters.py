"""The letters of a round as they would go out, or as they went."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from precept.do.agreements import access, rules
from precept.do.agreements.access import Asker
from precept.do.agreements.models import Award, Awarding, BidResult
from precept.do.agreements.queries.awards import missing_of, papers_asked
from precept.do.agreements.queries.terms import terms_offered
from precept.do.assessment import queries as assessment
from precept.do.assessment.models import Feedback
from precept.do.bids.models import Bid, BidMember
from precept.do.opportunities import queries as opportunities
from precept.do.opportunities.models import Call, Opportunity
from precept.foundation import clock
from precept.foundation.documents.model import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyFacts,
    Paragraph,
)
from precept.parties import queries as parties

MOST_LETTERS = 500
HEADINGS: Final[Mapping[str, int]] = {"h": 1, "h2": 2}
"""How deep each kind of heading of a letter stands."""


@dataclass(frozen=True)
class LetterShown:
    """One bid's letter: how it goes, and what it says."""

    result: BidResult
    letter: rules.Letter
    is_kept: bool
    """Whether it went out as it stands; otherwise it is as it would go today."""

    @property
    def is_on_paper(self) -> bool:
        """Whether another letter went out, on paper: what this would say was never sent."""
        return self.result.told_on is not None and not self.is_kept

    @property
    def kind_title(self) -> str:
        """Which letter it is."""
        return rules.LETTER_KINDS[self.letter.kind]

    @property
    def way_title(self) -> str:
        """How its bidder is told."""
        return rules.WAYS[self.result.way]


def round_words(of: Opportunity) -> str:
    """A round as letters call it."""
    return f"{of.called} ({of.theme})"


def letters(awarding: Awarding, on: date, asker: Asker | None = None) -> list[LetterShown]:
    """Every letter of a decision, as it went, or as it would go on a day (at most 500); bounded queries.

    With an ``asker``, only those of bids that no conflict shuts to them.
    """
    rows = awarding.results.all() if asker is None else access.results_for(asker)
    rows = rows.filter(awarding=awarding).select_related(
        "bid__accountable_body", "organisation", "award__accountable_body"
    )
    results = list(rows.order_by("rank", "pk")[:MOST_LETTERS])
    call = opportunities.call_or_none(awarding.opportunity)
    feedback = feedback_of(call, [one.bid for one in results]) if call else {}
    out = assessment.told_why_not_eligible(
        one.bid for one in results if one.placing == "ineligible"
    )
    awards = {
        one.result_id: one
        for one in Award.objects.filter(result__in=results, made_by__isnull=True).select_related(
            "recipient", "accountable_body"
        )
    }
    missing = missing_of([one.signing_body for one in awards.values()], papers_asked(call))
    office = parties.office_name()
    return [
        LetterShown(one, rules.kept_letter(one.letter), is_kept=True)
        if one.letter
        else LetterShown(
            one,
            _composed(
                awarding,
                call,
                one,
                awards.get(one.pk),
                on,
                office,
                missing,
                feedback.get(one.bid_id, []),
                " ".join(out.get(one.bid_id, [])) or one.why,
            ),
            is_kept=False,
        )
        for one in results
    ]


def wording_of(awarding: Awarding, kind: str) -> str:
    """What a round's letters of a kind say; as every round starts where it was not worded yet."""
    return str(awarding.wording.get(kind) or rules.STARTING[kind])


def _composed(
    awarding: Awarding,
    call: Call | None,
    result: BidResult,
    award: Award | None,
    on: date,
    office: str,
    missing: Mapping[int, list[str]],
    feedback: list[rules.Said],
    why: str,
) -> rules.Letter:
    kind = result.kind
    fields = fields_of(awarding, result, award, on, office)
    body = award.signing_body if award else None
    return rules.compose(
        kind,
        wording_of(awarding, kind),
        fields,
        why="" if kind == "offer" else why,
        promised=_promised(awarding, award),
        wanted=missing.get(body.pk, ()) if body else (),
        feedback=feedback,
        contact=call.contact if call else "",
    )


def _promised(awarding: Awarding, award: Award | None) -> rules.Promised:
    """What the letter of an award says it is held to; nothing in any other letter."""
    if award is None:
        return rules.NOTHING_PROMISED
    is_past = awarding.recommendation.is_past
    terms = terms_offered(award, awarding.conditions, is_past=is_past)
    return rules.Promised(
        outcomes=[rules.outcome_line(one) for one in terms.outcomes],
        report_by=clock.spoken(award.report_by) if award.report_by else "",
        conditions=terms.conditions,
        payments=[rules.payment_line(one) for one in terms.payments],
    )


def fields_of(
    awarding: Awarding, result: BidResult, award: Award | None, on: date, office: str
) -> dict[str, str]:
    """What the merge fields of a bid's letter stand for."""
    fields = {
        "organisation": result.organisation.name if result.organisation else "applicant",
        "project": result.title or result.bid.reference,
        "bid": result.bid.reference,
        "round": round_words(awarding.opportunity),
        "asked": result.asked.short if result.asked is not None else "the amount in your bid",
        "decision": awarding.decision.reference,
        "office": office,
        "reserve_place": str(result.reserve_place or ""),
    }
    if award is not None:
        fields |= {
            "amount": award.amount.short,
            "award": award.reference,
            "accept_by": clock.spoken(rules.accept_by(on, awarding.accept_days)),
        }
    return fields


def feedback_of(call: Call, bids: Iterable[Bid]) -> dict[int, list[rules.Said]]:
    """What each bidder is told of every criterion: what a second person approved, never a marker's own words."""
    held = list(bids)
    criteria = assessment.scored_on(call)
    scores = assessment.agreed_in_force(Bid.objects.filter(pk__in=[one.pk for one in held]))
    approved: dict[int, dict[int | None, str]] = defaultdict(dict)
    rows = Feedback.objects.filter(bid__in=held, approved_by__isnull=False)
    for number, criterion, words in rows.values_list("bid_id", "criterion_id", "words"):
        approved[number][criterion] = words
    found: dict[int, list[rules.Said]] = {}
    for bid in held:
        given = scores.get(bid.reference, {})
        said = [
            rules.Said(
                one.title,
                f"{given[one.key]} of {one.highest}" if one.key in given else "",
                approved[bid.pk][one.pk],
            )
            for one in criteria
            if one.pk in approved[bid.pk]
        ]
        if None in approved[bid.pk]:
            said.append(rules.Said("The whole bid", "", approved[bid.pk][None]))
        found[bid.pk] = said
    return found


def leads_of(bids: Iterable[Bid]) -> dict[int, list[str]]:
    """The addresses of those who lead each of some bids and took their place up: one query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = BidMember.objects.filter(
        bid__in=list(bids), rights="lead", ended=None, person__is_active=True
    )
    for bid, address in rows.order_by("pk").values_list("bid_id", "person__email"):
        found[bid].append(address)
    return dict(found)


def letter_document(
    letter: rules.Letter, *, bid: str, decision: str, office: str, dated: date | None
) -> Document:
    """A letter on the office's letterhead, for Word and PDF."""
    blocks: list[Block] = [KeyFacts((("Bid", bid), ("Decision", decision)))]
    for what, words in letter.parts:
        if what == "list":
            blocks.append(BulletList(tuple(words)))
        elif what in HEADINGS:
            blocks.append(Heading(HEADINGS[what], words))
        else:
            blocks.append(Paragraph(words))
    blocks.append(Paragraph(office))
    return Document(
        title=letter.subject,
        office=office,
        blocks=tuple(blocks),
        date_line=clock.spoken(dated) if dated else "",
        dated=dated,
    )


def offer_letter(award: Award, on: date) -> rules.Letter:
    """The letter of an offer that is sent by itself, from the reserve list."""
    awarding, result = award.result.awarding, award.result
    call = opportunities.call_or_none(award.opportunity)
    body = award.signing_body
    missing = missing_of([body], papers_asked(call)) if body else {}
    is_part = result.asked is not None and award.amount < result.asked
    kind = "partial" if is_part else "offer"
    return rules.compose(
        kind,
        wording_of(awarding, kind),
        fields_of(awarding, result, award, on, parties.office_name()),
        why=award.why,
        promised=_promised(awarding, award),
        wanted=missing.get(body.pk, ()) if body else (),
        contact=call.contact if call else "",
    )
