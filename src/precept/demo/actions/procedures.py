"""How the demonstration office lets grants and contracts: approved, published, one of them reviewed in April."""

from datetime import date, timedelta
from typing import Any

from precept.demo.actions.cast import Cast
from precept.demo.reading import table
from precept.do.procedures import actions, queries
from precept.do.procedures.models import Standard, StandardVersion
from precept.foundation import clock

REVIEWED = "grant-round"


def say_how(cast: Cast) -> None:
    """Approve Precept's procedures and some documents, tell a year of one of them, leave one version waiting."""
    said = table("procedures")
    april = _last_april()
    for key in said["documents"]:
        _in_force(cast, key, date(april.year, 4, 1))
    _tell_a_year(cast, said, april)
    for key in said["procedures"]:
        _in_force(cast, key, date(april.year, 4, 1))
    _in_force(
        cast,
        said["soon"],
        date(april.year, 4, 1),
        clock.today() + timedelta(days=said["soon_days"]),
    )
    _leave_waiting(cast, said["waiting"])


def _last_april() -> date:
    """The middle of the last April whose May has begun."""
    today = clock.today()
    return date(today.year if today.month >= 5 else today.year - 1, 4, 14)


def _in_force(cast: Cast, key: str, begins: date, review_on: date | None = None) -> StandardVersion:
    officer = cast.people["commissioning-officer"]
    draft = actions.adopt(by=officer, key=key, owner=officer, is_invented=True)
    return _approved(cast, draft, begins, review_on)


def _approved(
    cast: Cast, draft: StandardVersion, begins: date, review_on: date | None = None
) -> StandardVersion:
    officer = cast.people["commissioning-officer"]
    sent = actions.send_for_approval(by=officer, version=draft, revision=draft.revision)
    return actions.approve(
        by=cast.chief_executive,
        version=sent,
        revision=sent.revision,
        begins=begins,
        review_on=review_on,
    )


def _tell_a_year(cast: Cast, said: dict[str, Any], april: date) -> None:
    """A version, what was said of it, the version that followed, the review that says so."""
    officer = cast.people["commissioning-officer"]
    _in_force(cast, REVIEWED, date(april.year - 1, 4, 1))
    one = queries.standard(REVIEWED)
    for row in said["said"]:
        _said(cast, one, row, date(april.year, row["month"], 12))
    draft = actions.begin_next(by=officer, standard=one, why=said["next"]["why"])
    draft = actions.write_section(
        by=officer, version=draft, revision=draft.revision, at=2, text=said["next"]["marks"]
    )
    stage = draft.stages[1] | {"how_long": said["next"]["open_how_long"]}
    draft = actions.write_stage(
        by=officer, version=draft, revision=draft.revision, at=2, place=2, **stage
    )
    _approved(cast, draft, date(april.year, 5, 1))
    now = queries.standard(REVIEWED)
    actions.close_review(
        by=officer,
        standard=now,
        version=now.version,
        held_on=april,
        outcome="changed",
        words=said["review"]["words"],
    )
    waits = said["waits"]
    actions.note_feedback(
        by=officer, standard=now, who=waits["who"], words=waits["words"], received=clock.today()
    )


def _said(cast: Cast, one: Standard, row: dict[str, Any], on: date) -> None:
    officer = cast.people["commissioning-officer"]
    feedback = actions.note_feedback(
        by=officer,
        standard=one,
        who=row["who"],
        words=row["words"],
        received=on,
        round=row["round"],
    )
    actions.answer_feedback(
        by=officer, feedback=feedback, version=1, state=row["state"], answer=row["answer"]
    )


def _leave_waiting(cast: Cast, said: dict[str, Any]) -> None:
    officer = cast.people["commissioning-officer"]
    draft = actions.begin_next(by=officer, standard=queries.standard(said["key"]), why=said["why"])
    draft = actions.write_section(
        by=officer,
        version=draft,
        revision=draft.revision,
        at=said["section"],
        text=said["text"],
    )
    actions.send_for_approval(by=officer, version=draft, revision=draft.revision)
