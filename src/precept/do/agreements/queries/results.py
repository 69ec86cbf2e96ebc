"""What a round came to, as it would be released now."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from precept.do.agreements import rules
from precept.do.agreements.models import Award, Awarding
from precept.do.agreements.published import (
    AnswerPublished,
    AwardPublished,
    BandPublished,
    FundedSharePublished,
    FunderPublished,
    ResultsCorrectionPublished,
    ResultsDecisionPublished,
    ResultsPublished,
)
from precept.do.assessment import queries as assessment
from precept.do.bids import rules as bids
from precept.do.bids.models import Bid
from precept.do.opportunities import queries as opportunities
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.questions.reading import for_reading

SAID_OF_AWARDS = frozenset({"title", "summary", "starts", "ends"})
"""What an award says in its own fields: its purpose, its summary, its period."""
HIDDEN = "Not published, for people’s safety"


def results(opportunity: Opportunity) -> ResultsPublished | None:
    """What a round came to by its signed decisions; None while there is none.

    Numbers of bids that were withdrawn, late or not eligible are left out where they are small. Whoever
    was not awarded is never named.
    """
    held = list(
        Awarding.objects.filter(
            opportunity=opportunity, decision__state__in=["signed", "published"]
        )
        .select_related("decision__signature", "recommendation", "opportunity")
        .order_by("made", "pk")
    )
    if not held:
        return None
    awards = list(
        Award.objects.filter(result__awarding__in=held)
        .exclude(made_by__isnull=False, state="decided")
        .select_related("recipient", "decision", "result__bid__in_force", "result__bid__questions")
        .order_by("result__awarding_id", "result__rank", "reference")
    )
    texts = [assessment.as_frozen(one.recommendation) for one in held]
    last, ranking = texts[-1]["round"], texts[0]["ranking"]
    ranked = [one for text in texts for one in text["ranking"]["bids"] if one["rank"] is not None]
    counting = [one for one in awards if one.state in rules.STILL_COUNTS]
    facts = {
        one["name"]: one["words"] for one in assessment.decision_facts(held[-1].recommendation)
    }
    few = bids.suppressed(
        {name: last[name] for name in ("withdrawn", "late_refused", "not_eligible")}
    )
    return ResultsPublished(
        reference=opportunity.reference,
        programme=opportunity.programme,
        number=opportunity.number,
        year=opportunity.year,
        theme=opportunity.theme,
        opens_words=facts.get("Open for bids", ""),
        received=last["received"],
        withdrawn=few["withdrawn"],
        late_refused=few["late_refused"],
        not_eligible=few["not_eligible"],
        late_accepted=_late_accepted(opportunity),
        ranked=len(ranked),
        awarded=len(counting),
        success_percent=rules.success_percent(
            sum(one["placing"] in {"fund", "part"} for one in ranked), len(ranked)
        ),
        pot=sum(pence for _, _, pence in ranking["funders"]) or None,
        asked=_asked(ranked),
        pence=sum(one.amount.pence for one in counting),
        funders=_funders(ranking, counting),
        decisions=tuple(
            _decision(one, text["ranking"]) for one, text in zip(held, texts, strict=True)
        ),
        awards=tuple(_award(one) for one in awards),
        priorities=tuple(opportunities.priority_titles(opportunity.priorities).values()),
        corrections=tuple(
            ResultsCorrectionPublished(on=said["on"], why=said["why"])
            for one in held
            for said in one.corrections
        ),
        is_invented=opportunity.is_invented,
    )


def _late_accepted(opportunity: Opportunity) -> tuple[str, ...]:
    """Why each late bid was accepted: the reasons are public, the bidders are not named beside them."""
    rows = Bid.objects.filter(
        opportunity=opportunity, state="submitted", in_force__is_late=True
    ).exclude(late_why="")
    return tuple(sorted(rows.values_list("late_why", flat=True)))


def _asked(ranked: Sequence[dict[str, Any]]) -> int | None:
    """What all bids asked for; not where it would tell what the few who were not funded did."""
    others = sum(one["placing"] not in {"fund", "part"} for one in ranked)
    if 0 < others < bids.FEWEST:
        return None
    return sum(one["asked"] or 0 for one in ranked)


def _funders(ranking: dict[str, Any], awards: Sequence[Award]) -> tuple[FunderPublished, ...]:
    paid: dict[str, int] = {}
    for award in awards:
        for code, _, pence in award.shares:
            paid[code] = paid.get(code, 0) + pence
    return tuple(
        FunderPublished(fund=code, fund_name=name, pot=pence, awarded=paid.get(code, 0))
        for code, name, pence in ranking["funders"]
    )


def _decision(of: Awarding, ranking: dict[str, Any]) -> ResultsDecisionPublished:
    facts = {one["name"]: one["words"] for one in assessment.decision_facts(of.recommendation)}
    ranked = [one for one in ranking["bids"] if one["rank"] is not None]
    told = of.results.order_by("-told_on").values_list("told_on", flat=True).first()
    return ResultsDecisionPublished(
        reference=of.decision.reference,
        title=of.decision.shown_title,
        signed_on=of.decision.signature.signed_on.isoformat(),
        decided_by=of.decision.signature.capacity,
        told_on=clock.iso(told),
        how_marked=facts.get("How they were marked", ""),
        moderated=facts.get("Moderated", ""),
        bands=_bands(ranked, ranking["bands"]),
        bands_words=facts.get("Scores", ""),
        cut_off=ranking["cut_off"],
        cut_off_why=ranking["cut_off_why"],
        over_pence=ranking["over"],
        over_why=ranking["over_why"],
        ranked=len(ranked),
        awarded=sum(one["placing"] in {"fund", "part"} for one in ranked),
        reserve=sum(one["placing"] == "reserve" for one in ranked),
        standard_conditions=tuple(of.conditions),
        conditions_dated=of.conditions_dated.isoformat(),
    )


def _bands(ranked: Sequence[dict[str, Any]], edges: Sequence[int]) -> tuple[BandPublished, ...]:
    scores = [float(one["score"]) for one in ranked if one["score"] is not None]
    if not edges or not scores:
        return ()
    found, above = [], float("inf")
    for edge in sorted(edges, reverse=True):
        count = sum(edge <= score < above for score in scores)
        found.append(BandPublished(words=f"{edge} or more", count=count))
        above = edge
    found.append(
        BandPublished(words=f"Below {int(above)}", count=sum(one < above for one in scores))
    )
    return tuple(found)


def _award(one: Award) -> AwardPublished:
    body = one.recipient
    is_protected = body is not None and body.is_protected
    is_kept_in = is_protected and not one.is_described
    return AwardPublished(
        reference=one.reference,
        decision=one.decision.reference,
        recipient=rules.provider_in_public(body.name, body.area, is_protected=is_protected)
        if body
        else "Not stated",
        recipient_reference=body.reference if body and not is_protected else None,
        recipient_area=body.area if body and is_protected else "",
        purpose=HIDDEN if is_kept_in else one.purpose,
        summary="" if is_kept_in else one.summary,
        pence=one.amount.pence,
        starts=clock.iso(one.starts),
        ends=clock.iso(one.ends),
        reasons="" if is_kept_in else one.why,
        conditions=() if is_kept_in else tuple(one.conditions),
        shares=tuple(
            FundedSharePublished(fund=code, fund_name=name, pence=pence)
            for code, name, pence in one.shares
            if pence
        ),
        state=one.state,
        state_title="Awarded" if one.state == "decided" else rules.AWARD_STATES[one.state],
        answers=() if is_protected else tuple(_public_answers(one.result.bid)),
    )


def _public_answers(bid: Bid) -> Iterator[AnswerPublished]:
    """The answers that a round marked as public, but those that the award itself says."""
    answers = bid.in_force.answers if bid.in_force else {}
    for section in for_reading(bid.questions.question_set, answers, public_only=True):
        for row in section.rows:
            if row.is_answered and not row.files and row.question.meaning not in SAID_OF_AWARDS:
                yield AnswerPublished(question=row.label, words=row.words)


def awarded_shares(opportunity: Opportunity) -> tuple[Money, dict[str, Money]]:
    """What a round awarded, and what each fund pays of it, by code: those still counting."""
    whole = Money(0)
    parts: dict[str, Money] = {}
    rows = Award.objects.filter(opportunity=opportunity, state__in=rules.STILL_COUNTS)
    for amount, shares in rows.values_list("amount", "shares"):
        whole += amount
        for code, _, pence in shares:
            parts[code] = parts.get(code, Money(0)) + Money(pence)
    return whole, parts


def without_protected(
    said: ResultsPublished, awards: Collection[str], area: str
) -> ResultsPublished:
    """Results as they were released, with the recipient of some awards by its area alone."""
    return said.model_copy(
        update={
            "awards": tuple(
                one.model_copy(
                    update={
                        "recipient": rules.provider_in_public("", area, is_protected=True),
                        "recipient_reference": None,
                        "recipient_area": area,
                        "purpose": HIDDEN,
                        "summary": "",
                        "reasons": "",
                        "conditions": (),
                        "answers": (),
                    }
                )
                if one.reference in awards
                else one
                for one in said.awards
            )
        }
    )
