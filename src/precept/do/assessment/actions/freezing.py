"""Freezing a ranking as what is recommended, and taking it back before anything is decided on it."""

import hashlib
from dataclasses import replace
from typing import Any, Final

from precept.decisions import queries as decisions
from precept.do.assessment import queries, rules
from precept.do.assessment.access import Asker
from precept.do.assessment.actions.ranking import STALE, ask_recommender, draft_in_hand, keep
from precept.do.assessment.models import Placing, Recommendation
from precept.do.opportunities import actions as opportunities
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, Refused, action, record
from precept.foundation.people.models import Person

SETTLED: Final = frozenset({"decided", "awarded"})


@action
def freeze_recommendation(
    *, by: Person, recommendation: Recommendation, version: int, why: str = ""
) -> Recommendation:
    """Freeze the ranking as what is recommended: from now on it is what the decision rests on.

    Refused, with all of it, while anything stands against it.
    """
    now = draft_in_hand(by, recommendation, version)
    ranking = queries.as_kept(now)
    against = queries.problems_of(ranking, now.opportunity)
    if against:
        titles = {key: one.title or key for key, one in ranking.entries.items()}
        said = [
            f"{titles[one.reference]}: {one.words}." if one.reference else f"{one.words}."
            for one in against[:5]
        ]
        rest = [f"And {len(against) - 5} more."] if len(against) > 5 else []
        raise Refused(" ".join([*said, *rest]))
    facts = queries.round_facts(now.opportunity, set(ranking.entries))
    freeze(now, ranking, facts, by=by, why=why)
    call = now.opportunity.call
    if not call.is_rolling:
        opportunities.move_on(by=by, call=call, to="recommended")
    return now


def freeze(
    now: Recommendation,
    ranking: rules.Ranking,
    facts: dict[str, Any],
    *,
    by: Asker,
    why: str,
) -> None:
    """Write what is frozen, inside the action that freezes it."""
    text = rules.frozen_text(facts, ranking)
    rows = {row.entry.reference: row for row in ranking.rows}
    placings = list(Placing.objects.filter(recommendation=now).select_related("bid"))
    for placing in placings:
        row = rows[placing.bid.reference]
        placing.rank, placing.score = row.rank, row.entry.score
        placing.shares = [paid.pence for paid in row.shares or ()] if row.entry.award else []
    Placing.objects.bulk_update(placings, ["rank", "score", "shares"])
    frozen = Recommendation.objects.filter(pk=now.pk, state="draft", version=now.version)
    if not frozen.update(
        state="frozen",
        content=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        frozen=clock.now(),
        frozen_by=by if isinstance(by, Person) else None,
        version=now.version + 1,
    ):
        raise Changed(STALE)
    now.refresh_from_db()
    record(
        now.subject,
        "recommendation frozen",
        by=by,
        why=why.strip(),
        after={"round": facts, "sha256": now.sha256},
    )


@action
def withdraw_recommendation(
    *, by: Person, recommendation: Recommendation, why: str
) -> Recommendation:
    """Take a frozen recommendation back before anything is decided on it, with the reason.

    It stays as it was; the ranking goes on in a new draft that begins where it ended, which is given back.
    In a rolling round that draft has what the other batches left of the pot.
    """
    now = Recommendation.objects.select_related("opportunity__call", "opportunity__fund").get(
        pk=recommendation.pk
    )
    of = now.opportunity
    ask_recommender(by, of)
    if now.state != "frozen":
        raise Changed("This recommendation is not frozen any more.")
    if of.call.stage in SETTLED or decisions.is_signed_about(of.subject, now.sha256):
        raise Refused("The decision is made: a recommendation cannot be withdrawn from it.")
    if queries.draft(of) is not None:
        raise Refused("Another ranking of this round is in hand: freeze that first.")
    if not why.strip():
        raise Refused("Enter why the recommendation is withdrawn", field="why")
    ranking = queries.as_kept(now)
    taken = Recommendation.objects.filter(pk=now.pk, state="frozen", version=now.version)
    if not taken.update(state="withdrawn", withdrawn_why=why.strip(), version=now.version + 1):
        raise Changed(STALE)
    left = tuple(queries.left_of(of))
    is_batch = of.call.is_rolling
    made = keep(of, replace(ranking, funders=left) if is_batch else ranking, by)
    made.over_allowed_by = now.over_allowed_by
    made.save(update_fields=["over_allowed_by"])
    record(
        now.subject,
        "recommendation withdrawn",
        by=by,
        why=why.strip(),
        before={"sha256": now.sha256},
    )
    if is_batch:
        again = queries.as_kept(made)
        record(made.subject, "ranking taken up again", by=by, after=rules.taken_up(again))
    else:
        opportunities.move_on(by=by, call=of.call, to="ranking", why=why.strip())
    return made
