"""The outbox for staff, how far a job is, and a demonstration's mailbox."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.outbox import access, actions, forms, mailbox, queries
from precept.foundation.outbox.models import Mail, Progress, QueuedTask
from precept.foundation.outbox.rules import same_address
from precept.foundation.web.pages import Request, office_page, only_if, open_page, render
from precept.foundation.web.tables import Cell, Column, Filter, Table, listing

SECONDS_BETWEEN_LOOKS = 3

COLOURS = {
    "waiting": "govuk-tag--blue",
    "running": "govuk-tag--blue",
    "to be tried again": "govuk-tag--yellow",
    "sent": "govuk-tag--green",
    "kept": "govuk-tag--purple",
    "dead": "govuk-tag--red",
    "failed": "govuk-tag--red",
}
OTHER = "govuk-tag--grey"


def _only_for_them(request: Request) -> None:
    only_if(access.may_see_outbox(request.person), actions.ONLY_THEM)


@office_page
def outbox(request: Request) -> HttpResponse:
    """Mail and tasks that wait or failed, and the jobs that run."""
    _only_for_them(request)
    health = queries.health()
    return render(
        request,
        "outbox/outbox.html",
        {
            "health": health,
            "troubles": health.troubles(clock.now()),
            "mails": _mail_list(request),
            "tasks": queries.unfinished_tasks(),
            "jobs": queries.running_jobs(),
            "colour_of": colour_of,
        },
    )


def colour_of(state: str) -> str:
    """The colour of a state's label."""
    return COLOURS.get(state, OTHER)


def _mail_list(request: Request) -> Table:
    def in_state(rows: QuerySet[Mail], state: str) -> QuerySet[Mail]:
        return rows.filter(state=state)

    def to_address(rows: QuerySet[Mail], words: str) -> QuerySet[Mail]:
        return rows.filter(mailbox=same_address(words))

    def cells(mail: Mail) -> list[Cell]:
        return [
            Cell(mail.subject, href=reverse("outbox.mail", args=[mail.reference])),
            Cell(mail.to),
            Cell(mail.kind),
            Cell(clock.spoken_time(mail.queued)),
            Cell(mail.get_state_display(), tag=colour_of(mail.state), note=mail.reason),
        ]

    return listing(
        request.GET,
        queries.mails(),
        caption="Mail",
        noun=("mail", "mails"),
        columns=[
            Column("subject", "Subject"),
            Column("to", "To"),
            Column("kind", "Kind"),
            Column("queued", "Written", order=("queued",)),
            Column("state", "State"),
        ],
        cells=cells,
        default="-queued",
        filters=[Filter("state", "State", tuple(Mail.State.choices), in_state)],
        search=to_address,
        empty="No mail is here, or none to this address: enter the whole address.",
    )


@office_page
def mail(request: Request, reference: str) -> HttpResponse:
    """One mail, without what it says; staff send it again or give it up."""
    _only_for_them(request)
    thing = queries.one_mail(reference)
    form = forms.GiveUp(request.POST if "give up" in request.POST else None)
    if request.method == "POST" and "again" in request.POST:
        actions.send_again(by=request.person, mail=thing)
        return redirect("outbox.mail", reference)
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.give_up(by=request.person, mail=thing, **form.cleaned_data)
            return redirect("outbox.mail", reference)
    context = {"mail": thing, "form": form, "colour": colour_of(thing.state), "back": _back()}
    return render(request, "outbox/mail.html", context)


@office_page
def task(request: Request, reference: str) -> HttpResponse:
    """One task; staff queue it again or give it up."""
    _only_for_them(request)
    thing: QueuedTask = queries.one_task(reference)
    form = forms.GiveUp(request.POST if "give up" in request.POST else None)
    if request.method == "POST" and "again" in request.POST:
        actions.run_again(by=request.person, task=thing)
        return redirect("outbox.task", reference)
    if form.is_bound and form.is_valid():
        with form.refusals():
            actions.give_up_task(by=request.person, task=thing, **form.cleaned_data)
            return redirect("outbox.task", reference)
    context = {"task": thing, "form": form, "colour": colour_of(thing.state), "back": _back()}
    return render(request, "outbox/task.html", context)


def _back() -> str:
    return reverse("outbox.all")


@office_page
def job(request: Request, reference: str) -> HttpResponse:
    """How far a job is; the page looks again by itself until the job has ended."""
    thing = queries.job(request.person, reference)
    looks_again = thing.state == Progress.State.RUNNING
    return render(
        request,
        "outbox/job.html",
        {"job": thing, "seconds": SECONDS_BETWEEN_LOOKS if looks_again else None},
    )


@open_page
def mailbox_page(request: HttpRequest) -> HttpResponse:
    """A demonstration's mail, for anybody to read; not found anywhere else."""
    if not mailbox.is_open():
        raise Http404("only a demonstration has a mailbox")
    form = forms.WhoseMail(request.GET if "address" in request.GET else None)
    is_good = form.is_bound and form.is_valid()
    address = form.cleaned_data["address"] if is_good else ""
    return render(
        request,
        "outbox/mailbox.html",
        {"form": form, "address": address, "mails": queries.newest_mails(address)},
    )
