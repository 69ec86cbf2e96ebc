"""The office's pages of a project's gates: asked for, signed, sent back; each as it was answered."""

from typing import Any

from django.http import Http404, HttpResponse

from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.plan import access, actions, forms, queries, rules
from precept.plan.actions.gates import NOT_SIGNER
from precept.plan.models import Gate, Project
from precept.plan.pages.projects import address, asking, only_keepers, project_trail


@office_page
def gate(request: Request, reference: str, key: str, number: int) -> HttpResponse:
    """A gate as it stood when it was asked for or answered."""
    found = queries.project(request.person, reference)
    one = queries.gate_of(found, key, number)
    rule = rules.gate_named(one.key)
    context = {
        "project": found,
        "gate": one,
        "rule": rule,
        "state": (rules.GATE_STATES[one.state], queries.GATE_TAGS[one.state]),
        "lines": queries.lines_shown(one.shown),
        "choice": rules.FUTURES.get(one.choice, ""),
        "may_sign": access.may_sign_gate(request.person, one),
        "may_keep": one.state == "asked" and access.may_keep_projects(request.person),
        "breadcrumbs": project_trail(found, ("", rule.title)),
    }
    return render(request, "plan/gate.html", context)


@office_page
def ask_gate(request: Request, reference: str) -> HttpResponse:
    """Bring a project to the gate at the end of its phase."""
    only_keepers(request)
    found = queries.project(request.person, reference)
    rule = rules.gate_after(found.phase)
    return asking(
        request,
        found,
        forms.AskGate(sent(request), initial={"version": found.version}),
        lambda **said: actions.ask_gate(project=found, **said),
        title=f"Ask for the gate: {rule.title}",
        button="Ask for it",
        again=lambda: {**queries.fresh_version(found), "words": ""},
        template="plan/ask_gate.html",
        more={"lines": queries.gate_lines(found, rule), "what": rule.what},
    )


def _waiting(request: Request, reference: str) -> tuple[Project, Gate, rules.GateRule]:
    found = queries.project(request.person, reference)
    waiting = queries.gate_waiting(found)
    if waiting is None:
        raise Http404(f"{reference} waits at no gate")
    return found, waiting, rules.gate_named(waiting.key)


def _around(found: Project, waiting: Gate) -> dict[str, Any]:
    rule = rules.gate_named(waiting.key)
    return {
        "template": "plan/ask_gate.html",
        "more": {
            "lines": queries.gate_lines(found, rule),
            "what": rule.what,
            "said": waiting.words,
            "asked_by": waiting.asked_by.name,
        },
    }


@office_page
def pass_gate(request: Request, reference: str) -> HttpResponse:
    """Sign a gate."""
    found, waiting, rule = _waiting(request, reference)
    only_if(access.may_sign_gate(request.person, waiting), NOT_SIGNER)
    is_own = request.person.pk in {waiting.asked_by_id, found.owner_id}
    form = forms.PassGate(
        sent(request),
        initial={"version": found.version},
        is_last=not rule.to,
        is_own=is_own,
    )
    return asking(
        request,
        found,
        form,
        lambda **said: actions.pass_gate(gate=waiting, **said),
        title=rule.title,
        button="Sign it",
        again=lambda: queries.fresh_version(found),
        **_around(found, waiting),
    )


@office_page
def send_gate_back(request: Request, reference: str) -> HttpResponse:
    """Send a project back from a gate."""
    found, waiting, _ = _waiting(request, reference)
    only_if(access.may_sign_gate(request.person, waiting), NOT_SIGNER)
    return asking(
        request,
        found,
        forms.SendBack(sent(request)),
        lambda **said: actions.send_gate_back(gate=waiting, **said),
        title="Send it back",
        button="Send it back",
        **_around(found, waiting),
    )


@office_page
def take_gate_back(request: Request, reference: str) -> HttpResponse:
    """Take a project back from a gate at which it waits."""
    only_keepers(request)
    found, waiting, _ = _waiting(request, reference)
    return asking(
        request,
        found,
        forms.TakeBack(sent(request)),
        lambda **said: actions.take_gate_back(gate=waiting, **said),
        onwards=lambda _: address(found),
        title="Take it back from the gate",
        button="Take it back",
    )
