"""A correction of a locked score: one person says what is wrong, another approves it, both values stay."""

from typing import Final

from precept.do.assessment import access, queries
from precept.do.assessment.models import AgreedScore, Placing, ScoreCorrection
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person

NOT_CORRECTOR: Final = "Only people who follow the marking may propose a correction."
NOT_SECOND: Final = "A correction is settled by somebody else, who moderates marks."


@action
def propose_correction(*, by: Person, agreed: AgreedScore, score: int, why: str) -> ScoreCorrection:
    """Say that a locked score is wrong, and what it should be. Somebody else has to approve it."""
    if not access.may_propose_correction(by, agreed.bid):
        raise NotAllowed(NOT_CORRECTOR)
    if not agreed.is_locked:
        raise Refused("This score is not locked: agree it at the meeting.")
    before = queries.in_force(agreed)
    if score not in [int(level["score"]) for level in agreed.criterion.levels]:
        raise Refused("Choose a score of the list", field="score")
    if score == before:
        raise Refused("Choose another score than the one in force", field="score")
    if not why.strip():
        raise Refused("Enter why the score is wrong", field="why")
    waiting = agreed.corrections.filter(approved__isnull=True, refused_by__isnull=True)
    if waiting.exists():
        raise Refused("A correction of this score waits to be settled already.")
    made = ScoreCorrection.objects.create(
        agreed=agreed, before=before, after=score, why=why.strip(), proposed_by=by
    )
    record(
        f"scores:{agreed.bid.reference}",
        "score correction proposed",
        by=by,
        why=why.strip(),
        before={"criterion": agreed.criterion.key, "score": before},
        after={"criterion": agreed.criterion.key, "score": score},
    )
    return made


@action
def approve_correction(*, by: Person, correction: ScoreCorrection) -> ScoreCorrection:
    """Put a correction in force; the locked score stays as it was beside it.

    Refused while a frozen recommendation rests on the score: that is withdrawn first.
    """
    now = _waiting(by, correction)
    bid = now.agreed.bid
    rests = Placing.objects.filter(bid=bid, recommendation__state="frozen")
    if rests.exists():
        raise Refused(
            "A frozen recommendation rests on this score. Withdraw the recommendation first."
        )
    if queries.in_force(now.agreed) != now.before:
        raise Changed("The score was corrected since this was proposed.")
    settled = ScoreCorrection.objects.filter(
        pk=now.pk, approved__isnull=True, refused_by__isnull=True
    )
    if not settled.update(approved=clock.now(), approved_by=by):
        raise Changed("Somebody else settled this correction just now.")
    now.refresh_from_db()
    record(
        f"scores:{bid.reference}",
        "score corrected",
        by=by,
        why=now.why,
        before={"bid": bid.reference, "criterion": now.agreed.criterion.key, "score": now.before},
        after={"bid": bid.reference, "criterion": now.agreed.criterion.key, "score": now.after},
    )
    return now


@action
def refuse_correction(*, by: Person, correction: ScoreCorrection, why: str) -> ScoreCorrection:
    """Leave a locked score as it is, with the reason."""
    now = _waiting(by, correction)
    if not why.strip():
        raise Refused("Enter why the correction is refused", field="why")
    settled = ScoreCorrection.objects.filter(
        pk=now.pk, approved__isnull=True, refused_by__isnull=True
    )
    if not settled.update(refused_by=by, refused_why=why.strip()):
        raise Changed("Somebody else settled this correction just now.")
    now.refresh_from_db()
    record(
        f"scores:{now.agreed.bid.reference}",
        "score correction refused",
        by=by,
        why=why.strip(),
        after={"criterion": now.agreed.criterion.key, "score": now.before},
    )
    return now


def _waiting(by: Person, correction: ScoreCorrection) -> ScoreCorrection:
    now = ScoreCorrection.objects.select_related(
        "agreed__bid__opportunity__call", "agreed__criterion"
    ).get(pk=correction.pk)
    if not access.may_settle_correction(by, now):
        raise NotAllowed(NOT_SECOND)
    if now.approved is not None or now.refused_by_id is not None:
        raise Changed("Somebody else settled this correction just now.")
    return now
