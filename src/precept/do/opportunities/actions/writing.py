"""How the actions on calls read, write and record: asked for by version, one event each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from precept.do.opportunities import access, queries, rules
from precept.do.opportunities.access import Asker
from precept.do.opportunities.models import Call, FrozenQuestions
from precept.foundation.clock import DoubtfulTime, deadline_at
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.foundation.questions.sets import QuestionSet

NOT_RUNNER = "Only people who run rounds can do this."
NOT_PUBLISHER_OF_CALLS = "Only people who may publish rounds can do this."
STALE = "Somebody changed this round while you had it open."


def ask_runner(by: Asker) -> None:
    """NotAllowed for whoever does not run rounds."""
    if not access.may_run_rounds(by):
        raise NotAllowed(NOT_RUNNER)


def ask_publisher(by: Asker) -> None:
    """NotAllowed for whoever may not publish, extend, correct or cancel rounds."""
    if not access.may_publish_calls(by):
        raise NotAllowed(NOT_PUBLISHER_OF_CALLS)


def ask_second(by: Asker, first: int | None, alone_because: str, what: str) -> None:
    """Refused where the same person does both halves, unless a small office says why it must be so."""
    if not access.is_second_person(by, first) and not alone_because.strip():
        raise NotAllowed(
            f"A second person {what}. Where nobody else can, give the reason: it is recorded."
        )


def call_at(call: Call, version: int | None) -> Call:
    """The call as it is, if it is still at the version that the person saw."""
    now = queries.call(call.opportunity.reference)
    if version is not None and now.version != version:
        raise Changed(STALE)
    return now


def drafting_at(by: Asker, call: Call, version: int) -> Call:
    """The call as it is, for whoever may set it up; Refused once it is published or sent on."""
    ask_runner(by)
    now = call_at(call, version)
    if now.stage == "ready":
        raise Refused("This round waits for a second person. Take it back to change it.")
    if now.stage != "drafting":
        raise Refused(
            "This round is published: nothing of it changes but by a correction or a later deadline."
        )
    return now


def public_at(by: Asker, call: Call, version: int | None) -> Call:
    """A published call as it is, for whoever may correct, extend or cancel it."""
    ask_publisher(by)
    now = call_at(call, version)
    if not rules.is_public(now.stage):
        raise Refused("This round is not published yet: change it where it is set up.")
    if now.stage == "cancelled":
        raise Refused("This round was cancelled.")
    return now


def write(
    now: Call,
    *,
    by: Asker,
    event: str,
    changes: Mapping[str, Any],
    round_changes: Mapping[str, Any] | None = None,
    why: str = "",
    before: Mapping[str, Any],
    more: Mapping[str, Any] | None = None,
) -> Call:
    """Write changes of a call, and of its round, as the next version of each, with one event.

    ``before`` is what ``queries.said_of_call`` said; the event keeps what differs. ``more`` stands
    beside that in the event.
    """
    setter = {"set_up_by": by} if isinstance(by, Person) and now.stage == "drafting" else {}
    write_next(now, {**changes, **setter}, read=now.version, stale=STALE)
    if round_changes:
        round_ = now.opportunity
        write_next(round_, round_changes, read=round_.version, stale=STALE)
    after = queries.said_of_call(now)
    differing = [name for name in after if before.get(name) != after[name]]
    record(
        now.subject,
        event,
        by=by,
        why=why,
        before={name: before.get(name, "") for name in differing},
        after={**{name: after[name] for name in differing}, **(more or {})},
    )
    return now


def freeze(question_set: QuestionSet) -> FrozenQuestions:
    """The question set as it is published: one row for all that ask the same."""
    frozen, _ = FrozenQuestions.objects.get_or_create(
        digest=question_set.digest, defaults={"content": question_set.model_dump(mode="json")}
    )
    return frozen


def moments_of(
    opens: datetime,
    closes: datetime,
    confirmed: Sequence[str] = (),
    *,
    every_doubt: bool = False,
) -> dict[str, Any]:
    """The instants of two wall times; ``every_doubt`` takes suggestions, which are confirmed later."""
    found: dict[str, Any] = {}
    for name, wall in (("opens", opens), ("closes", closes)):
        try:
            moment = deadline_at(wall, confirmed=confirmed)
        except DoubtfulTime as doubtful:
            answers = [one.answers[0].key for one in doubtful.doubts if one.answers]
            if not every_doubt or len(answers) < len(doubtful.doubts):
                raise Refused(str(doubtful), field=name) from doubtful
            moment = deadline_at(wall, confirmed=answers)
        found |= {
            f"{name}_at": moment.instant,
            f"{name}_wall": moment.wall.isoformat(timespec="minutes"),
        }
    return found


def instant_of(wall: datetime, field: str) -> datetime:
    """The instant of a UK wall time that may well be on a weekend; Refused where there is none such."""
    try:
        return deadline_at(wall).instant
    except DoubtfulTime as doubtful:
        answers = [one.answers[0].key for one in doubtful.doubts if one.answers]
        if len(answers) < len(doubtful.doubts):
            raise Refused(str(doubtful), field=field) from doubtful
        return deadline_at(wall, confirmed=answers).instant
