"""Keeping sources of evidence: adding, changing, looking at one again, withdrawing what no longer holds."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from precept.foundation import clock
from precept.foundation.ledger.actions import Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.understand import queries, rules
from precept.understand.actions.drafts import STALE, stated
from precept.understand.actions.keeping import (
    ask_keeper,
    chosen_priorities,
    differences,
)
from precept.understand.models import EvidenceSource
from precept.understand.sign_ups import agreement_named

WITHDRAWN = "This source was withdrawn. Add it again where it holds after all."
LOOK_AHEAD = "The day it is looked at again must lie ahead"


def _said(
    *,
    title: str,
    publisher: str,
    year: int | None,
    link: str,
    kind: str,
    strength: int,
    relevance: int,
    says: str,
    does_not_say: str,
    priorities: Sequence[str],
    agreement: str,
    held: EvidenceSource | None = None,
) -> dict[str, Any]:
    """What a source is to say, checked. A source that is changed is judged by the scales of today."""
    scale = rules.evidence_scale_on(clock.today())
    if kind not in rules.SOURCE_KINDS:
        raise Refused("Choose what kind of source it is", field="kind")
    for field, number, steps in (
        ("strength", strength, scale.strength),
        ("relevance", relevance, scale.relevance),
    ):
        if number not in {one.number for one in steps}:
            raise Refused("Choose a step of the scale", field=field)
    if problem := rules.year_problem(year, clock.today()):
        raise Refused(problem, field="year")
    return {
        "title": needed(title, "Enter a title", "title"),
        "publisher": needed(publisher, "Enter who published it", "publisher"),
        "year": year,
        "link": link.strip(),
        "kind": kind,
        "scale": scale.id,
        "strength": strength,
        "relevance": relevance,
        "says": needed(says, "Enter what it says", "says"),
        "does_not_say": needed(does_not_say, "Enter what it does not say", "does_not_say"),
        "priorities": chosen_priorities(priorities, held.priorities if held else ()),
        "agreement": _agreement(kind, agreement, held.agreement if held else ""),
    }


def _agreement(kind: str, typed: str, held: str) -> str:
    """The reference as the register spells it; one that a source held already is not looked up again."""
    typed = typed.strip()
    if problem := rules.agreement_problem(kind, typed):
        raise Refused(problem, field="agreement")
    if not typed or typed == held:
        return typed
    found = agreement_named(typed)
    if found is None:
        raise Refused(f"The register has no agreement “{typed}”", field="agreement")
    return found.reference


def _ahead(review_on: date) -> date:
    if review_on <= clock.today():
        raise Refused(LOOK_AHEAD, field="review_on")
    return review_on


@action
def add_source(
    *,
    by: Person,
    title: str,
    publisher: str,
    kind: str,
    strength: int,
    relevance: int,
    says: str,
    does_not_say: str,
    review_on: date,
    year: int | None = None,
    link: str = "",
    priorities: Sequence[str] = (),
    agreement: str = "",
    is_invented: bool = False,
) -> EvidenceSource:
    """Keep a source of evidence: how strong, how close, what it says, what it does not say."""
    ask_keeper(by)
    said = _said(
        title=title,
        publisher=publisher,
        year=year,
        link=link,
        kind=kind,
        strength=strength,
        relevance=relevance,
        says=says,
        does_not_say=does_not_say,
        priorities=priorities,
        agreement=agreement,
    )
    made = EvidenceSource.objects.create(
        **said, review_on=_ahead(review_on), looked_on=clock.today(), is_invented=is_invented
    )
    after = stated({**queries.source_said(made), "looked at again": clock.iso(review_on)})
    record(made.subject, "source added", by=by, after=after)
    return made


def _fresh(source: EvidenceSource) -> EvidenceSource:
    now = EvidenceSource.objects.get(pk=source.pk)
    if now.state == "withdrawn":
        raise Refused(WITHDRAWN)
    return now


@action
def change_source(
    *,
    by: Person,
    source: EvidenceSource,
    version: int,
    title: str,
    publisher: str,
    kind: str,
    strength: int,
    relevance: int,
    says: str,
    does_not_say: str,
    year: int | None = None,
    link: str = "",
    priorities: Sequence[str] = (),
    agreement: str = "",
    why: str = "",
) -> EvidenceSource:
    """Change what is kept of a source."""
    ask_keeper(by)
    now = _fresh(source)
    before = queries.source_said(now)
    said = _said(
        title=title,
        publisher=publisher,
        year=year,
        link=link,
        kind=kind,
        strength=strength,
        relevance=relevance,
        says=says,
        does_not_say=does_not_say,
        priorities=priorities,
        agreement=agreement,
        held=now,
    )
    write_next(now, said, read=version, stale=STALE)
    was, became = differences(before, queries.source_said(now))
    record(now.subject, "source changed", by=by, why=why, before=was, after=became)
    return now


@action
def look_again(
    *, by: Person, source: EvidenceSource, version: int, words: str, review_on: date
) -> EvidenceSource:
    """Say that a source was looked at again and still holds, and when it is to be looked at next."""
    ask_keeper(by)
    words = needed(words, "Say what you found", "words")
    now = _fresh(source)
    before = {"looked at again": clock.iso(now.review_on)}
    changes = {"looked_on": clock.today(), "looked_words": words, "review_on": _ahead(review_on)}
    write_next(now, changes, read=version, stale=STALE)
    after = {"looked at again": clock.iso(review_on), "what was found": words}
    record(now.subject, "source looked at again", by=by, before=before, after=after)
    return now


@action
def withdraw_source(
    *, by: Person, source: EvidenceSource, version: int, why: str
) -> EvidenceSource:
    """Withdraw a source that no longer holds. It stays on record, and what rests on it says so."""
    ask_keeper(by)
    why = needed(why, "Say why it no longer holds", "why")
    now = _fresh(source)
    changes = {"state": "withdrawn", "withdrawn_on": clock.today(), "withdrawn_why": why}
    write_next(now, changes, read=version, stale=STALE)
    record(now.subject, "source withdrawn", by=by, why=why)
    return now
