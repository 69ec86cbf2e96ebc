"""States that a page shows and the demonstration is not in: a change not yet published, a wrong row, a failure."""

from typing import Any

from precept.do.agreements import actions as agreements
from precept.do.agreements.models import Agreement
from precept.do.opportunities import actions as rounds
from precept.do.opportunities.models import Opportunity
from precept.foundation import clock
from precept.foundation.intake import actions as intake
from precept.foundation.ledger.actions import SYSTEM, action, record
from precept.foundation.outbox.actions import queue_task
from precept.foundation.outbox.registry import task
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people import actions as people
from precept.foundation.people.models import Person, RoleHeld
from precept.plan import actions as plan
from precept.understand import actions as understand
from precept.understand.models import Measure, Priority

ROWS = (
    "contract_number,contract_name,contract_due,contract_value\n"
    'CORE901,Night shelter support,01/04/2027,"£41,250"\n'
    "CORE902,Court transport,to be agreed,tbc\n"
    'CORE903,Broken row,01/04/2027,"£5,60"\n'
)
REFERENCES = dict[str, str]


@task("journeys.breaks", attempts=1)
def breaks() -> None:
    """A task that fails."""
    raise ValueError("a row has no reference")


@action
def queue_what_breaks() -> str:
    """Queue the task that fails; its reference."""
    record("journeys", "task queued", by=SYSTEM)
    return queue_task("journeys.breaks", {}).reference


def add_to(references: REFERENCES) -> None:
    """Bring the office into these states, and say what is called what."""
    manager, commissioner, administrator = (
        Person.objects.filter(roles_held__role=role).order_by("pk")[0]
        for role in ("commissioning-manager", "commissioner", "administrator")
    )
    change_and_leave_unpublished(manager)
    approve_a_version(manager, commissioner)
    draft = Priority.objects.get(plan__state="draft", slug="support-for-victims")
    understand.add_evidence(
        by=manager, priority=draft, kind="consultation", text="What people said.", source="A survey"
    )
    deliverables(manager)
    references |= {
        "preview": rows_read(manager),
        "broken": queue_what_breaks(),
        "commissioner": commissioner.reference,
        "commissioners_role": RoleHeld.objects.get(person=commissioner).reference,
        "switched_off": switched_off(administrator),
    }
    work_until_idle()


def change_and_leave_unpublished(manager: Person) -> None:
    """An agreement and a round that say more than the public reads, and an agreement that is followed."""
    first, second = (Agreement.objects.get(reference=one) for one in ("CORE005", "CORE018"))
    agreements.amend_agreement(by=manager, agreement=first, version=first.version, note="New")
    agreements.link_successor(
        by=manager, agreement=second, version=second.version, successor=first, why="A journey"
    )
    one = Opportunity.objects.get(reference="DEMO-2026-11")
    rounds.amend_round(by=manager, opportunity=one, version=one.version, note="New")


def approve_a_version(manager: Person, commissioner: Person) -> None:
    """A framework that waits to be published."""
    framework = plan.amend(by=manager, year="2025-26", why="The register says more now")
    plan.refresh_from_register(by=manager, framework=framework)
    framework.refresh_from_db()
    plan.approve(by=commissioner, framework=framework, revision=framework.revision)


def deliverables(manager: Person) -> None:
    """A deliverable that was asked for, and one that came."""
    today = clock.today()
    for slug, has_come in (("strategy-vulnerable-victims", False), ("strategy-of-the-force", True)):
        measure: Any = Measure.objects.get(slug=slug, aim__year="2022-23")
        understand.request_deliverable(by=manager, measure=measure, due=today, note="")
        if has_come:
            measure.refresh_from_db()
            understand.receive_deliverable(
                by=manager, measure=measure, received=today, evidence="It came by mail.", link=""
            )


def rows_read(manager: Person) -> str:
    """A file whose rows were read, one with a doubt and one refused."""
    given = intake.begin(
        by=manager, kind_name="contracts", name="new.csv", content=ROWS.encode("utf-8")
    )
    answers = intake.guesses(given) | {"year": "2022-23"}
    return intake.answer_options(by=manager, intake=given, answers=answers).reference


def switched_off(administrator: Person) -> str:
    """Somebody whose account is switched off."""
    somebody = people.make_person(by=administrator, email="gone@opcc.example", name="Gone Away")
    people.switch_off(by=administrator, person=somebody, why="They left")
    return somebody.reference
