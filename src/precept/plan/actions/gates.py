"""The gates of a project: brought to one with what stands, signed or sent back by the right person."""

from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refused, action, needed, record
from precept.foundation.ledger.versions import write_next
from precept.foundation.people.models import Person
from precept.plan import access, queries, rules
from precept.plan.actions.beginning import (
    STALE,
    ask_keeper,
    going,
)
from precept.plan.actions.releasing import capacity_of
from precept.plan.models import Gate, Project

NOT_SIGNER = "Only people who may sign this gate can answer it."


@action
def ask_gate(*, by: Person, project: Project, version: int, words: str = "") -> Gate:
    """Bring a project to the gate that ends its phase. Refused while something needed is missing."""
    ask_keeper(by)
    now = going(project)
    rule = rules.gate_after(now.phase)
    if now.gates.filter(state="asked").exists():
        raise Refused("It waits for its signature already.")
    lines = queries.gate_lines(now, rule)
    if problem := rules.passing_problem(lines):
        raise Refused(f"{rule.title}: {problem}")
    write_next(now, {}, read=version, stale=STALE)
    made = Gate.objects.create(
        project=now,
        key=rule.key,
        number=now.gates.filter(key=rule.key).count() + 1,
        shown=queries.lines_kept(lines),
        words=words.strip(),
        asked_by=by,
    )
    record(
        now.subject,
        "gate asked for",
        by=by,
        after={"gate": rule.title, "words": made.words, "shown": queries.lines_told(lines)},
    )
    return made


def _waiting(gate: Gate, by: Person) -> Gate:
    now = Gate.objects.select_related("project__owner").get(pk=gate.pk)
    if now.state != "asked":
        raise Refused(f"It is answered already: {rules.GATE_STATES[now.state].lower()}.")
    if not access.may_sign_gate(by, now):
        raise NotAllowed(NOT_SIGNER)
    return now


@action
def pass_gate(
    *,
    by: Person,
    gate: Gate,
    version: int,
    answer: str = "",
    choice: str = "",
    exception: str = "",
) -> Gate:
    """Sign a gate: the project goes on to the next phase, or ends with what becomes of it.

    Asked again in this moment: refused where something needed is missing now. ``version`` is that of the
    project as the signer saw it.
    """
    now = _waiting(gate, by)
    project = going(now.project)
    rule = rules.gate_named(now.key)
    problem = rules.signing_problem(
        asked_it=now.asked_by_id == by.pk,
        owns_it=project.owner_id == by.pk,
        exception=exception,
    )
    if problem:
        raise Refused(problem[1], field=problem[0])
    if not rule.to and choice not in rules.FUTURES:
        raise Refused("Choose what becomes of it", field="choice")
    lines = queries.gate_lines(project, rule)
    if missing := rules.passing_problem(lines):
        raise Refused(f"{rule.title}: {missing}")
    if rule.to:
        changes = {"phase": rule.to, "phase_began": clock.today()}
    else:
        answer = needed(answer, "Say why", "answer")
        changes = {"state": "finished", "ended_on": clock.today(), "ended_words": answer}
    write_next(project, changes, read=version, stale=STALE)
    _answer(now, by, "passed", answer.strip(), choice="" if rule.to else choice)
    now.shown, now.exception = queries.lines_kept(lines), exception.strip()
    now.save(update_fields=["shown", "exception"])
    record(
        project.subject,
        "gate passed",
        by=by,
        why=now.answer,
        after={
            "gate": rule.title,
            "capacity": now.capacity,
            "shown": queries.lines_told(lines),
            "phase": rules.PHASES.get(rule.to, ""),
            "what becomes of it": rules.FUTURES.get(now.choice, ""),
            "exception": now.exception,
        },
    )
    return now


@action
def send_gate_back(*, by: Person, gate: Gate, answer: str) -> Gate:
    """Send a project back from a gate, with what has to change. It stays in its phase."""
    now = _waiting(gate, by)
    answer = needed(answer, "Say what has to change", "answer")
    _answer(now, by, "sent back", answer)
    record(
        now.project.subject,
        "gate sent back",
        by=by,
        why=answer,
        after={"gate": rules.gate_named(now.key).title, "capacity": now.capacity},
    )
    return now


@action
def take_gate_back(*, by: Person, gate: Gate, why: str) -> None:
    """Take a project back from a gate at which it waits, to change something first."""
    ask_keeper(by)
    now = Gate.objects.select_related("project").get(pk=gate.pk)
    if now.state != "asked":
        raise Refused("It is answered already.")
    why = needed(why, "Say why it is taken back", "why")
    _answer(now, by, "sent back", why)
    record(
        now.project.subject,
        "gate taken back",
        by=by,
        why=why,
        after={"gate": rules.gate_named(now.key).title},
    )


def _answer(gate: Gate, by: Person, state: str, answer: str, choice: str = "") -> None:
    """Answer a gate that waits: one of two who answer at once is too late."""
    said = {
        "state": state,
        "answered_by": by,
        "capacity": capacity_of(by, rules.gate_named(gate.key).power),
        "answered": clock.now(),
        "answer": answer,
        "choice": choice,
    }
    if not Gate.objects.filter(pk=gate.pk, state="asked").update(**said):
        raise Refused("Somebody answered it a moment ago.")
    for name, value in said.items():
        setattr(gate, name, value)
