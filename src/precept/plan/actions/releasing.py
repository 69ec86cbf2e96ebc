"""From draft to the public: approving, sending back, publishing, withdrawing."""

from django.db.models import F

from precept.foundation import clock
from precept.foundation.clock import FinancialYear
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.people.queries import titles_on
from precept.foundation.people.rules import ROLES
from precept.foundation.publications import actions as publications
from precept.foundation.publications.models import Publication
from precept.plan import access, queries, rules
from precept.plan.models import Framework

CHANGED = "This framework changed after you opened it. Read it again before you go on."


@action
def approve(*, by: Person, framework: Framework, revision: int, exception: str = "") -> Framework:
    """Approve a draft as it was read at ``revision``; who drafted it needs a recorded ``exception``."""
    if not access.may_approve(by):
        raise NotAllowed("Only people who approve the framework may do this.")
    now = _as_it_is(framework)
    if problem := rules.approval_problem(
        drafted_it=now.drafted_by_id == by.pk, exception=exception
    ):
        field, words = problem
        raise Refused(words, field=field)
    drafted_it = now.drafted_by_id == by.pk
    reason = exception.strip() if drafted_it else ""
    capacity = capacity_of(by)
    _move(
        framework,
        "approve",
        revision=revision,
        approved_by=by,
        approved=clock.now(),
        approved_as=capacity,
        approval_exception=reason,
    )
    _refuse_what_lacks(now)
    record(
        now.subject,
        "framework approved by the person who drafted it" if drafted_it else "framework approved",
        by=by,
        why=reason,
        after={"as": capacity, "revision": revision},
    )
    return _as_it_is(framework)


@action
def send_back(*, by: Person, framework: Framework, why: str) -> Framework:
    """Make an approved framework a draft again, with the reason; its approval is gone."""
    if not access.may_send_back(by):
        raise NotAllowed("Only people who draft or approve the framework may send it back.")
    if not why.strip():
        raise Refused("Say what has to change.", field="why")
    _move(
        framework,
        "send back",
        approved_by=None,
        approved=None,
        approved_as="",
        approval_exception="",
    )
    record(framework.subject, "framework sent back", by=by, why=why.strip())
    return _as_it_is(framework)


@action
def publish_framework(*, by: Person, framework: Framework) -> Publication:
    """Publish an approved framework; the year's published version before it becomes superseded."""
    if not access.may_publish(by):
        raise NotAllowed("Only people who publish the framework may do this.")
    before = queries.published_of(framework.year)
    if before is not None and before.pk != framework.pk:
        _move(before, "supersede")
        record(
            before.subject,
            "framework superseded",
            by=by,
            why=framework.why,
            after={"version": framework.version},
        )
    _move(framework, "publish", published=clock.now())
    now = _as_it_is(framework)
    _refuse_what_lacks(now)
    payload = queries.framework_payload(now)
    released = publications.publish(
        kind_name="framework",
        key=now.year,
        title=title_of(now),
        payload=payload,
        by=by,
        why=now.why,
    )
    record(
        now.subject,
        "framework published",
        by=by,
        why=now.why,
        after={
            "total": rules.total_text(payload.total),
            "publication": released.version,
            "digest": released.digest,
        },
    )
    return released


@action
def withdraw_framework(*, by: Person, framework: Framework, why: str) -> Framework:
    """Take a published framework away from the public, which is told why; never the only one in force."""
    if not access.may_withdraw(by):
        raise NotAllowed("Only people who may withdraw publications can do this.")
    if not why.strip():
        raise Refused("Say why this is withdrawn. The reason is public.", field="why")
    if queries.in_hand(framework.year) is not None:
        raise Refused("A new version of this year is in hand. Publish it or discard it first.")
    problem = rules.withdrawal_problem(queries.published_years(), framework.year, clock.today())
    if problem:
        raise Refused(problem)
    _move(framework, "withdraw")
    latest = Publication.objects.filter(
        kind="framework", key=framework.year, is_latest=True
    ).first()
    if latest is None:
        raise Changed(CHANGED)
    publications.withdraw(by=by, publication=latest, why=why.strip())
    record(framework.subject, "framework withdrawn", by=by, why=why.strip())
    return _as_it_is(framework)


def title_of(framework: Framework) -> str:
    """A framework's title with its year, where the title does not say it."""
    year = FinancialYear.parse(framework.year)
    named = any(said in framework.title for said in (year.spoken, year.label))
    return framework.title if named else f"{framework.title} {year.spoken}"


def capacity_of(person: Person, power: str = "approve the framework") -> str:
    """The role by which somebody may do what a power allows: it is published, their name is not."""
    titles = titles_on()
    return next(
        (titles[role] for role in person.roles_today if power in ROLES[role].powers),
        "",
    )


def _as_it_is(framework: Framework) -> Framework:
    rows = Framework.objects.select_related("drafted_by", "approved_by")
    found = rows.filter(pk=framework.pk).first()
    if found is None:
        raise Changed("This draft was discarded a moment ago.")
    return found


def _move(
    framework: Framework, move: str, *, revision: int | None = None, **fields: object
) -> None:
    """Move a framework on, if it still is where it was and says what was read; else Changed."""
    state = rules.moved(framework.state, move)
    if state is None:
        title = dict(rules.framework_states)[framework.state].lower()
        raise Refused(f"This framework is {title}, so this cannot be done to it now.")
    rows = Framework.objects.filter(pk=framework.pk, state=framework.state)
    if revision is not None:
        rows = rows.filter(revision=revision)
    if not rows.update(state=state, revision=F("revision") + 1, **fields):
        raise Changed(CHANGED)


def _refuse_what_lacks(framework: Framework) -> None:
    sections = queries.sections_with_lines(framework)
    payload = queries.framework_payload(framework, sections)
    found = queries.refreshing(framework, sections)
    points = queries.points_before_going_live(payload, (), found)
    if lacking := rules.must_haves(points):
        raise Refused(" ".join(lacking))
