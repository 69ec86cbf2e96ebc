"""Whom a round reached, and who turned away: counts, never names."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Count, Exists, OuterRef, Sum
from django.urls import reverse

from precept.do.bids import access, rules
from precept.do.bids.models import Bid, WhyNot
from precept.do.opportunities.models import Call, EligibilityRule, Opportunity, TurnedAway
from precept.do.procedures.sign_ups import Asked
from precept.foundation.people.models import Person

Counts = dict[str, int | None]
MOST_WORDS: Final = 200
MOST_ASKED: Final = 5
SEALED_STAGES: Final = ("drafting", "ready", "published")


@dataclass(frozen=True)
class Reach:
    """What the office learns of a round's reach. None stands for a number too small to be published.

    ``is_sealed`` while bids are unopened: then only who was turned away is counted.
    """

    is_sealed: bool
    starts: int | None = 0
    submissions: int | None = 0
    late: int | None = 0
    withdrawn: int | None = 0
    first_time: int | None = 0
    areas: Counts = field(default_factory=dict)
    channels: Counts = field(default_factory=dict)
    passed: int | None = 0
    turned_away: Counts = field(default_factory=dict)
    """By the words of the rule, those rules too at which nobody was."""
    why_not: Counts = field(default_factory=dict)
    asked_why_not: int | None = 0

    def published(self) -> "Reach":
        """The same as anybody may read it: small numbers left out, and what would give them away."""
        figures = rules.suppressed(
            {
                "submitted": self.submissions or 0,
                "not submitted": max((self.starts or 0) - (self.submissions or 0), 0),
            }
        )
        first = rules.suppressed(
            {
                "first": self.first_time or 0,
                "not first": max((self.submissions or 0) - (self.first_time or 0), 0),
            }
        )
        return Reach(
            is_sealed=self.is_sealed,
            starts=None
            if (self.starts or 0) and (self.starts or 0) < rules.FEWEST
            else self.starts,
            submissions=figures["submitted"],
            late=_small(self.late),
            withdrawn=_small(self.withdrawn),
            first_time=first["first"],
            areas=_suppressed(self.areas),
            channels=_suppressed(self.channels),
            passed=_small(self.passed),
            turned_away=_suppressed(self.turned_away),
            why_not=_suppressed(self.why_not),
            asked_why_not=_small(self.asked_why_not),
        )


def _small(count: int | None) -> int | None:
    return None if count is None or 0 < count < rules.FEWEST else count


def _suppressed(counts: Counts) -> Counts:
    return dict(rules.suppressed({name: count or 0 for name, count in counts.items()}))


def reach(opportunity: Opportunity) -> Reach:
    """Whom a round reached, as the office reads it. Seven queries."""
    call = Call.objects.filter(opportunity=opportunity).first()
    passed, turned = _turned_away(call)
    if call is None or is_sealed(call):
        return Reach(is_sealed=True, passed=passed, turned_away=turned)
    rows = Bid.objects.filter(opportunity=opportunity)
    states = dict(rows.values_list("state").annotate(Count("pk")))
    sent = rows.filter(state="submitted")
    channels: Counts = {
        rules.CHANNELS[key]: count
        for key, count in sent.values_list("channel").annotate(Count("pk")).order_by("channel")
    }
    areas: Counter[str] = Counter()
    for named in sent.values_list("areas", flat=True).iterator():
        areas.update(set(named))
    reasons = WhyNot.objects.filter(bid__in=rows, answered__isnull=False)
    return Reach(
        is_sealed=False,
        starts=sum(states.values()),
        submissions=states.get("submitted", 0),
        late=states.get("late", 0) + states.get("refused", 0),
        withdrawn=states.get("withdrawn", 0),
        first_time=sent.filter(is_first_time=True).count(),
        areas=dict(sorted(areas.items())),
        channels=channels,
        passed=passed,
        turned_away=turned,
        why_not={
            rules.WHY_NOT_REASONS[reason]: count
            for reason, count in reasons.values_list("reason")
            .annotate(Count("pk"))
            .order_by("reason")
        },
        asked_why_not=WhyNot.objects.filter(bid__in=rows).count(),
    )


def why_not_words(person: Person, opportunity: Opportunity) -> list[str]:
    """What those who started and did not submit say in their own words, without a name, in the alphabet's order.

    So nobody can tell from the order who said what. At most 200; none while the bids are sealed.
    """
    call = Call.objects.filter(opportunity=opportunity).first()
    if call is None or is_sealed(call):
        return []
    rows = WhyNot.objects.filter(bid__opportunity=opportunity, answered__isnull=False)
    rows = rows.exclude(words="").filter(access.open_to(person, "bid"))
    return sorted(rows.values_list("words", flat=True)[:MOST_WORDS], key=str.casefold)


def asked_why_not(person: Person, procedure: str) -> list[Asked]:
    """The newest rounds of a procedure (at most 5) in which people were asked why they did not submit: one query."""
    if not access.may_see_reach(person):
        return []
    asked = WhyNot.objects.filter(bid__opportunity=OuterRef("pk"))
    rows = Opportunity.objects.filter(Exists(asked), procedure=procedure.replace("-", " ")).exclude(
        call__stage__in=SEALED_STAGES
    )
    return [
        Asked(
            f"Why people did not finish a bid to {one.called}",
            reverse("bids.reach", args=[one.reference]),
        )
        for one in rows.order_by("-pk")[:MOST_ASKED]
    ]


def is_sealed(call: Call) -> bool:
    """Whether nobody in the office may learn of bids yet, not even how many."""
    return call.is_sealed and not call.is_rolling and call.stage in SEALED_STAGES


def _turned_away(call: Call | None) -> tuple[int, Counts]:
    asks = dict(
        EligibilityRule.objects.filter(call=call).order_by("place").values_list("key", "asks")
    )
    counted = dict(
        TurnedAway.objects.filter(call=call).values_list("rule").annotate(Sum("count")).order_by()
    )
    return counted.get("", 0), {words: counted.get(key, 0) for key, words in asks.items()}
