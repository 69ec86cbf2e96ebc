"""What pages and the parts above read of calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404

from precept.do.opportunities import access, rules
from precept.do.opportunities.models import Call, DeadlineProposal, Opportunity
from precept.foundation import clock
from precept.foundation.money import Money
from precept.foundation.people import rules as people
from precept.foundation.people.queries import titles_on
from precept.law.rules import rules_on

MOST_SHARES = 20
MOST_CALLS = 200


@dataclass(frozen=True)
class PotShare:
    """What one fund puts into a round's pot."""

    fund_code: str
    name: str
    amount: Money


def _calls() -> QuerySet[Call]:
    return Call.objects.select_related(
        "opportunity__fund", "frozen", "copied_from__opportunity", "set_up_by", "published_by"
    )


def call(reference: str) -> Call:
    """The call of a round, with its opportunity and what was frozen; 404 where there is none.

    The caller has asked who may see it.
    """
    found = _calls().filter(opportunity__reference=reference).first()
    if found is None:
        raise Http404(f"no call {reference}")
    return found


def call_for(asker: access.Asker, reference: str) -> Call:
    """The call of a round as somebody in the office may see it; 404 where they may not."""
    if not access.calls_visible_to(asker).filter(opportunity__reference=reference).exists():
        raise Http404(f"no call {reference}")
    return call(reference)


def call_or_none(opportunity: Opportunity) -> Call | None:
    """The call of a round; nothing where the register alone knows it."""
    return _calls().filter(opportunity=opportunity).first()


def standing(of: Call, now: datetime | None = None) -> rules.Standing:
    """What a call is at a moment (now), to somebody who may want to bid."""
    return rules.standing(of.stage, of.opens_at, of.closes_at, now or clock.now())


def pot(of: Call) -> list[PotShare]:
    """Who puts in how much; nothing where one fund alone pays and no shares are stated."""
    shares = of.opportunity.shares.select_related("fund")[:MOST_SHARES]
    return [PotShare(one.fund.code, one.name, one.amount) for one in shares]


def pot_total(of: Call) -> Money | None:
    """The money that there is to award; None where it is not yet known."""
    return of.opportunity.available


def decider_choices() -> list[tuple[str, str]]:
    """The roles that may sign decisions."""
    return [
        (key, title)
        for key, title in titles_on().items()
        if "sign decisions" in people.ROLES[key].powers
    ]


def power_choices(on: date | None = None) -> list[tuple[str, str]]:
    """The powers that an award may rest on, as the law stands on a day (today).

    What one regime of procurement allows, such as keeping a competition for some, is no power to award.
    """
    found = rules_on(on or clock.today(), "power")
    return [(rule.id, rule.title) for rule in found if not rule.regimes]


def decider_title(of: Call) -> str:
    """Who is expected to decide, in words."""
    if not of.decider:
        return ""
    is_over = of.stage in ("decided", "awarded", "cancelled") and of.closes_at is not None
    day = clock.uk_date(of.closes_at) if is_over and of.closes_at else None
    return titles_on(day).get(of.decider, "")


def power_title(of: Call) -> str:
    """The power relied on, in words."""
    if not of.power:
        return ""
    on = clock.uk_date(of.closes_at) if of.closes_at else clock.today()
    return dict(power_choices(on)).get(of.power) or dict(power_choices()).get(of.power, of.power)


def copyable_choices() -> list[tuple[str, str]]:
    """The rounds that a new one may be like, newest first: (reference, words); at most 200."""
    rows = Call.objects.select_related("opportunity").order_by("-pk")[:MOST_CALLS]
    return [
        (row.opportunity.reference, f"{row.opportunity.reference}: {row.opportunity.theme}")
        for row in rows
    ]


def next_number(programme: str, year: str) -> int:
    """The number that the next round of a programme in a year gets."""
    rows = Opportunity.objects.filter(programme=programme, year=year).order_by("-number")
    last = rows.values_list("number", flat=True).first()
    return 1 if last is None else last + 1


def said_of_call(of: Call) -> dict[str, str]:
    """What the ledger keeps of a call, name by name, in words."""
    opens, closes = of.opens_at, of.closes_at
    return {
        "theme": of.opportunity.theme,
        "purpose": of.purpose,
        "what we fund": of.what_we_fund,
        "what we do not fund": of.what_we_do_not_fund,
        "who may apply": of.who_may_apply,
        "priorities": ", ".join(of.opportunity.priorities),
        "area": of.area,
        "opens": clock.spoken_time(opens) if opens else "",
        "closes": clock.spoken_time(closes) if closes else "",
        "dates are confirmed": "yes" if of.dates_are_confirmed else "no",
        "decision expected": clock.spoken(of.decision_expected) if of.decision_expected else "",
        "awards may start from": clock.spoken(of.starts_from) if of.starts_from else "",
        "limit": of.opportunity.limit.short if of.opportunity.limit else "",
        "limit in words": of.opportunity.limit_words,
        "longest": f"{of.longest_months} months" if of.longest_months else "",
        "match funding": rules.match_words(of.match_rule, of.match_percent),
        "who marks": of.who_marks,
        "markers for each bid": str(of.markers_per_bid),
        "quorum": str(of.quorum),
        "marking guide": of.marking_guide,
        "applicant hidden": "yes" if of.hides_applicant else "no",
        "rolling": "yes" if of.is_rolling else "no",
        "sealed": "yes" if of.is_sealed else "no",
        "papers asked of": rules.PAPERS_FROM[of.papers_asked_of],
        "accountable body agrees": rules.BODY_AGREES_BEFORE[of.body_agrees_before],
        "papers": ", ".join(rules.PAPER_KINDS.get(kind, kind) for kind in of.papers),
        "who decides": decider_title(of),
        "power": of.power,
        "feedback": of.feedback_offered,
        "steps": steps_words(of.steps),
        "contact": of.contact,
    }


def steps_words(steps: Sequence[dict[str, str]]) -> str:
    """The steps in one line each."""
    return "\n".join(
        ": ".join(filter(None, [one["title"], one.get("when", ""), one.get("what", "")]))
        for one in steps
    )


def has_rule(of: Call, key: str) -> bool:
    """Whether a call has an eligibility rule of this name."""
    return of.eligibility.filter(key=key).exists()


def out_of_time(now: datetime, most: int = 100) -> list[Call]:
    """Published calls whose state in the register is not what the clock makes of them."""
    live = _calls().exclude(stage__in=["drafting", "ready", "cancelled", "awarded"])
    late = live.filter(opportunity__state="planned", opens_at__lte=now) | live.filter(
        opportunity__state="open", closes_at__lte=now
    )
    return list(late.order_by("pk")[:most])


def waiting_proposal(of: Call) -> DeadlineProposal | None:
    """The later deadline that waits for a second person, if one does."""
    rows = of.deadline_proposals.filter(state="waiting").select_related("by", "call__opportunity")
    return rows.first()


def closes_words(of: Call) -> str:
    """When a round closes, in words."""
    return clock.spoken_time(of.closes_at) if of.closes_at else "a time not yet set"


STANDING_WORDS: dict[rules.Standing, str] = {
    "drafting": "Not published",
    "coming": "Opens {opens}",
    "open": "Open until {closes}",
    "closed": "Closed {closes}",
    "cancelled": "Cancelled",
}


def standing_words(of: Call) -> str:
    """What a call is now, in words, with the moment that matters."""
    opens = clock.spoken_time(of.opens_at) if of.opens_at else ""
    return STANDING_WORDS[standing(of)].format(opens=opens, closes=closes_words(of))
