"""Disposal runs: proposed, read, approved, withdrawn."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.steps import StepsOf
from precept.records import access, actions, forms, queries, rules
from precept.records.actions.holds import NOT_KEEPER
from precept.records.models import DisposalRun
from precept.records.pages.around import (
    listed,
    only_approvers,
    only_keepers,
    only_who_see,
    records_trail,
)


def run_address(of: DisposalRun) -> str:
    """Where the office reads a run."""
    return reverse("records.run", args=[of.reference])


@office_page
def runs(request: Request) -> HttpResponse:
    """Every disposal run."""
    only_who_see(request)
    return listed(
        request,
        "records.runs",
        queries.runs_page(request.person, request.GET),
        "One person proposes what is due, another approves the list as it stands. Each record is asked about again"
        " in the moment in which it would go.",
        new=reverse("records.propose_run") if access.may_keep(request.person) else "",
        button="Propose a run",
    )


@office_page
def propose_run(request: Request) -> HttpResponse:
    """Put what is due on a list."""
    only_keepers(request)
    there = reverse("records.runs")
    return ask(
        request,
        forms.ProposeRun(sent(request)),
        actions.propose_run,
        run_address,
        title="Propose a disposal run",
        button="Make the list",
        back=there,
        words=[
            f"What is due today and not held is put on a list, at most {queries.MOST_DUE} records. Nothing goes"
            " before somebody else approved the list."
        ],
        breadcrumbs=records_trail((there, "Disposal runs"), ("", "New run")),
    )


@office_page
def run(request: Request, reference: str) -> HttpResponse:
    """One run: its list, who proposed and approved it, how far it is."""
    only_who_see(request)
    found = queries.run(request.person, reference)
    waits = found.state == "proposed"
    is_own = found.proposed_by_id == request.person.pk
    context = {
        "run": found,
        "state": rules.RUN_STATES[found.state],
        "counts": queries.counts_of(found),
        "table": queries.lines_page(request.person, found, request.GET),
        "job": queries.job_of(found) if found.state == "approved" else None,
        "may_approve": waits and not is_own and access.may_approve(request.person),
        "may_withdraw": waits
        and (access.may_keep(request.person) or access.may_approve(request.person)),
        "is_own": waits and is_own,
        "story": ledger.story(found.subject),
        "breadcrumbs": records_trail(
            (reverse("records.runs"), "Disposal runs"), ("", found.reference)
        ),
    }
    return render(request, "records/run.html", context)


def _around(found: DisposalRun, here: str) -> dict[str, Any]:
    there = run_address(found)
    runs = (reverse("records.runs"), "Disposal runs")
    return {
        "caption": f"Disposal run {found.reference}",
        "back": there,
        "breadcrumbs": records_trail(runs, (there, found.reference), ("", here)),
    }


def _now(_request: Request, found: DisposalRun) -> dict[str, Any]:
    found.refresh_from_db()
    return {"version": found.version, "why": ""}


_ask = StepsOf("run", _around, _now).ask


@office_page
def approve_run(request: Request, reference: str) -> HttpResponse:
    """Approve a list as the second person."""
    only_approvers(request)
    if elsewhere := proves_first(request):
        return elsewhere
    found = queries.run(request.person, reference)
    return _ask(
        request,
        found,
        forms.ApproveRun,
        actions.approve_run,
        title="Approve this disposal",
        button="Approve it",
        is_grave=True,
        words=[
            f"{found.count:,} records go for good: what they say, their files, and the personal part of their"
            " history. It cannot be undone.",
            "What was held, or changed, since the list was made is left.",
        ],
    )


@office_page
def withdraw_run(request: Request, reference: str) -> HttpResponse:
    """Withdraw a list: nothing on it is touched."""
    only_if(
        access.may_keep(request.person) or access.may_approve(request.person),
        NOT_KEEPER,
    )
    found = queries.run(request.person, reference)
    return _ask(
        request,
        found,
        forms.WithdrawRun,
        actions.withdraw_run,
        title="Withdraw this run",
        button="Withdraw it",
        is_grave=True,
    )
