"""The finance system's ledger: giving a file, looking at its lines, taking it over, settling doubts."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from precept.do.spending import access, actions, queries
from precept.do.spending.forms import finance as forms
from precept.do.spending.models import SpendFile
from precept.foundation.ledger import queries as ledger
from precept.foundation.money import Money
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail

SECONDS_BETWEEN_LOOKS = 3


def finance_trail(*steps: tuple[str, str]) -> Trail:
    """From the office's home over the finance system's files to here."""
    return trail((reverse("spending.finance") if steps else "", "Finance system"), *steps)


@office_page
def finance(request: Request) -> HttpResponse:
    """The files of the finance system, and what is in doubt."""
    context = {
        "table": queries.spend_files_page(request.person, request.GET),
        "doubts": queries.how_many_doubts(),
        "may_give": access.may_keep_books(request.person),
        "breadcrumbs": finance_trail(),
    }
    return render(request, "spending/finance.html", context)


def _next_of(file: SpendFile) -> str:
    """Where a file that was given is looked at: its columns are named first where they are not known."""
    if file.state == "naming":
        return reverse("spending.name_columns", args=[file.reference])
    return queries.spend_file_address(file)


@office_page
def name_columns(request: Request, reference: str) -> HttpResponse:
    """Say which column of a file is which."""
    one = queries.spend_file(request.person, reference)
    only_if(access.may_keep_books(request.person), actions.NOT_KEEPER)
    if one.state != "naming":  # somebody named them since
        return redirect(queries.spend_file_address(one))
    return ask(
        request,
        forms.NameColumns(sent(request), file=one),
        lambda **said: actions.name_columns(file=one, **said),
        queries.spend_file_address,
        title="Say which column is which",
        caption=one.name,
        words=[
            "Each column is shown by its letter and what stands first in it. Date, supplier and amount are"
            " needed. The next file with these headings is read in the same way."
        ],
        button="Read the file",
        back=queries.spend_file_address(one),
        breadcrumbs=finance_trail(
            (queries.spend_file_address(one), one.name), ("", "Name its columns")
        ),
    )


@office_page
def give_spend_file(request: Request) -> HttpResponse:
    """Give a file of the finance system's ledger."""
    only_if(access.may_keep_books(request.person), actions.NOT_KEEPER)
    return ask(
        request,
        forms.GiveSpendFile(sent(request), request.FILES or None),
        actions.give_spend_file,
        _next_of,
        title="Give a file of the finance system",
        words=[
            "Its lines are read and matched with our payments. You look at them, and nothing counts before"
            " you take the file over."
        ],
        button="Read the file",
        back=reverse("spending.finance"),
        breadcrumbs=finance_trail(("", "Give a file")),
    )


@office_page
def spend_file(request: Request, reference: str) -> HttpResponse:
    """One file: how far it is read, what could not be read, its lines, taking it over."""
    one = queries.spend_file(request.person, reference)
    keeps = access.may_keep_books(request.person)
    context = {
        "file": one,
        "state": queries.SPEND_STATES[one.state],
        "colour": queries.SPEND_TAGS[one.state],
        "total": Money(one.total - one.total_again),
        "total_again": Money(one.total_again),
        "job": queries.job_of(one),
        "seconds": SECONDS_BETWEEN_LOOKS,
        "lines": queries.lines_page(request.person, request.GET, file=one),
        "columns": queries.columns_read(one),
        "problems": queries.problems_shown(one),
        "may_name": keeps and one.state == "naming",
        "may_take": keeps and one.state == "ready" and one.rows_read > one.rows_again,
        "may_drop": keeps and one.state in {"naming", "reading", "ready", "stopped"},
        "story": ledger.story(one.subject),
        "breadcrumbs": finance_trail(("", one.name)),
    }
    return render(request, "spending/spend_file.html", context)


@office_page
def take_over(request: Request, reference: str) -> HttpResponse:
    """Let the lines of a file count, all at once."""
    one = queries.spend_file(request.person, reference)
    only_if(access.may_keep_books(request.person), actions.NOT_KEEPER)
    left = f" {one.rows_refused:,} that could not be read are left out." if one.rows_refused else ""
    again = (
        f" {one.rows_again:,} stand already in files taken over before, and do not count again."
        if one.rows_again
        else ""
    )
    return ask(
        request,
        forms.TakeOver(sent(request)),
        lambda by: actions.take_over(by=by, file=one),
        title="Take this file over",
        caption=one.name,
        words=[
            f"{one.rows_read - one.rows_again:,} lines, {Money(one.total - one.total_again)} in all.{left}{again}",
            "Payments that its lines name are confirmed as paid. This cannot be undone as a whole.",
        ],
        button="Take it over",
        back=queries.spend_file_address(one),
        breadcrumbs=finance_trail((queries.spend_file_address(one), one.name), ("", "Take over")),
    )


@office_page
def drop_spend_file(request: Request, reference: str) -> HttpResponse:
    """Do away with a file that was not taken over."""
    one = queries.spend_file(request.person, reference)
    only_if(access.may_keep_books(request.person), actions.NOT_KEEPER)
    return ask(
        request,
        forms.DropFile(sent(request)),
        lambda **said: actions.drop_spend_file(file=one, **said),
        lambda _: reverse("spending.finance"),
        title="Drop this file",
        caption=one.name,
        words=["Its lines are deleted. Nothing of it counted."],
        button="Drop it",
        is_grave=True,
        back=queries.spend_file_address(one),
        breadcrumbs=finance_trail((queries.spend_file_address(one), one.name), ("", "Drop")),
    )


@office_page
def spend_lines(request: Request) -> HttpResponse:
    """Every line of every file taken over, the newest first."""
    context = {
        "lines": queries.lines_page(request.person, request.GET),
        "chosen": request.GET.get("state", ""),
        "breadcrumbs": finance_trail(("", "Lines")),
    }
    return render(request, "spending/spend_lines.html", context)


@office_page
def doubts(request: Request) -> HttpResponse:
    """The lines in doubt, each with what it could be."""
    context = {
        "rows": [(one, Money(one.amount)) for one in queries.doubts()[:50]],
        "count": queries.how_many_doubts(),
        "may_settle": access.may_keep_books(request.person),
        "breadcrumbs": finance_trail(("", "In doubt")),
    }
    return render(request, "spending/doubts.html", context)


@office_page
def settle_line(request: Request, line: int) -> HttpResponse:
    """Say what one line in doubt is."""
    only_if(access.may_keep_books(request.person), actions.NOT_KEEPER)
    one = queries.line_in_doubt(request.person, line)
    could_be = queries.could_be(one)
    return ask(
        request,
        forms.SettleLine(sent(request), could_be=could_be),
        lambda **said: actions.settle_line(line=one, **said),
        title="Settle a line in doubt",
        caption=f"Line {one.line:,} of {one.file.name}",
        words=[one.because],
        button="Settle it",
        back=reverse("spending.doubts"),
        breadcrumbs=finance_trail((reverse("spending.doubts"), "In doubt"), ("", "Settle")),
        template="spending/settle_line.html",
        more={"line": one, "amount": Money(one.amount)},
    )


FILE = "office/finance/files/<str:reference>"
urlpatterns: list[URLPattern] = [
    path("office/finance", finance, name="spending.finance"),
    path("office/finance/give", give_spend_file, name="spending.give_spend_file"),
    path("office/finance/lines", spend_lines, name="spending.spend_lines"),
    path("office/finance/doubts", doubts, name="spending.doubts"),
    path("office/finance/doubts/<int:line>", settle_line, name="spending.settle_line"),
    path(FILE, spend_file, name="spending.spend_file"),
    path(f"{FILE}/columns", name_columns, name="spending.name_columns"),
    path(f"{FILE}/take-over", take_over, name="spending.take_over"),
    path(f"{FILE}/drop", drop_spend_file, name="spending.drop_spend_file"),
]
