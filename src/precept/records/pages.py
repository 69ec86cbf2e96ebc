"""The office's pages of how long records are kept: schedule, what is due, holds, disposal runs, the register."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents import sheets
from precept.foundation.documents.handing import to_keep
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.exports import handed_out
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.tables import Table
from precept.foundation.web.trails import Trail, trail
from precept.records import access, actions, forms, queries, rules, sign_ups
from precept.records.actions.holds import NOT_KEEPER
from precept.records.actions.schedule import NOT_APPROVER
from precept.records.models import DisposalRun, Hold

NOT_FOR_YOU = "Only people who keep records, approve disposals or check the ledger see this."
LISTS = (
    ("records.due", "What is due"),
    ("records.runs", "Disposal runs"),
    ("records.holds", "Holds"),
    ("records.register", "Register of disposals"),
    ("records.schedule", "Schedule"),
)


def _only_who_see(request: Request) -> None:
    only_if(access.may_see(request.person), NOT_FOR_YOU)


def _only_keepers(request: Request) -> None:
    only_if(access.may_keep(request.person), NOT_KEEPER)


def _only_approvers(request: Request) -> None:
    only_if(access.may_approve(request.person), NOT_APPROVER)


def _trail(*places: tuple[str, str]) -> Trail:
    return trail((reverse("records.due"), "Records"), *places)


def _context(request: Request, name: str, **more: Any) -> dict[str, Any]:
    return {
        "title": dict(LISTS)[name],
        "lists": [(reverse(key), words, key == name) for key, words in LISTS],
        "may_keep": access.may_keep(request.person),
        "may_approve": access.may_approve(request.person),
        "breadcrumbs": _trail(("", dict(LISTS)[name])),
        **more,
    }


def _listed(request: Request, name: str, table: Table, lead: str, **more: Any) -> HttpResponse:
    nothing = {"new": "", "button": "", "file": ""}
    context = _context(request, name, **(nothing | {"table": table, "lead": lead} | more))
    return render(request, "records/listed.html", context)


@office_page
def due(request: Request) -> HttpResponse:
    """What is due today, and what stands against disposing of it."""
    _only_who_see(request)
    today = clock.today()
    shown, more = queries.due_shown(request.person, today)
    context = _context(request, "records.due", due=shown, more=more, today=today)
    return render(request, "records/due.html", context)


# The schedule


@office_page
def schedule(request: Request) -> HttpResponse:
    """How long each kind of record is kept."""
    _only_who_see(request)
    context = _context(
        request,
        "records.schedule",
        schedule=[(one, rules.ACTIONS[one.action]) for one in queries.schedule()],
        by_run=set(sign_ups.kinds()),
    )
    return render(request, "records/schedule.html", context)


@office_page
def change_rule(request: Request, key: str) -> HttpResponse:
    """Change how long a kind of record is kept."""
    _only_approvers(request)
    found = queries.rule(key)
    there = reverse("records.schedule")
    return ask(
        request,
        forms.ChangeRule(sent(request), initial=forms.rule_initial(found)),
        lambda **said: actions.change_rule(key=key, **said),
        lambda _: there,
        title="Change how long it is kept",
        caption=found.title,
        button="Save",
        back=there,
        words=[
            f"Counted from: {found.trigger.lower()}.",
            "Lists that wait for approval are no longer carried out for this kind: propose them again.",
        ],
        breadcrumbs=_trail((there, "Schedule"), ("", found.title)),
        again=lambda: forms.rule_initial(queries.rule(key)),
    )


# Holds


def hold_address(of: Hold) -> str:
    """Where the office reads a hold."""
    return reverse("records.hold", args=[of.reference])


@office_page
def holds(request: Request) -> HttpResponse:
    """Every hold."""
    _only_who_see(request)
    return _listed(
        request,
        "records.holds",
        queries.holds_page(request.person, request.GET),
        "A hold keeps a record, and everything under it, from being disposed of until somebody else releases it.",
        new=reverse("records.place_hold") if access.may_keep(request.person) else "",
        button="Place a hold",
    )


@office_page
def place_hold(request: Request) -> HttpResponse:
    """Hold a thing and everything under it."""
    _only_keepers(request)
    there = reverse("records.holds")
    return ask(
        request,
        forms.PlaceHold(sent(request)),
        actions.place_hold,
        hold_address,
        title="Place a hold",
        button="Hold it",
        back=there,
        words=[
            "It holds at once. A hold on a round, an organisation, an agreement or a person holds every bid and"
            " contact under it."
        ],
        breadcrumbs=_trail((there, "Holds"), ("", "New hold")),
    )


@office_page
def hold(request: Request, reference: str) -> HttpResponse:
    """One hold."""
    _only_who_see(request)
    found = queries.hold(request.person, reference)
    is_own = found.placed_by_id == request.person.pk
    in_force = found.released is None
    context = {
        "hold": found,
        "thing": queries.thing_named(request.person, found.thing),
        "kind": rules.HOLD_KINDS[found.kind],
        "may_keep": in_force and access.may_keep(request.person),
        "may_release": in_force and not is_own and access.may_approve(request.person),
        "is_own": in_force and is_own,
        "is_late": in_force and found.review_on <= clock.today(),
        "story": ledger.story(found.subject),
        "breadcrumbs": _trail((reverse("records.holds"), "Holds"), ("", found.case)),
    }
    return render(request, "records/hold.html", context)


def _asked_of_hold(request: Request, found: Hold, form: Any, do: Any, **said: Any) -> HttpResponse:
    there = hold_address(found)

    def now() -> dict[str, Any]:
        found.refresh_from_db()
        return {"version": found.version, "review_on": found.review_on, "why": ""}

    return ask(
        request,
        form,
        lambda **typed: do(hold=found, **typed),
        hold_address,
        caption=found.case,
        back=there,
        breadcrumbs=_trail(
            (reverse("records.holds"), "Holds"), (there, found.case), ("", said["title"])
        ),
        again=now,
        **said,
    )


@office_page
def put_review_off(request: Request, reference: str) -> HttpResponse:
    """Say that a hold is still needed."""
    _only_keepers(request)
    found = queries.hold(request.person, reference)
    return _asked_of_hold(
        request,
        found,
        forms.PutReviewOff(sent(request), initial={"version": found.version}),
        actions.put_review_off,
        title="It is still needed",
        button="Keep the hold",
    )


@office_page
def release_hold(request: Request, reference: str) -> HttpResponse:
    """Let what a hold kept go again, once it is due and approved."""
    _only_approvers(request)
    if elsewhere := proves_first(request):
        return elsewhere
    found = queries.hold(request.person, reference)
    return _asked_of_hold(
        request,
        found,
        forms.ReleaseHold(sent(request), initial={"version": found.version}),
        actions.release_hold,
        title="Release this hold",
        button="Release it",
        is_grave=True,
        words=["What it held is disposed of again once it is due and somebody approves it."],
    )


# Runs


def run_address(of: DisposalRun) -> str:
    """Where the office reads a run."""
    return reverse("records.run", args=[of.reference])


@office_page
def runs(request: Request) -> HttpResponse:
    """Every disposal run."""
    _only_who_see(request)
    return _listed(
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
    _only_keepers(request)
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
        breadcrumbs=_trail((there, "Disposal runs"), ("", "New run")),
    )


@office_page
def run(request: Request, reference: str) -> HttpResponse:
    """One run: its list, who proposed and approved it, how far it is."""
    _only_who_see(request)
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
        "breadcrumbs": _trail((reverse("records.runs"), "Disposal runs"), ("", found.reference)),
    }
    return render(request, "records/run.html", context)


def _asked_of_run(
    request: Request, found: DisposalRun, form: Any, do: Any, **said: Any
) -> HttpResponse:
    there = run_address(found)

    def now() -> dict[str, Any]:
        found.refresh_from_db()
        return {"version": found.version, "why": ""}

    return ask(
        request,
        form,
        lambda **typed: do(run=found, **typed),
        run_address,
        caption=f"Disposal run {found.reference}",
        back=there,
        is_grave=True,
        breadcrumbs=_trail(
            (reverse("records.runs"), "Disposal runs"),
            (there, found.reference),
            ("", said["title"]),
        ),
        again=now,
        **said,
    )


@office_page
def approve_run(request: Request, reference: str) -> HttpResponse:
    """Approve a list as the second person."""
    _only_approvers(request)
    if elsewhere := proves_first(request):
        return elsewhere
    found = queries.run(request.person, reference)
    return _asked_of_run(
        request,
        found,
        forms.ApproveRun(sent(request), initial={"version": found.version}),
        actions.approve_run,
        title="Approve this disposal",
        button="Approve it",
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
    return _asked_of_run(
        request,
        found,
        forms.WithdrawRun(sent(request), initial={"version": found.version}),
        actions.withdraw_run,
        title="Withdraw this run",
        button="Withdraw it",
    )


# The register


@office_page
def register(request: Request) -> HttpResponse:
    """What was disposed of."""
    _only_who_see(request)
    return _listed(
        request,
        "records.register",
        queries.register_page(request.person, request.GET),
        "Which record went, when, by which rule and on whose approval. Nothing of what it said.",
        file=reverse("records.register_csv"),
    )


@office_page
def register_csv(request: Request) -> HttpResponse:
    """The register as a spreadsheet."""
    _only_who_see(request)
    return handed_out(
        request,
        "book",
        lambda: to_keep(
            sheets.write_csv(queries.REGISTER_COLUMNS, queries.register_rows(request.person)),
            "register-of-disposals.csv",
            "text/csv",
        ),
    )
