"""One of each thing that the demonstration office has not by itself: drafts, a file to load, a job, a mail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.test import override_settings

from precept.demo.reading import path_of
from precept.foundation.documents import actions as documents
from precept.foundation.intake import actions as intake
from precept.foundation.ledger.actions import action, record
from precept.foundation.outbox import actions as outbox
from precept.foundation.outbox import progress
from precept.foundation.people import actions as people_actions
from precept.foundation.people import rules as people_rules
from precept.foundation.people.models import Person, RoleHeld
from precept.foundation.people.testing import signed_in
from precept.parties import actions as parties
from precept.parties.models import OfficeSuccession, Organisation
from precept.plan import actions as plan
from precept.plan import rules
from precept.plan.models import FrameworkLine
from precept.understand import actions as understand
from tests.architecture.answered import add_questions
from tests.architecture.awarded import add_awards
from tests.architecture.books import add_books
from tests.architecture.decided import add_decisions
from tests.architecture.kept import add_kept
from tests.architecture.managed import add_management
from tests.architecture.marked import add_marked
from tests.architecture.needed import add_needs
from tests.architecture.paid import add_money
from tests.architecture.partnered import add_partners
from tests.architecture.projected import add_projects
from tests.architecture.rounds import People, add_rounds
from tests.architecture.staked import add_stakes
from tests.architecture.standards import add_procedures
from tests.architecture.standing import add_standing
from tests.architecture.understood import add_understanding
from tests.architecture.varied import add_varied

if TYPE_CHECKING:
    from tests.architecture.world import World
from tests.architecture.yearly import add_year


@action
def mail_and_job(manager: Person) -> tuple[str, str]:
    """A mail that waits and a job under way; their references."""
    mail = outbox.queue_mail(
        to="somebody@opcc.example", subject="A letter", text="Words", kind="letter"
    )
    job = progress.begin(subject="register:changes", title="Something long", by=manager, total=10)
    record("register:changes", "job begun", by=manager)
    return mail.reference, job.reference


def many_downloads() -> str:
    """Somebody who downloaded too much and whom nobody has asked about it yet; the alarm's reference."""
    marker = Person.objects.get(email="callum.stonebeck@opcc.example")
    signed_in(marker, browser="Chrome on Windows")
    session = marker.signed_in.latest("pk")
    kind = people_rules.EXPORTS["bid"]
    for _ in range(kind.most):
        people_actions.take_out(signed_in=session, kind=kind, what="/my/marking")
    people_actions.sound_alarm(signed_in=session, kind=kind)
    return str(marker.too_many_exports.get().reference)


def people_of(world: World) -> People:
    """Who acts, and the organisations in whose name the bidders bid."""
    bidders = [
        (Person.objects.get(email=email), Organisation.objects.get(reference=reference))
        for email, reference in (
            ("oren.thistlewood@lampwick.example", "lampwick-street-volunteers"),
            ("saoirse.millrace@hobbledale.example", "hobbledale-rural-watch"),
        )
    ]
    return People(
        officer=world.person("commissioning-officer"),
        manager=world.person("commissioning-manager"),
        marker=world.person("marker"),
        expert=world.person("external-expert"),
        finance_chief=world.person("chief-finance-officer"),
        chief=world.person("chief-executive"),
        deputy=world.person("deputy"),
        commissioner=world.person("commissioner"),
        provider=world.person("provider"),
        provider_body=Organisation.objects.get(reference="withywick-support"),
        bidders=bidders,
        other_marker=Person.objects.get(email="callum.stonebeck@opcc.example"),
    )


def add_to(world: World) -> None:
    """Make them, and say what they are called."""
    add_earlier(world)
    people = people_of(world)
    add_rounds(people, world.references)
    add_marked(people, world.references)
    add_decisions(people)
    add_awards(people, world.references)
    add_standing(people, world.references)
    add_varied(people, world.references)
    add_partners(world.references)
    add_money(people, world.person("finance-officer"), world.references)
    add_books(world.person("finance-officer"), world.references)
    add_management(world.person("commissioning-manager"), world.references)
    add_projects(people, world.references)
    add_needs(world.person("commissioning-officer"), world.references)
    add_questions(world.person("commissioning-officer"), world.references)
    add_understanding(world.person("commissioning-manager"), world.references)
    add_kept(world.references)
    add_procedures(world.person("commissioning-officer"))
    add_year(people, world.references)
    add_stakes(people, world.references)


def add_earlier(world: World) -> None:
    """The strategy, the plan, the framework, a file, a mail, a job, a contact."""
    manager = world.person("commissioning-manager")
    understand.amend_strategy(by=manager, dated=date(2026, 11, 1), why="A yearly review")
    understand.amend_plan(by=manager, why="A yearly review")
    framework = plan.draft_next_year(by=manager, year="2027-28", title="Framework 2027–28")
    section = framework.sections.filter(layout="projects").get()
    plan.add_line(
        by=manager,
        section=section,
        line=rules.TypedLine(kind="project", name="A project", is_invented=True),
    )
    given = intake.begin(
        by=manager,
        kind_name="contracts",
        name="contracts.csv",
        content=path_of("contracts.csv").read_bytes(),
    )
    organisation = Organisation.objects.get(reference="withywick-support")
    contact = parties.add_contact(by=manager, organisation=organisation, name="A. N. Other")
    mail, job = mail_and_job(manager)
    with override_settings(PRECEPT_SCANNER="none"):
        file = documents.keep(
            by=manager,
            about="measure:2022-23:strategy-vulnerable-victims",
            name="strategy.txt",
            content=b"The strategy itself",
        )
        documents.scan(reference=file.reference)
    held = RoleHeld.objects.get(person=manager)
    signed_in(manager)
    world.references |= {
        "file": file.reference,
        "succession": OfficeSuccession.objects.get().reference,
        "line": FrameworkLine.objects.get(section=section).reference,
        "intake": given.reference,
        "contact": contact.reference,
        "mail": mail,
        "job": job,
        "alarm": many_downloads(),
        "manager": manager.reference,
        "held": held.reference,
        "manager_session": manager.signed_in.order_by("-pk")[0].reference,
    }
