"""What of the work with partners becomes public: partnerships, joint services, the plan, formula funding."""

from precept.do.partners import access, queries
from precept.do.partners.actions.beginning import NOT_PUBLISHER, STALE
from precept.do.partners.models import Formula, JointService, Partnership
from precept.foundation.ledger.actions import Changed, NotAllowed, Refused, action, record
from precept.foundation.people.models import Person
from precept.foundation.publications import actions as publications
from precept.foundation.publications import queries as released
from precept.parties.sign_ups import Protection


def _ask(by: Person) -> None:
    if not access.may_publish(by):
        raise NotAllowed(NOT_PUBLISHER)


@action
def publish_partnership(
    *, by: Person, partnership: Partnership, version: int, why: str = ""
) -> Partnership:
    """Release a partnership: members by role, terms, shared outcomes; never a person's name."""
    _ask(by)
    if not Partnership.objects.filter(pk=partnership.pk, version=version).update(
        published_version=version
    ):
        raise Changed(STALE)
    now = Partnership.objects.get(pk=partnership.pk)
    publications.publish(
        kind_name="partnership",
        key=now.reference,
        title=now.name,
        payload=queries.partnership_payload(now),
        by=by,
        why=why,
    )
    record(now.subject, "partnership published", by=by, why=why, after={"version": now.version})
    return now


@action
def publish_joint_service(
    *, by: Person, service: JointService, version: int, why: str = ""
) -> JointService:
    """Release a joint service: commissioners, lots, contracts, contributions, who leads and why."""
    _ask(by)
    if not JointService.objects.filter(pk=service.pk, version=version).update(
        published_version=version
    ):
        raise Changed(STALE)
    now = JointService.objects.get(pk=service.pk)
    publications.publish(
        kind_name="joint-service",
        key=now.reference,
        title=now.title,
        payload=queries.service_payload(now),
        by=by,
        why=why,
    )
    record(now.subject, "joint service published", by=by, why=why, after={"version": now.version})
    return now


@action
def publish_plan(*, by: Person, why: str = "") -> None:
    """Release the partnerships plan as it stands; owners by role alone."""
    _ask(by)
    payload = queries.plan_payload()
    if not payload.entries:
        raise Refused("There is nothing in the partnerships plan yet.")
    publications.publish(
        kind_name="partnerships-plan",
        key="plan",
        title="Partnerships plan",
        payload=payload,
        by=by,
        why=why,
    )
    record("partnerships-plan:plan", "partnerships plan published", by=by, why=why)


@action
def publish_formula(*, by: Person, formula: Formula, why: str = "") -> Formula:
    """Release a formula in force: weights, figures with their sources, each allocation to the penny."""
    _ask(by)
    now = Formula.objects.select_related("fund").get(pk=formula.pk)
    if now.state != "approved":
        raise Refused("Only a formula in force is published.")
    publications.publish(
        kind_name="formula-funding",
        key=now.year,
        title=now.title,
        payload=queries.formula_payload(now),
        by=by,
        why=why or now.why,
    )
    record(now.subject, "formula published", by=by, why=why)
    return now


@action
def name_area_alone(protection: Protection) -> None:
    """Release again what names a body that is now protected, with its area in place of its name."""
    body = protection.organisation
    why = "An organisation that it names is protected"
    for kind_name, key, title, payload in queries.naming(body):
        latest = released.latest_or_none(kind_name, key)
        if latest is None or latest.payload == payload:
            continue
        publications.publish(
            kind_name=kind_name, key=key, title=title, payload=payload, by=protection.by, why=why
        )
