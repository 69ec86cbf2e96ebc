"""When a signed decision goes out: its day, a hold, an exception before an election; correcting, withdrawing."""

from datetime import date

from precept.decisions import access, queries, rules, sign_ups
from precept.decisions.actions.moving import (
    NOT_PUBLISHER,
    as_it_is,
    move_on,
    refuse_unless,
    tell,
    write,
)
from precept.decisions.models import Decision
from precept.foundation import clock
from precept.foundation.ledger.actions import (
    SYSTEM,
    Actor,
    Changed,
    NotAllowed,
    Refused,
    TheSystem,
    action,
    record,
)
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications
from precept.foundation.publications.models import Publication

Publisher = Person | TheSystem


def _may_publish(by: Publisher) -> bool:
    return isinstance(by, TheSystem) or access.may_publish(by)


@action
def set_publication(
    *, by: Person, decision: Decision, day: date, version: int | None = None
) -> Decision:
    """Choose the day on which a decision is published: never before it is signed."""
    if not access.may_publish(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = as_it_is(decision)
    refuse_unless(now, *rules.UNSIGNED, "signed")
    signature = queries.signature_of(now)
    problem = rules.day_problem(
        day, signed_on=signature.signed_on if signature else None, today=clock.today()
    )
    if problem:
        raise Refused(problem, field="day")
    before = clock.iso(now.publish_on)
    write(now, {"publish_on": day}, now.version if version is None else version)
    record(
        now.subject,
        "day of publication set",
        by=by,
        before={"day": before},
        after={"day": day.isoformat()},
    )
    return now


@action
def hold(*, by: Publisher, decision: Decision, why: str) -> Decision:
    """Hold a signed decision back from publication, with a reason that stays in the office."""
    if not _may_publish(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = as_it_is(decision)
    refuse_unless(now, "signed")
    if not why.strip():
        raise Refused("Say why it is held back.", field="why")
    before = {"held": now.held_why} if now.held_why else None
    write(now, {"held_why": why.strip()}, now.version)
    record(now.subject, "decision held back", by=by, why=why.strip(), before=before)
    return now


@action
def stop_holding(*, by: Person, decision: Decision) -> Decision:
    """Let a decision that was held back go out on its day."""
    if not access.may_publish(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = as_it_is(decision)
    refuse_unless(now, "signed")
    if not now.held_why:
        raise Refused("This decision is not held back.")
    before = {"held": now.held_why}
    write(now, {"held_why": ""}, now.version)
    record(now.subject, "decision no longer held back", by=by, before=before)
    return now


@action
def allow_in_period(*, by: Person, decision: Decision, why: str) -> Decision:
    """Let a decision be published in a pre-election period, with a reason that is published with it."""
    if not access.may_make_exception(by):
        raise NotAllowed(
            "Only the chief executive may let a decision be published before an election."
        )
    now = as_it_is(decision)
    refuse_unless(now, "signed")
    if not why.strip():
        raise Refused("Say why it cannot wait. The reason is public.", field="why")
    if leaked := rules.also_public(now.exempt_words, [why]):
        raise Refused(f"The reason is published, and this is withheld: “{leaked}”.", field="why")
    write(now, {"exception_why": why.strip()}, now.version)
    record(now.subject, "publication before an election allowed", by=by, why=why.strip())
    return now


@action
def publish_decision(*, by: Publisher, decision: Decision) -> Publication:
    """Publish a signed decision whose day has come and against which nothing stands."""
    if not _may_publish(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = as_it_is(decision)
    if problems := queries.not_yet(now):
        raise Refused(" ".join(problems))
    move_on(now, "publish", read=now.version, published=clock.now())
    released = _release(as_it_is(now), by=by)
    record(
        now.subject,
        "decision published",
        by=by,
        why=now.exception_why,
        after={"publication": released.version, "digest": released.digest},
    )
    sign_ups.tell_published(as_it_is(now), by)
    return released


def release_again(decision: Decision, *, by: Actor, why: str) -> None:
    """Release a published decision as it reads now, its redactions as they stand; nothing of any other."""
    if decision.state == "published":
        _release(as_it_is(decision), by=by, why=why)


def _release(decision: Decision, *, by: Actor, why: str = "") -> Publication:
    if problems := queries.redaction_problems(decision, [why]):
        raise Refused(" ".join(problems))
    payload = queries.notice(decision)
    return publications.publish(
        kind_name="decision",
        key=decision.reference,
        title=f"{decision.reference} {payload.title}",
        payload=payload,
        by=by,
        why=why,
        # A digest is a long run of letters and digits: never personal.
        approved=frozenset({payload.sha256}),
    )


def publish_due() -> list[str]:
    """Publish every decision whose day has come and that nothing holds; their references.

    One that cannot go out for a reason of its own words (they look personal) is held back with that
    reason, and those who publish are told, so that it is not tried for ever in silence.
    """
    done = []
    for one in queries.due_to_publish():
        if queries.not_yet(one):
            continue
        try:
            publish_decision(by=SYSTEM, decision=one)
        except Changed:
            continue
        except Refused as refusal:
            _hold_and_tell(one, refusal.words)
            continue
        done.append(one.reference)
    return done


@action
def _hold_and_tell(decision: Decision, words: str) -> None:
    hold(by=SYSTEM, decision=decision, why=words)
    tell(queries.people_with("publish decisions"), decision, "it could not be published")


@action
def correct_decision(
    *, by: Person, decision: Decision, version: int, why: str, **changes: str
) -> Publication:
    """Put the words of a published decision right, with a public reason; it becomes a new version.

    What was signed stays as it was under its digest. ``changes`` are the title and the notice's words.
    """
    if not access.may_publish(by):
        raise NotAllowed(NOT_PUBLISHER)
    if unknown := set(changes) - {*rules.WORDS, "title"}:
        raise ValueError(f"a correction changes words alone, not {sorted(unknown)}")
    now = as_it_is(decision)
    refuse_unless(now, "published")
    if not why.strip():
        raise Refused("Say what is put right, and why. The reason is public.", field="why")
    if not changes.get("title", now.title).strip():
        raise Refused("Enter the decision’s title.", field="title")
    differing = {
        name: text.strip() for name, text in changes.items() if getattr(now, name) != text.strip()
    }
    if not differing:
        raise Refused("Nothing was changed.")
    if leaked := rules.also_public(now.exempt_words, [*differing.values(), why]):
        raise Refused(f"This is withheld and stands in the correction: “{leaked}”.")
    before = {name: getattr(now, name) for name in differing}
    note = {"on": clock.today().isoformat(), "why": why.strip()}
    write(now, {**differing, "corrections": [*now.corrections, note]}, version)
    released = _release(now, by=by, why=why.strip())
    record(
        now.subject,
        "published decision corrected",
        by=by,
        why=why.strip(),
        before=before,
        after={**differing, "publication": released.version},
    )
    return released


@action
def withdraw_decision(*, by: Person, decision: Decision, why: str) -> Decision:
    """Take a published decision down; its address stays and says when and why."""
    if not access.may_withdraw(by):
        raise NotAllowed("Only people who may withdraw publications can do this.")
    now = as_it_is(decision)
    refuse_unless(now, "published")
    if not why.strip():
        raise Refused("Say why this is withdrawn. The reason is public.", field="why")
    if leaked := rules.also_public(now.exempt_words, [why]):
        raise Refused(f"The reason is published, and this is withheld: “{leaked}”.", field="why")
    if queries.redaction_problems(now, [why]):
        raise Refused("The reason is published, and must not repeat redacted words.", field="why")
    released = queries.publication_of(now)
    if released is None:
        raise Changed("This decision is no longer published. Look at it again.")
    move_on(now, "take down", ended_why=why.strip())
    publications.withdraw(by=by, publication=released, why=why.strip())
    record(now.subject, "decision withdrawn", by=by, why=why.strip())
    return as_it_is(now)
