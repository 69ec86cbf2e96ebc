"""Public copies of papers: prepared by one person, released by a second, taken down."""

from precept.decisions import access, queries, rules
from precept.decisions.actions.moving import NOT_PUBLISHER, as_it_is, refuse_unless, tell
from precept.decisions.actions.publishing import release_again
from precept.decisions.actions.redacting import NOT_MARKER
from precept.decisions.models import Decision, PublicCopy
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.actions import NotAllowed, Refused, action, record
from precept.foundation.ledger.versions import as_read, write_next
from precept.foundation.people.models import Person

MOVED = "This copy changed after you opened it. Look at it again before you go on."
SAME_HANDS = "You prepared this copy yourself, so somebody else releases it."


@action
def prepare_copy(
    *,
    by: Person,
    decision: Decision,
    title: str,
    text: str,
    taken_out: str,
    paper: str = "",
    version: int = 0,  # noqa: ARG001 # the form of a new copy says 0, that of one there is its version
) -> PublicCopy:
    """Write what the public may read of a paper; ``paper`` is the reference of the file it is made of."""
    if not access.may_mark(by):
        raise NotAllowed(NOT_MARKER)
    now = as_it_is(decision)
    refuse_unless(now, *rules.MARKABLE, "published")
    if problem := rules.copy_problem(title=title, text=text, taken_out=taken_out):
        raise Refused(problem[1], field=problem[0])
    of = _paper(now, paper)
    rows = queries.copies_of(now)
    if len(rows) >= rules.MOST_COPIES:
        raise Refused(f"A decision has at most {rules.MOST_COPIES} public copies.")
    made = PublicCopy.objects.create(
        decision=now,
        number=max((row.number for row in rows), default=0) + 1,
        paper=of,
        title=title.strip(),
        text=text.strip(),
        taken_out=taken_out.strip(),
        made_by=by,
        made=clock.now(),
    )
    record(
        now.subject,
        "public copy prepared",
        by=by,
        after={"copy": made.number, "title": made.title, "sha256": of.sha256 if of else None},
    )
    others = [one for one in queries.people_with("publish decisions") if one.pk != by.pk]
    tell(others, now, "a public copy waits: a second person is asked", "/copies")
    return made


def _paper(decision: Decision, reference: str) -> StoredFile | None:
    if not reference:
        return None
    found = next((one for one in queries.papers_of(decision) if one.reference == reference), None)
    if found is None:
        raise Refused("Choose a paper of this decision.", field="paper")
    return found


def _as_it_is(copy: PublicCopy, version: int, state: str) -> PublicCopy:
    now = PublicCopy.objects.select_related("decision").get(pk=copy.pk)
    as_read(now, version, stale=MOVED)
    if now.state != state:
        raise Refused(f"This copy is in another state now: {rules.COPY_STATES[now.state].lower()}.")
    return now


@action
def amend_copy(
    *, by: Person, copy: PublicCopy, version: int, title: str, text: str, taken_out: str
) -> PublicCopy:
    """Change a copy before it is released; who changes it is who made it from then on."""
    if not access.may_mark(by):
        raise NotAllowed(NOT_MARKER)
    now = _as_it_is(copy, version, "prepared")
    if problem := rules.copy_problem(title=title, text=text, taken_out=taken_out):
        raise Refused(problem[1], field=problem[0])
    changes = {"title": title.strip(), "text": text.strip(), "taken_out": taken_out.strip()}
    write_next(now, {**changes, "made_by": by}, read=version, stale=MOVED)
    record(now.decision.subject, "public copy changed", by=by, after={"copy": now.number})
    return now


@action
def release_copy(*, by: Person, copy: PublicCopy, version: int) -> PublicCopy:
    """Let the public read a copy: somebody else than who made it. It goes out with the decision."""
    if not access.may_release(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = _as_it_is(copy, version, "prepared")
    if now.made_by_id == by.pk:
        raise NotAllowed(SAME_HANDS)
    changes = {"state": "released", "released_by": by, "released": clock.now()}
    write_next(now, changes, read=version, stale=MOVED)
    record(now.decision.subject, "public copy released", by=by, after={"copy": now.number})
    release_again(now.decision, by=by, why=f"Paper {now.number} can be read")
    return now


@action
def drop_copy(*, by: Person, copy: PublicCopy, version: int, why: str) -> PublicCopy:
    """Take a copy back, or out of what is published from now on. Earlier versions stay as they were."""
    if not access.may_release(by):
        raise NotAllowed(NOT_PUBLISHER)
    now = PublicCopy.objects.select_related("decision").get(pk=copy.pk)
    as_read(now, version, stale=MOVED)
    if now.state == "dropped":
        raise Refused("This copy is taken down already.")
    if not why.strip():
        raise Refused("Say why it is taken down.", field="why")
    was_released = now.state == "released"
    write_next(now, {"state": "dropped"}, read=version, stale=MOVED)
    record(
        now.decision.subject,
        "public copy taken down",
        by=by,
        why=why.strip(),
        after={"copy": now.number},
    )
    if was_released:
        release_again(now.decision, by=by, why=f"Paper {now.number} is taken down")
    return now
