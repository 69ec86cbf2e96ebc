"""Marking a bid: saving as one goes, and handing the sheet in for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from precept.do.assessment import access, queries, rules
from precept.do.assessment.models import Mark, MarkSheet, SheetRevision
from precept.do.bids.models import Bid
from precept.do.opportunities.models import Criterion
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person

NOT_MARKER = "You cannot mark this bid now."
IS_IN = "Your marks of this bid are in. They cannot be changed any longer."
STALE = "Your marks were saved in another window since you opened this page."


class Unfinished(Refused):
    """A sheet that still lacks scores or reasons; ``lacking`` names each."""

    def __init__(self, lacking: Sequence[rules.Lacking]) -> None:
        super().__init__(lacking[0].words, field=f"{lacking[0].what}_{lacking[0].key}")
        self.lacking = list(lacking)


@dataclass(frozen=True)
class Saved:
    """What became of a save: the sheet's version now, or the revision that was kept beside it."""

    sheet: MarkSheet
    version: int
    at: datetime
    overtaken: SheetRevision | None = None


def save_marks(
    *,
    by: Person,
    bid: Bid,
    given: Mapping[str, rules.Given],
    overall: str = "",
    read: int,
    key: str = "",
) -> Saved:
    """Save a marker's scores and reasons of a bid, finished or not, by criterion key.

    No event: nothing is handed in yet. ``read`` is the version that was read, 0 for a sheet not begun. Where
    another window was first, what is sent here is kept beside as a revision, and nothing is overwritten.
    The same ``key`` again comes to the same. In a rolling round a bid may join while somebody marks: what
    they typed is kept, and they declare their interests again before they read on.
    """
    with transaction.atomic():
        if not access.may_save_marks(by, bid):
            raise NotAllowed(NOT_MARKER)
        criteria = {one.key: one for one in queries.criteria_of(bid.opportunity)}
        _ask(given, criteria)
        sheet, _ = MarkSheet.objects.get_or_create(bid=bid, marker=by)
        if key and (again := sheet.revisions.filter(key=key).first()):
            return Saved(sheet, sheet.version, again.at, None if again.version else again)
        content = {
            "marks": {
                name: {"score": one.score, "reason": one.reason} for name, one in given.items()
            },
            "overall": overall,
        }
        moment = clock.now()
        rows = MarkSheet.objects.filter(pk=sheet.pk, version=read, state="draft")
        written = rows.update(version=read + 1, saved=moment, overall=overall)
        if not written and MarkSheet.objects.filter(pk=sheet.pk, state="submitted").exists():
            raise Refused(IS_IN)
        last = None if written else sheet.revisions.filter(version=sheet.version).first()
        if last is not None and last.content == content:  # the same, sent twice
            return Saved(sheet, sheet.version, last.at)
        revision = SheetRevision.objects.create(
            sheet=sheet,
            content=content,
            read_version=read,
            version=read + 1 if written else None,
            key=key,
            at=moment,
        )
        if not written:
            return Saved(sheet, sheet.version, moment, revision)
        Mark.objects.bulk_create(
            [
                Mark(sheet=sheet, criterion=criteria[name], score=one.score, reason=one.reason)
                for name, one in given.items()
            ],
            update_conflicts=True,
            unique_fields=["sheet", "criterion"],
            update_fields=["score", "reason"],
        )
        sheet.version, sheet.saved, sheet.overall = read + 1, moment, overall
        return Saved(sheet, read + 1, moment)


def save_mark(
    *, by: Person, bid: Bid, criterion: Criterion, score: int | None, reason: str, read: int
) -> Saved:
    """Save one score with its reason and leave the others as they are."""
    given = queries.given_by(by, bid) | {criterion.key: rules.Given(score, reason)}
    sheet = MarkSheet.objects.filter(bid=bid, marker=by).first()
    return save_marks(
        by=by, bid=bid, given=given, overall=sheet.overall if sheet else "", read=read
    )


@action
def submit_sheet(*, by: Person, bid: Bid, version: int) -> MarkSheet:
    """Hand a sheet in: from now on nothing in it changes, and its marker may read the others' marks.

    Unfinished, a Refused, where a score or a reason is missing.
    """
    if not access.may_mark(by, bid):
        raise NotAllowed(NOT_MARKER)
    sheet = MarkSheet.objects.filter(bid=bid, marker=by).first()
    criteria = queries.asked_of(bid.opportunity)
    given = queries.given_by(by, bid)
    if sheet is not None and sheet.state == "submitted":
        raise Refused(IS_IN)
    if lacking := rules.lacking(criteria, given):
        raise Unfinished(lacking)
    moment = clock.now()
    if sheet is None or not MarkSheet.objects.filter(
        pk=sheet.pk, version=version, state="draft"
    ).update(state="submitted", submitted=moment, version=version + 1):
        raise Changed(STALE)
    record(
        sheet.subject,
        "marks submitted",
        by=by,
        after={
            "bid": bid.reference,
            "scores": {one.key: given[one.key].score for one in criteria},
        },
        private={
            "reasons": {one.key: given[one.key].reason for one in criteria},
            "overall": sheet.overall,
        },
    )
    sheet.state, sheet.submitted, sheet.version = "submitted", moment, version + 1
    return sheet


def _ask(given: Mapping[str, rules.Given], criteria: Mapping[str, Criterion]) -> None:
    for name, one in given.items():
        if name not in criteria:
            raise Refused("This is not a criterion of this round.")
        levels = {int(level["score"]) for level in criteria[name].levels}
        if one.score is not None and one.score not in levels:
            raise Refused(
                f"Choose a score of the list for “{criteria[name].title}”", field=f"score_{name}"
            )
        if len(one.reason) > rules.LONGEST_REASON:
            raise Refused(
                f"Your reason must be {rules.LONGEST_REASON:,} characters or fewer",
                field=f"reason_{name}",
            )
