"""What is due, the schedule and the register."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents import sheets
from precept.foundation.documents.handing import to_keep
from precept.foundation.people.exports import handed_out
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.records import actions, forms, queries, rules, sign_ups
from precept.records.pages.around import (
    context_of,
    listed,
    only_approvers,
    only_who_see,
    records_trail,
)


@office_page
def due(request: Request) -> HttpResponse:
    """What is due today, and what stands against disposing of it."""
    only_who_see(request)
    today = clock.today()
    shown, more = queries.due_shown(request.person, today)
    context = context_of(request, "records.due", due=shown, more=more, today=today)
    return render(request, "records/due.html", context)


@office_page
def schedule(request: Request) -> HttpResponse:
    """How long each kind of record is kept."""
    only_who_see(request)
    context = context_of(
        request,
        "records.schedule",
        schedule=[(one, rules.ACTIONS[one.action]) for one in queries.schedule()],
        by_run=set(sign_ups.kinds()),
    )
    return render(request, "records/schedule.html", context)


@office_page
def change_rule(request: Request, key: str) -> HttpResponse:
    """Change how long a kind of record is kept."""
    only_approvers(request)
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
        breadcrumbs=records_trail((there, "Schedule"), ("", found.title)),
        again=lambda: forms.rule_initial(queries.rule(key)),
    )


@office_page
def register(request: Request) -> HttpResponse:
    """What was disposed of."""
    only_who_see(request)
    return listed(
        request,
        "records.register",
        queries.register_page(request.person, request.GET),
        "Which record went, when, by which rule and on whose approval. Nothing of what it said.",
        file=reverse("records.register_csv"),
    )


@office_page
def register_csv(request: Request) -> HttpResponse:
    """The register as a spreadsheet."""
    only_who_see(request)
    return handed_out(
        request,
        "book",
        lambda: to_keep(
            sheets.write_csv(queries.REGISTER_COLUMNS, queries.register_rows(request.person)),
            "register-of-disposals.csv",
            "text/csv",
        ),
    )


@office_page
def register_signed(request: Request) -> HttpResponse:
    """The register as signed lines, to be kept elsewhere."""
    only_who_see(request)
    return handed_out(
        request,
        "book",
        lambda: to_keep(
            "".join(queries.signed_register(request.person)).encode(),
            "register-of-disposals.jsonl",
            "application/jsonl",
        ),
    )
