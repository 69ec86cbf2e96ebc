"""The doors of the files that people give the office."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from precept.foundation.documents.handing import to_keep
from precept.foundation.documents.sheets import Sheet, write_csv, write_xlsx
from precept.foundation.intake import access, actions, forms, queries, rules
from precept.foundation.intake.models import Intake
from precept.foundation.intake.sheets import sheet
from precept.foundation.ledger.actions import Refused
from precept.foundation.people.exports import handed_out
from precept.foundation.people.models import Person
from precept.foundation.web.pages import Request, office_page, only_if, render

SECONDS_BETWEEN_LOOKS = 3
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@office_page
def files(request: Request) -> HttpResponse:
    """The files people gave the office, and giving another."""
    only_if(
        access.may_load_files(request.person),
        "Only people who load files for the office can see this page.",
    )
    kinds = queries.kinds_for(request.person)
    is_given = request.method == "POST"
    form = forms.GiveFile(kinds, *((request.POST, request.FILES) if is_given else ()))
    if is_given and form.is_valid():
        given = form.cleaned_data["file"]
        with form.refusals():
            intake = actions.begin(
                by=request.person,
                kind_name=form.cleaned_data["kind"],
                name=given.name,
                content=given.read(),
            )
            return redirect("intake.file", intake.reference)
    table = queries.files(
        request.person, request.GET, lambda reference: reverse("intake.file", args=[reference])
    )
    return render(request, "intake/files.html", {"form": form, "table": table, "kinds": kinds})


@dataclass(frozen=True)
class Step:
    """Something that can be done with a file on its page: the form it takes and the action it calls."""

    form: type[forms.OfFile]
    act: Callable[[Person, Intake, Any], Intake]


STEPS = {
    "place": Step(
        forms.ChoosePlace,
        lambda by, intake, form: actions.choose_place(
            by=by,
            intake=intake,
            tab=form.cleaned_data.get("tab", intake.tab),
            heading_line=form.cleaned_data["heading_line"],
        ),
    ),
    "columns": Step(
        forms.ChooseColumns,
        lambda by, intake, form: actions.map_columns(by=by, intake=intake, mapping=form.mapping()),
    ),
    "questions": Step(
        forms.AnswerQuestions,
        lambda by, intake, form: actions.answer_options(
            by=by, intake=intake, answers=form.cleaned_data
        ),
    ),
    "leave_out": Step(
        forms.LeaveOut,
        lambda by, intake, form: actions.leave_out(
            by=by, intake=intake, line=form.cleaned_data["leave_out"]
        ),
    ),
    "put_back": Step(
        forms.PutBack,
        lambda by, intake, form: actions.put_back(
            by=by, intake=intake, line=form.cleaned_data["put_back"]
        ),
    ),
    "load": Step(
        forms.LoadRows,
        lambda by, intake, form: actions.confirm(by=by, intake=intake, **form.cleaned_data),
    ),
    "stop": Step(
        forms.OfFile,
        lambda by, intake, _form: actions.stop_loading(
            by=by, reference=intake.reference, because=f"{by.name} stopped it."
        ),
    ),
    "resume": Step(forms.OfFile, lambda by, intake, _form: actions.resume(by=by, intake=intake)),
    "drop": Step(
        forms.OfFile, lambda by, intake, _form: actions.drop(by=by, intake=intake, why="")
    ),
}


@office_page
def file(request: Request, reference: str) -> HttpResponse:
    """One file: how it was read, its columns, its questions, its rows, and loading them."""
    intake = queries.file(request.person, reference)
    if request.method != "POST":
        return _shown(request, intake, {})
    # The buttons beside the rows say by their own name what they do, and with which line.
    by_button = (name for name in ("leave_out", "put_back") if name in request.POST)
    name = request.POST.get("step") or next(by_button, "")
    if name not in STEPS:
        raise Refused("Go back and use the buttons of the page.")
    form = STEPS[name].form(intake, request.POST)
    if form.is_valid():
        with form.refusals():
            STEPS[name].act(request.person, intake, form)
            # Back to the same page of the rows, which the address says.
            return HttpResponseRedirect(request.get_full_path())
    return _shown(request, intake, {name: form})


def _shown(request: Request, intake: Intake, given: dict[str, forms.OfFile]) -> HttpResponse:
    kind = sheet(intake.sheet)
    wrong = next(iter(given.values()), None)
    may_map = intake.state in rules.MAY_MAP
    wants_columns = bool(intake.unsure) or "columns" in request.GET
    context: dict[str, Any] = {
        "intake": intake,
        "kind": kind,
        "state": queries.state_in_words(intake),
        "state_tag": queries.TAGS[intake.state],
        "titles": [
            (column.title, rules.heading_shown(intake.headings, intake.mapping[column.key]))
            for column in queries.mapped_columns(intake, kind)
        ],
        "unused": rules.unmapped(intake.headings, intake.mapping),
        "answers": _answers_in_words(intake),
        "place": given.get("place") or forms.ChoosePlace(intake)
        if may_map and (wants_columns or "place" in given or "columns" in given)
        else None,
        "columns": given.get("columns") or forms.ChooseColumns(intake)
        if may_map and (wants_columns or "place" in given or "columns" in given)
        else None,
        "questions": _questions(request, intake, given),
        "load": given.get("load") or forms.LoadRows(intake, initial={"rows": intake.rows_to_load})
        if intake.state == "ready"
        else None,
        "rows": queries.rows_page(intake, request.GET)
        if intake.state in {"ready", "loading", "loaded", "stopped"}
        else None,
        "job": queries.job_of(intake),
        "form": wrong,
        "may_leave_out": intake.state in rules.MAY_LEAVE_OUT,
        "may_drop": intake.state in rules.MAY_DROP,
        "may_map": may_map,
        "is_busy": _is_busy(intake),
        "seconds": SECONDS_BETWEEN_LOOKS,
        "breadcrumbs": [
            {"href": reverse("intake.files"), "text": "Files"},
            {"text": intake.name},
        ],
    }
    return render(request, "intake/file.html", context)


def _questions(
    request: Request, intake: Intake, given: dict[str, forms.OfFile]
) -> forms.OfFile | None:
    if "questions" in given:
        return given["questions"]
    if not sheet(intake.sheet).options or intake.state not in rules.MAY_ANSWER:
        return None
    wanted = queries.asks(intake) or "questions" in request.GET
    return forms.AnswerQuestions(intake) if wanted else None


def _answers_in_words(intake: Intake) -> list[tuple[str, str]]:
    told = []
    for option in sheet(intake.sheet).options:
        answer = intake.answers.get(option.key)
        if answer is not None:
            told.append((option.title, dict(option.choices()).get(answer, answer)))
    return told


def _is_busy(intake: Intake) -> bool:
    """Whether the page looks again by itself, because a task is at work on the file."""
    is_read = intake.state == "mapped" and not queries.asks(intake)
    return (is_read and not intake.stopped_because) or intake.state == "loading"


@office_page
def refused(request: Request, reference: str, ending: str) -> HttpResponse:
    """The refused rows of a file, each with its line and why, to be put right and given again."""
    intake = queries.file(request.person, reference)
    if ending not in MEDIA_TYPES:
        raise Http404(f"no refused rows as {ending}")
    columns, rows = queries.refused_columns(intake), queries.refused_rows(intake)
    if ending == "csv":
        content = write_csv(columns, rows)
    else:
        content = write_xlsx([Sheet("Refused rows", columns, rows)], title="Refused rows")
    name = f"refused-{intake.reference}.{ending}"
    return handed_out(request, "rows", lambda: to_keep(content, name, MEDIA_TYPES[ending]))
