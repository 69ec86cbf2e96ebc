"""The work with partners: a real joint service as its notice states it, and an invented one that is at work."""

from datetime import date, timedelta
from typing import Any

from precept.demo.actions import partner_money
from precept.demo.actions.cast import Cast
from precept.demo.actions.partner_money import bodies, money
from precept.demo.reading import table
from precept.do.agreements import actions as register
from precept.do.agreements.models import Agreement
from precept.do.agreements.rules import Outcome
from precept.do.partners import actions, queries
from precept.do.partners.models import (
    JointService,
    JointShare,
    JointSum,
    Meeting,
    Partnership,
)
from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties import actions as parties
from precept.plan.models import Fund

INVENTED = "Invented for the demonstration"


def work_with_partners(cast: Cast) -> None:
    """Everything that the office does with partners, published where it is to be public."""
    _partner_joins(cast)
    _domestic_abuse(cast)
    partnership = _partnership(cast)
    _board(cast)
    partner_money.grants(cast)
    _joint_service(cast, partnership)
    _plan(cast)
    partner_money.formulas(cast)


def _said() -> dict[str, Any]:
    return table("partners")


def _partner_joins(cast: Cast) -> None:
    """The partner's person acts for their council, without keeping its profile."""
    entry = next(one for one in table("people")["person"] if one["role"] == "partner")
    parties.add_member(
        by=cast.manager,
        organisation=cast.organisations[entry["organisation"]],
        person=Person.objects.get(email=entry["email"]),
        keeps_profile=True,
        signs=False,
        role=entry["title"],
        why="The demonstration’s story",
    )


def _domestic_abuse(cast: Cast) -> None:
    said = _said()["domestic_abuse"]
    service = actions.begin_joint_service(
        by=cast.manager,
        title=said["title"],
        commissioners=bodies(cast, said["commissioners"]),
        purpose=said["purpose"],
        priorities=said["priorities"],
        starts=said["starts"],
        ends=said["ends"],
        longest=said["longest"],
        source=said["source"],
        note=said["note"],
    )
    for lot in said["lot"]:
        made = actions.add_lot(
            by=cast.manager,
            service=service,
            number=lot["number"],
            title=lot["title"],
            area=lot["area"],
            amount=money(lot["value"]),
        )
        for contract in lot["contracts"]:
            agreement = register.record_agreement(
                by=cast.manager,
                reference=contract["reference"],
                title=contract["title"],
                status="ended",
                is_past=True,
                starts=said["starts"],
                ends=said["ends"],
                priorities=said["priorities"],
                source=said["source"],
                note="Its state follows its first term. Whether it was extended is not stated.",
            )
            actions.add_agreement(by=cast.manager, lot=made, agreement=agreement)
            _publish_agreement(cast, agreement)
    for year in said["years"]:
        for body in bodies(cast, said["commissioners"]):
            actions.state_contribution(
                by=cast.manager, service=service, organisation=body, year=year, amount=None
            )
    _publish_service(cast, service)


def _publish_agreement(cast: Cast, agreement: Agreement) -> None:
    now = Agreement.objects.get(pk=agreement.pk)
    register.publish_agreement(by=cast.manager, agreement=now, version=now.version)


def _publish_service(cast: Cast, service: JointService) -> None:
    now = JointService.objects.get(pk=service.pk)
    actions.publish_joint_service(by=cast.manager, service=now, version=now.version)


def _partnership(cast: Cast) -> Partnership:
    said, today = _said()["partnership"], clock.today()
    made = actions.set_up_partnership(
        by=cast.manager,
        name=said["name"],
        kind="ours",
        purpose=said["purpose"],
        attends=cast.manager,
        area=said["area"],
        terms=said["terms"].strip(),
        terms_dated=date(2026, 1, 19),
        review_on=today + timedelta(days=120),
        outcomes=said["outcomes"],
        priorities=said["priorities"],
        source=INVENTED,
        is_invented=True,
    )
    for one in said["members"]:
        actions.add_member(
            by=cast.manager,
            partnership=made,
            organisation=cast.organisations[one["organisation"]],
            role=one["role"],
        )
    held = actions.call_meeting(
        by=cast.manager,
        partnership=made,
        on=today - timedelta(days=18),
        place="Harrowmere town hall",
        agenda=said["agenda"].strip(),
    )
    _held(cast, held, said)
    actions.call_meeting(by=cast.manager, partnership=made, on=today + timedelta(days=73))
    now = Partnership.objects.get(pk=made.pk)
    return actions.publish_partnership(by=cast.manager, partnership=now, version=now.version)


def _held(cast: Cast, meeting: Meeting, said: dict[str, Any]) -> None:
    today = clock.today()
    states = ("present", "present", "apologies", "present")
    actions.record_meeting(
        by=cast.manager,
        meeting=meeting,
        version=meeting.version,
        came={
            one["organisation"]: state for one, state in zip(said["members"], states, strict=True)
        },
        decisions=said["decisions"].strip(),
    )
    actions.agree_action(
        by=cast.manager,
        meeting=meeting,
        what=said["action"],
        owner=cast.people["commissioning-officer"],
        due=today + timedelta(days=9),
    )
    actions.agree_action(
        by=cast.manager,
        meeting=meeting,
        what=said["body_action"],
        body=cast.organisations["harrowmere-district-council"],
        due=today + timedelta(days=30),
    )


def _board(cast: Cast) -> None:
    said = _said()["board"]
    made = actions.set_up_partnership(
        by=cast.manager,
        name=said["name"],
        kind="theirs",
        purpose=said["purpose"],
        run_by=cast.organisations[said["run_by"]],
        attends=cast.people["commissioning-officer"],
        area=said["area"],
        priorities=said["priorities"],
        source=INVENTED,
        is_invented=True,
    )
    for slug, role in (
        ("harrowmere-community-safety-partnership", "chair"),
        ("police-and-crime-commissioner-for-leicestershire", "member"),
    ):
        actions.add_member(
            by=cast.manager, partnership=made, organisation=cast.organisations[slug], role=role
        )


def _joint_service(cast: Cast, partnership: Partnership) -> None:
    said = _said()["service"]
    known = cast.organisations
    service = actions.begin_joint_service(
        by=cast.manager,
        title=said["title"],
        commissioners=bodies(cast, said["commissioners"]),
        purpose=said["purpose"],
        priorities=said["priorities"],
        starts=said["starts"],
        ends=said["ends"],
        longest=said["longest"],
        partnership=partnership,
        source=said["source"],
        is_invented=True,
    )
    knows = said["expertise"]
    actions.state_expertise(
        by=cast.manager,
        commissioner=queries.commissioner_of(service, knows["organisation"]),
        expertise=knows["level"],
        words=knows["words"],
    )
    lots = [
        actions.add_lot(
            by=cast.manager,
            service=service,
            number=lot["number"],
            title=lot["title"],
            area=lot["area"],
            amount=money(lot["value"]),
        )
        for lot in said["lots"]
    ]
    contract = said["contract"]
    agreement = register.record_agreement(
        by=cast.manager,
        reference=contract["reference"],
        title=contract["title"],
        provider=known[contract["provider"]],
        starts=said["starts"],
        ends=said["ends"],
        priorities=said["priorities"],
        source=said["source"],
        is_invented=True,
        amount=money(contract["value"]),
        funds=[(Fund.objects.get(code="safer-evenings"), None)],
    )
    outcome = contract["outcome"]
    agreement = register.state_terms(
        by=cast.manager,
        agreement=agreement,
        version=agreement.version,
        outcomes=[Outcome(outcome["people"], None, outcome["change"], outcome["measure"])],
        report_by=said["ends"] + timedelta(days=60),
    )
    agreement = register.sign_agreement(
        by=cast.manager,
        agreement=agreement,
        version=agreement.version,
        signed_on=said["starts"] - timedelta(days=20),
        is_past=True,  # before the frameworks of the demonstration could name it
        why=INVENTED,
    )
    actions.add_agreement(by=cast.manager, lot=lots[0], agreement=agreement)
    _publish_agreement(cast, agreement)
    for one in said["contributions"]:
        actions.state_contribution(
            by=cast.manager,
            service=service,
            organisation=known[one["organisation"]],
            year=one["year"],
            amount=money(one["value"]),
            source=INVENTED,
        )
    now = JointService.objects.get(pk=service.pk)
    actions.agree_lead(
        by=cast.manager,
        service=now,
        version=now.version,
        lead=known[said["lead"]],
        why=said["lead_why"],
    )
    _sums(cast, service, agreement, said)
    _publish_service(cast, service)


def _sums(cast: Cast, service: JointService, agreement: Agreement, said: dict[str, Any]) -> None:
    """Two invoices, of which the partner agreed to one and paid it, and an underspend that was shared back."""
    finance = cast.people["finance-officer"]

    def shared(kind: str, one: dict[str, Any]) -> JointSum:
        return actions.share_sum(
            by=finance,
            service=service,
            kind=kind,
            year="2026-27",
            amount=money(one["value"]),
            what=one["what"],
            dated=one["dated"],
            agreement=agreement,
            fund=Fund.objects.get(code="safer-evenings"),
        )

    first, *_ = [shared("invoice", one) for one in said["invoices"]]
    share = JointShare.objects.get(
        of=first, organisation=cast.organisations["harrowmere-district-council"]
    )
    actions.answer_share(by=cast.people["partner"], share=share, answer="agreed")
    actions.settle_share(
        by=finance, share=share, day=said["received"]["on"], words=said["received"]["words"]
    )
    shared("underspend", said["underspend"])


def _plan(cast: Cast) -> None:
    """What partners commission by themselves, one overlap taken up, one chance written down."""
    said, today = _said(), clock.today()
    for one in said["partner_service"]:
        actions.note_partner_service(
            by=cast.manager,
            organisation=cast.organisations[one["organisation"]],
            title=one["title"],
            source=INVENTED,
            priorities=one["priorities"],
            area=one["area"],
            starts=one["starts"],
            ends=one["ends"],
            amount=money(one["value"]),
            is_invented=True,
        )
    found = (one for one in queries.overlaps_left() if said["chance"]["of"] in " ".join(one.titles))
    for one in [*found][:1]:
        actions.take_up(
            by=cast.manager,
            pair=one.key,
            title=said["chance"]["title"],
            next_step=said["chance"]["next_step"],
            owner=cast.people["commissioning-officer"],
            due=today + timedelta(days=12),
        )
    actions.write_down_chance(
        by=cast.manager,
        owner=cast.manager,
        due=today + timedelta(days=45),
        is_invented=True,
        **said["written_chance"],
    )
    actions.publish_plan(by=cast.manager)
