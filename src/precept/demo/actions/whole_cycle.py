"""A commissioning project that went through all four gates, from a need to what became of it. Invented."""

from datetime import date
from typing import Any

from precept.decisions import actions as decisions
from precept.decisions import rules as decided
from precept.decisions.models import Decision
from precept.demo.actions.cast import Cast
from precept.demo.actions.projects import RESTS_ON
from precept.demo.reading import table
from precept.do.agreements import actions as register
from precept.do.agreements import queries as agreements
from precept.do.agreements import rules as terms
from precept.do.agreements.models import Agreement
from precept.foundation import clock
from precept.foundation.money import Money
from precept.plan import actions, rules
from precept.plan.models import Assessment, Option, Project
from precept.understand import actions as understand

OUTCOME = "Done, and looked at together. Invented."
ADVICE = "Looked at: nothing stands against it. Invented."


def go_round(cast: Cast) -> None:
    """Understand, plan, do, review: each gate is asked for by one person and signed by another."""
    said = table("whole-cycle")
    project = _begun(cast, said)
    _pass(cast, project, "The need is plain.")
    _plan(cast, project, said)
    _pass(cast, project, "Let it, and go on asking the partnerships.")
    _do(cast, project, said)
    _pass(cast, project, "Decided, published, in the register.", by="commissioner")
    _review(cast, project, said)
    _pass(
        cast, project, "It did what it should; the next project asks what follows.", choice="change"
    )
    _tell(cast, project, said)


def _now(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def _begun(cast: Cast, said: dict[str, Any]) -> Project:
    project = actions.begin_project(
        by=cast.manager,
        title=said["title"],
        purpose=said["purpose"],
        priorities=said["priorities"],
        owner=cast.people["commissioning-officer"],
        wanted_on=clock.today(),
        estimate=Money.of(said["estimate"]),
        is_for_perpetrators=True,
        is_invented=True,
    )
    for kind, title in said["rests_on"]:
        row = RESTS_ON[kind].objects.filter(title__startswith=title).latest("pk")
        actions.tie(by=cast.manager, project=project, kind=kind, typed=row.reference)
    return project


def _pass(
    cast: Cast, project: Project, answer: str, choice: str = "", by: str = "chief-executive"
) -> None:
    """Finish the steps of the phase, ask for its gate, and have it signed."""
    now = _now(project)
    for step in now.steps.filter(phase=now.phase, state="open"):
        actions.finish_step(by=cast.manager, step=step, version=step.version, outcome=OUTCOME)
    waiting = actions.ask_gate(by=cast.manager, project=now, version=_now(project).version)
    actions.pass_gate(
        by=cast.people[by],
        gate=waiting,
        version=_now(project).version,
        answer=answer,
        choice=choice,
    )


def _plan(cast: Cast, project: Project, said: dict[str, Any]) -> None:
    for one in said["option"]:
        actions.add_option(
            by=cast.manager, project=_now(project), **{**one, "cost": Money.of(one["cost"])}
        )
    choice = said["choice"]
    actions.choose_option(
        by=cast.manager,
        project=_now(project),
        version=0,
        option=Option.objects.get(project=project, kind=choice["option"]),
        reasons=choice["reasons"],
        value=choice["value"],
        months=choice["months"],
        is_longest=True,
        funds=choice["funds"],
        hopes_for_grant=True,
        grant_fails=choice["grant_fails"],
        victims=choice["victims"],
    )
    officer = cast.people["commissioning-officer"]
    for kind in rules.ASSESSMENT_KINDS:
        made = actions.begin_assessment(by=officer, project=_now(project), kind=kind)
        _agree(cast, _written(cast, made, said))


def _written(cast: Cast, made: Assessment, said: dict[str, Any]) -> Assessment:
    officer = cast.people["commissioning-officer"]
    if made.kind in said["left_out"]:
        return actions.leave_assessment_out(
            by=officer, assessment=made, version=made.version, why=said["left_out"][made.kind]
        )
    keys = {one.key for one in rules.template_named(made.template).questions}
    return actions.write_assessment(
        by=officer,
        assessment=made,
        version=made.version,
        answers={key: said[made.kind][key] for key in keys},
    )


def _agree(cast: Cast, made: Assessment) -> None:
    actions.agree_assessment(
        by=cast.manager,
        assessment=made,
        version=made.version,
        review_on=clock.months_later(clock.today(), 12),
    )


def _do(cast: Cast, project: Project, said: dict[str, Any]) -> None:
    now = agreements.full(Agreement.objects.all()).get(reference=said["agreement"])
    outcome = said["outcome_of_agreement"]
    register.state_terms(
        by=cast.manager,
        agreement=now,
        version=now.version,
        outcomes=[
            terms.Outcome(
                outcome["people"], outcome["percent"], outcome["change"], outcome["measure"]
            )
        ],
        report_by=_reported(now.ends),
    )
    register.publish_agreement(
        by=cast.manager,
        agreement=agreements.full(Agreement.objects.all()).get(pk=now.pk),
        why="What it is to change for people is stated.",
    )
    decision = _decided(cast, said["decision"])
    for kind, typed in (("agreement", said["agreement"]), ("decision", decision.reference)):
        actions.tie(by=cast.manager, project=_now(project), kind=kind, typed=typed)


def _reported(ends: date | None) -> date:
    assert ends is not None, "the data states when it ends"
    return clock.months_later(ends, 1)


def _decided(cast: Cast, said: dict[str, Any]) -> Decision:
    officer = cast.people["commissioning-officer"]
    decision = decisions.draft_decision(
        by=officer,
        kind=said["kind"],
        title=said["title"],
        amount=Money.of(said["amount"]),
        power="power-victims-services",
        lead_role="Commissioning manager",
        words={name: said[name] for name in decided.WORDS},
        finance_source=said["finance_source"],
        is_invented=True,
    )
    decision = decisions.send_for_advice(by=officer, decision=decision)
    for kind in decided.advice_needed(decision.kind, decision.amount):
        by = cast.treasurer if kind == "finance" else cast.chief_executive
        decisions.give_advice(by=by, decision=decision, kind=kind, words=ADVICE)
    decision = decisions.make_ready(by=officer, decision=Decision.objects.get(pk=decision.pk))
    decisions.sign_decision(
        by=cast.commissioner,
        decision=decision,
        version=decision.version,
        interests="No interest of mine precludes this decision.",
    )
    decisions.set_publication(
        by=cast.manager, decision=Decision.objects.get(pk=decision.pk), day=clock.today()
    )
    decisions.publish_decision(by=cast.manager, decision=Decision.objects.get(pk=decision.pk))
    return Decision.objects.get(pk=decision.pk)


def _review(cast: Cast, project: Project, said: dict[str, Any]) -> None:
    """Those who took part and victims are asked once more, since the review began."""
    one, by = said["voice"], cast.manager
    made = understand.record_voice(
        by=by,
        title=one["title"],
        about=one["about"],
        priorities=said["priorities"],
        ways=one["ways"],
        ways_words=one["ways_words"],
        starts=clock.today(),
        ends=clock.today(),
        by_whom=one["by_whom"],
        by_body=one["by_body"],
        access=one["access"],
        is_for_perpetrators=True,
        victims_considered=one["victims_considered"],
        is_invented=True,
    )
    made = understand.set_groups(by=by, voice=made, version=made.version, numbers=one["groups"])
    understand.set_consent(
        by=by,
        voice=made,
        version=made.version,
        consent=one["consent"],
        told_them=one["told_them"],
        is_paid=False,
        thanks_why_none="A talk of ten minutes, at a time that they chose.",
    )
    actions.tie(by=by, project=_now(project), kind="voice", typed=made.reference)


def _tell(cast: Cast, project: Project, said: dict[str, Any]) -> None:
    actions.publish_project(
        by=cast.manager,
        project=_now(project),
        version=0,
        title=said["title"],
        purpose=said["purpose"],
        for_whom=said["page_for_whom"],
        outcome=said["outcome"],
    )
