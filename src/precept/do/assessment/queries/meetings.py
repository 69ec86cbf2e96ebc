"""Moderation meetings: which there were, who can be there, which bids they are of, what was corrected."""

from typing import Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from precept.do.assessment import access
from precept.do.assessment.access import Asker
from precept.do.assessment.models import (
    AgreedScore,
    Attendance,
    MarkSheet,
    Moderation,
    ScoreCorrection,
)
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Call, Criterion, Opportunity
from precept.foundation import clock
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.queries import held_on
from precept.foundation.people.rules import ROLES

MOST_CRITERIA: Final = 40
MOST_MEETINGS: Final = 50
MOST_CORRECTIONS: Final = 200


def round_for(reference: str) -> Opportunity:
    """The round of a reference, with its call; 404 where there is none. The caller asks who may see it."""
    found = (
        Opportunity.objects.select_related("call", "fund")
        .filter(reference=reference, call__isnull=False)
        .first()
    )
    if found is None:
        raise Http404(f"no round {reference}")
    return found


def scored_on(call: Call) -> list[Criterion]:
    """The criteria of a call, in order."""
    return list(call.criteria.all()[:MOST_CRITERIA])


def meetings(opportunity: Opportunity) -> list[Moderation]:
    """The moderation meetings of a round, the latest last, each with who was there. Two queries."""
    who = Prefetch("attendances", queryset=Attendance.objects.select_related("person"))
    return list(
        Moderation.objects.filter(opportunity=opportunity)
        .select_related("chair", "opportunity")
        .prefetch_related(who)[:MOST_MEETINGS]
    )


def open_meeting(opportunity: Opportunity) -> Moderation | None:
    """The meeting at which scores can still be agreed; None where there is none."""
    return (
        Moderation.objects.filter(opportunity=opportunity, state="open")
        .select_related("chair", "opportunity__call")
        .first()
    )


def to_moderate(opportunity: Opportunity, meeting: Moderation | None = None) -> QuerySet[Bid]:
    """The bids whose scores no meeting has locked before ``meeting``."""
    locked = AgreedScore.objects.filter(bid=OuterRef("pk"), is_locked=True)
    if meeting is not None:
        locked = locked.exclude(meeting=meeting)
    rows = Bid.objects.filter(access.in_marking(), opportunity=opportunity)
    return rows.filter(~Q(Exists(locked)))


def corrections(
    asker: Asker, opportunity: Opportunity, known: access.Interests | None = None
) -> list[ScoreCorrection]:
    """The corrections of a round's scores that somebody may see, the latest first."""
    return list(
        ScoreCorrection.objects.filter(agreed__bid__in=access.ranked_for(asker, opportunity, known))
        .select_related(
            "agreed__bid__opportunity__call",
            "agreed__criterion",
            "proposed_by",
            "approved_by",
            "refused_by",
        )
        .order_by("-proposed", "-pk")[:MOST_CORRECTIONS]
    )


def correction(asker: Asker, opportunity: Opportunity, number: int) -> ScoreCorrection:
    """One correction; 404 where it is not theirs to see."""
    found = next((one for one in corrections(asker, opportunity) if one.pk == number), None)
    if found is None:
        raise Http404(f"no correction {number}")
    return found


def agreed_score(asker: Asker, opportunity: Opportunity, reference: str, key: str) -> AgreedScore:
    """The locked score of a bid for a criterion; 404 where there is none that they may see."""
    found = (
        AgreedScore.objects.filter(
            bid__in=access.ranked_for(asker, opportunity),
            bid__reference=reference,
            criterion__key=key,
            is_locked=True,
        )
        .select_related("bid__opportunity__call", "criterion")
        .first()
    )
    if found is None:
        raise Http404(f"no score {reference} {key}")
    return found


def in_force(agreed: AgreedScore) -> int:
    """A locked score as it is now: the latest approved correction, else what was agreed."""
    after = (
        agreed.corrections.filter(approved__isnull=False)
        .order_by("-approved", "-pk")
        .values_list("after", flat=True)
        .first()
    )
    score = agreed.score if after is None else after
    assert score is not None
    return score


AT_MEETINGS: Final = ("moderate marks", "mark bids", "recommend awards", "run rounds")


def possible_people(opportunity: Opportunity) -> QuerySet[Person]:
    """Who can be at a meeting: who has work of that kind today, and who marked in this round."""
    keys = [role.key for role in ROLES.values() if set(AT_MEETINGS) & role.powers]
    held = RoleHeld.objects.filter(held_on(clock.today()), role__in=keys)
    marked = MarkSheet.objects.filter(bid__opportunity=opportunity)
    return Person.objects.filter(
        Q(pk__in=held.values("person_id")) | Q(pk__in=marked.values("marker_id")), is_active=True
    ).order_by("name")


def people_choices(opportunity: Opportunity) -> list[tuple[str, str]]:
    """Who can be at a meeting: their references and names (at most 200)."""
    return [(one.reference, one.name) for one in possible_people(opportunity)[:200]]


def chair_choices(opportunity: Opportunity) -> list[tuple[str, str]]:
    """Who may chair a meeting: their references and names."""
    return [
        (one.reference, one.name)
        for one in possible_people(opportunity)[:200]
        if one.may("moderate marks")
    ]


def has_marked(person: Person, opportunity: Opportunity) -> bool:
    """Whether somebody gave marks in a round."""
    return MarkSheet.objects.filter(
        bid__opportunity=opportunity, marker=person, state="submitted"
    ).exists()
