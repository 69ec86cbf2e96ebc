"""What the demonstration lacks and these tests need: drafts of everything, contacts, mail, a hidden address."""

from datetime import date, timedelta

from precept.decisions import actions as decisions
from precept.decisions.models import Decision, Redaction
from precept.do.agreements import actions as register
from precept.do.agreements.models import (
    Agreement,
    AgreementOutcome,
    Award,
    Awarding,
    PlannedPayment,
)
from precept.do.assessment import actions as assessment
from precept.do.assessment import rules as marking
from precept.do.assessment.models import AgreedScore, Moderation
from precept.do.bids.models import Bid
from precept.do.opportunities import actions as rounds
from precept.do.opportunities.models import Criterion, DeadlineProposal, Opportunity
from precept.do.partners import actions as partners
from precept.do.partners.models import Formula, JointService, Partnership
from precept.do.spending import actions as spending
from precept.foundation import clock
from precept.foundation.documents.models import StoredFile
from precept.foundation.ledger.sealing import seal
from precept.foundation.money import Money
from precept.foundation.outbox.models import Progress, WorkerSeen
from precept.foundation.outbox.worker import work_until_idle
from precept.foundation.people import actions as people
from precept.foundation.people.models import (
    Allowance,
    Person,
    ProviderLink,
    RoleTitle,
    SignedIn,
    SignInCode,
    Unsent,
)
from precept.foundation.publications import actions as publications
from precept.foundation.publications.models import Publication
from precept.parties import actions as parties
from precept.parties.models import Office, OfficeSuccession, Organisation, PassedOn, RegisterRow
from precept.parties.rules.standing import DILIGENCE, SATISFIED
from precept.plan import actions as plan
from precept.plan import rules as plan_rules
from precept.plan.models import Framework, FrameworkSection, Fund
from precept.records import actions as records
from precept.records.rules import CLAIM
from precept.understand import actions as understand
from precept.understand.models import Aim, CrimePlan, Measure, Priority, Strategy
from tests.architecture.answered import add_questions
from tests.architecture.awarded import add_awards
from tests.architecture.books import add_books
from tests.architecture.decided import add_decisions
from tests.architecture.marked import add_marked, keys
from tests.architecture.needed import add_needs
from tests.architecture.paid import add_money
from tests.architecture.rounds import People
from tests.architecture.standards import add_procedures
from tests.architecture.standing import add_standing
from tests.architecture.things import people_of
from tests.architecture.varied import add_varied, at_work
from tests.architecture.world import World
from tests.security.house import House
from tests.security.project_places import add_projects
from tests.security.records_places import add_records
from tests.security.rounds import Round, changed_in_public, sealed
from tests.security.stake_places import add_stakes
from tests.security.year_places import add_year

REFUGE = "larkmantle-refuge"


def without_demonstration(office: House) -> None:
    """As a real office: nobody's door to the invented people, no open mailbox."""
    Office.objects.update(is_demonstration=False)
    parties.publish_office(by=office.someone("administrator"))


def add_drafts(by: Person, treasurer: Person) -> None:
    """A draft of each thing that can be drafted, beside what is public."""
    understand.amend_strategy(by=by, dated=date(2026, 1, 5), why="The next version")
    understand.amend_plan(by=by, why="The next version")
    understand.add_evidence(
        by=by,
        priority=Priority.objects.order_by("-pk")[0],
        kind="consultation",
        text="What people said",
        source="A survey",
    )
    add_needs(by, {})
    add_procedures(by)
    add_questions(by, {})
    in_force = Framework.objects.filter(state="published").order_by("-year")[0]
    plan.amend(by=by, year=in_force.year, why="The next version")
    plan.draft_framework(
        by=by,
        year="2031-32",
        title="A framework to come",
        introduction="What the office intends.",
        sections=[plan.NewSection("core", "Contracts", "contract periods")],
    )
    plan.add_line(
        by=by,
        section=FrameworkSection.objects.get(framework__year="2031-32"),
        line=plan_rules.TypedLine(kind="contract", name="A line to come", amount=Money(100_00)),
    )
    plan.add_fund(by=treasurer, code="next", name="The next fund", short_name="Next", kind="core")
    plan.add_budget(
        by=treasurer,
        fund=Fund.objects.get(code="next"),
        year="2031-32",
        amount=Money(100_00),
        source="To come",
    )
    parties.add_organisation(
        by=by, name="A body not yet public", reference="not-yet", confirmed=True
    )
    register.record_agreement(
        by=by,
        reference="NEXT001",
        title="An agreement not yet public",
        programme="A programme not yet public",
        amount=Money(100_00),
        funds=[(Fund.objects.get(code="next"), None)],
    )
    unknown = register.record_agreement(
        by=by, reference="NEXT002", title="An agreement whose value is not known"
    )
    spending.sign(by=treasurer, agreement=unknown)
    add_projects(by)
    add_records(by)
    add_year(by)
    add_stakes(by)
    rounds.record_round(
        by=by,
        programme="A programme not yet public",
        year="2031-32",
        number=1,
        theme="A round not yet public",
        deadline=date(2031, 6, 2),
        reference="NEXT-R1",
    )


def add_rounds(office: House) -> Round:
    """A sealed round with all that bidders keep to themselves; rounds, decisions and awards of every stage."""
    made = sealed(office)
    changed_in_public(made)
    world = World()
    people = people_of(world)
    add_marked(people, world.references)
    _unfinished_marks(people, world)
    add_decisions(people)
    add_awards(people, world.references)
    add_standing(people, world.references)
    add_varied(people, {})
    _kept_of_agreements(people)
    add_money(people, world.person("finance-officer"), world.references)
    add_books(world.person("finance-officer"), world.references)
    manager, group = made.manager, people.provider_body
    parties.record_diligence(
        by=manager,
        organisation=group,
        kind=next(iter(DILIGENCE)),
        outcome=SATISFIED,
        evidence="Looked at the register",
    )
    RegisterRow.objects.create(
        scheme="GB-CHC",
        number="7654321",
        name="A charity",
        name_key="a charity",
        status="Registered",
    )
    DeadlineProposal.objects.create(
        call=made.call,
        before="2026-12-01T12:00",
        after="2026-12-08T12:00",
        after_at=clock.now(),
        why="The site was down",
        by=manager,
        state="refused",
    )
    accepted = Agreement.objects.filter(award__isnull=False)[0]
    AgreementOutcome.objects.get_or_create(agreement=accepted, place=90, change="Fewer are afraid")
    PlannedPayment.objects.create(agreement=accepted, place=90, amount=Money(100))
    return made


def _kept_of_agreements(people: People) -> None:
    """What only the office reads of an agreement at work: a right to end it early, and its letters' wording."""
    register.add_break(
        by=people.officer,
        agreement=(now := at_work()),
        version=now.version,
        who="office",
        months=3,
        words="Where the grant ends",
    )
    register.change_template(
        by=people.officer, kind="agreement", version=0, words="This is agreed between:"
    )


def _unfinished_marks(people: People, world: World) -> None:
    """A sheet that somebody still writes, and a score that a meeting has not locked."""
    given = Bid.objects.get(reference=world.references["given_bid"])
    assessment.save_marks(
        by=people.expert,
        bid=given,
        given={key: marking.Given(3, "What I think so far") for key in keys()},
        overall="More to come",
        read=0,
    )
    assessment.record_check(
        by=people.officer, bid=given, kind="complete", outcome="pass", evidence="Read to its end"
    )
    moderated = Bid.objects.get(reference=world.references["moderated_bid"])
    AgreedScore.objects.create(
        bid=moderated,
        criterion=Criterion.objects.filter(call__opportunity=moderated.opportunity)[0],
        meeting=Moderation.objects.filter(opportunity=moderated.opportunity)[0],
        reason="What the meeting thinks so far",
    )


def add_deliverables(by: Person) -> None:
    """A deliverable that is asked for, and one that came."""
    asked, came = Measure.objects.filter(kind="deliverable", state="planned").order_by("pk")[:2]
    for measure in (asked, came):
        understand.request_deliverable(by=by, measure=measure, due=in_a_week(), note="")
    came.refresh_from_db()
    understand.receive_deliverable(
        by=by, measure=came, received=clock.today(), evidence="It came", link=""
    )


def add_approved(office: House) -> Framework:
    """An amendment of an earlier year's framework that is approved and not yet public."""
    manager = office.someone("commissioning-manager")
    draft = plan.amend(by=manager, year="2025-26", why="An error of ours")
    return plan.approve(by=office.someone("commissioner"), framework=draft, revision=draft.revision)


def add_what_is_private(office: House) -> None:
    """Contacts, a hidden address, a claim, mail, codes, a file, a job."""
    manager = office.someone("commissioning-manager")
    records.place_hold(
        by=office.someone("commissioning-officer"),
        what="organisation",
        which=REFUGE,
        kind=CLAIM,
        case="KB-2026-000041",
        why="The court asked for everything about it",
        letter_on=date(2026, 3, 2),
        claimant="Somebody who was not paid",
        concerns="other",
        review_on=date(2099, 1, 1),
    )
    PassedOn.objects.create(
        succession=OfficeSuccession.objects.get(),
        kind="funds",
        thing="fund:core",
        title="A fund of its own",
        href="/office/funds",
    )
    RoleTitle.objects.create(role="deputy", title="Deputy of old", starts=date(2022, 1, 1))
    for organisation in Organisation.objects.order_by("pk")[:3]:
        parties.add_contact(
            by=manager,
            organisation=organisation,
            name="Ida Reedwing",
            email="ida@reedwing.example",
            telephone="0116 496 0000",
        )
    refuge = Organisation.objects.get(reference=REFUGE)
    parties.set_protected_address(
        by=manager,
        organisation=refuge,
        secret_address="4 Thistledown Yard\nHarrowmere",
        why="For visits",
    )
    publications.remove_detail(
        by=manager, words="Thistledown Mews", why="To see that it stays away"
    )
    invited = people.invite(
        by=office.someone("administrator"),
        email="new@opcc.example",
        name="Una Newcome",
        role="marker",
        starts=clock.today(),
        why="To mark bids",
    )
    people.switch_off(by=office.someone("administrator"), person=invited, why="Until they start")
    SignedIn.objects.create(person=invited, how="code", browser="Firefox on Linux")
    SignInCode.objects.create(browser="b", person=invited, digest="d")
    Allowance.objects.create(key="k")
    ProviderLink.objects.create(person=invited, issuer="https://sign-in.example", subject="s")
    Unsent.objects.create(browser="u", person=invited, sealed="What they typed")
    StoredFile.objects.create(
        about="bid:none",
        name_given="accounts.pdf",
        name="accounts.pdf",
        kind="pdf",
        size=1,
        sha256="s",
        kept="k",
        added_by=invited,
    )
    WorkerSeen.objects.create(name="worker")
    Progress.objects.create(subject="s", title="A job", started_by="system")


def publish_everything(office: House, why: str = "Published again") -> None:
    """Release everything again as it stands now, through the actions that people use; then files and mail."""
    manager = office.someone("commissioning-manager")
    chief = office.someone("chief-executive")
    commissioner = office.someone("commissioner")
    for framework in Framework.objects.filter(state="draft"):
        if framework.version > 1:
            plan.discard_draft(by=manager, framework=framework, why="Begun again")
    for year in Framework.objects.filter(state="published").values_list("year", flat=True):
        draft = plan.amend(by=manager, year=year, why=why)
        plan.refresh_from_register(by=manager, framework=draft)
        draft.refresh_from_db()
        plan.approve(by=commissioner, framework=draft, revision=draft.revision)
        draft.refresh_from_db()
        plan.publish_framework(by=manager, framework=draft)
    understand.publish_strategy(by=chief, strategy=Strategy.objects.get(state="draft"))
    understand.publish_plan(by=chief, plan=CrimePlan.objects.get(state="draft"))
    for year in Aim.objects.values_list("year", flat=True).distinct():
        understand.publish_measures(by=chief, year=year)
    parties.publish_office(by=office.someone("administrator"))
    public = set(Publication.objects.filter(is_latest=True).values_list("kind", "key"))
    for organisation in Organisation.objects.all():
        if ("organisation", organisation.reference) in public:
            parties.publish_organisation(by=manager, organisation=organisation)
    for fund in Fund.objects.all():
        if ("fund", fund.code) in public:
            plan.publish_fund(by=manager, fund=fund)
    for agreement in Agreement.objects.filter(published_version__gt=0):
        register.publish_agreement(by=manager, agreement=agreement)
    for opportunity in Opportunity.objects.filter(published_version__gt=0):
        rounds.publish_round(by=manager, opportunity=opportunity)
    for joined in Partnership.objects.filter(published_version__gt=0):
        partners.publish_partnership(by=manager, partnership=joined, version=joined.version)
    for service in JointService.objects.filter(published_version__gt=0):
        partners.publish_joint_service(by=manager, service=service, version=service.version)
    if ("partnerships-plan", "plan") in public:
        partners.publish_plan(by=manager)
    for formula in Formula.objects.filter(state="approved"):
        partners.publish_formula(by=manager, formula=formula)
    for row in Redaction.objects.filter(decision__state="published", state="released"):
        # The words are a token by now: what stands in the text is to be cut out of all that is made of it.
        text = f"What is redacted: {row.words}, and nothing else."
        Decision.objects.filter(pk=row.decision_id).update(background=text)
        Redaction.objects.filter(pk=row.pk).update(part="background", place=None)
    for decision in Decision.objects.filter(state="published"):
        decisions.correct_decision(
            by=manager,
            decision=decision,
            version=decision.version,
            why=why,
            summary=f"{decision.summary} Looked at again.",
        )
    for awarding in Awarding.objects.filter(decision__state="published"):
        Award.objects.filter(result__awarding=awarding).update(summary="Looked at again")
        register.correct_results(by=manager, awarding=awarding, version=awarding.version, why=why)
    work_until_idle()
    seal()
    work_until_idle()


def in_a_week() -> date:
    """A day to come."""
    return clock.today() + timedelta(days=7)
