"""The office's pages that change a draft, one thing at a time."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if
from precept.plan import access, actions, forms, queries, rules
from precept.plan.actions.drafting import NOT_YOURS
from precept.plan.models import Framework, FrameworkLine, FrameworkSection
from precept.plan.pages.frameworks import show
from precept.plan.pages.trails import year_trail


def _draft(request: Request, year: str) -> Framework:
    only_if(access.may_draft(request.person), NOT_YOURS)
    return queries.framework_of(request.person, year)


def _section(request: Request, year: str, key: str) -> FrameworkSection:
    return queries.section_of(_draft(request, year), key)


def _line(request: Request, year: str, reference: str) -> FrameworkLine:
    return queries.typed_line_of(_draft(request, year), reference)


def _back(year: str) -> str:
    return reverse("plan.framework", args=[year])


@office_page
def words(request: Request, year: str) -> HttpResponse:
    """Change a draft's introduction and its other words."""
    thing = _draft(request, year)
    kind = forms.AmendedWords if thing.why else forms.Words
    initial = forms.Words.was(thing)
    return ask(
        request,
        kind(request.POST or None, initial=initial),
        lambda **typed: actions.change_words(framework=thing, **typed),
        title="Change the words",
        button="Save",
        breadcrumbs=year_trail(year, "Words"),
        back=_back(year),
        again=lambda: forms.Words.was(queries.framework_of(request.person, year)),
    )


@office_page
def add_section(request: Request, year: str) -> HttpResponse:
    """Add a table to a draft."""
    thing = _draft(request, year)
    return ask(
        request,
        forms.AddSection(request.POST or None),
        lambda **typed: actions.add_section(framework=thing, **typed),
        title="Add a table",
        button="Add the table",
        breadcrumbs=year_trail(year, "Add a table"),
        back=_back(year),
    )


@office_page
def change_section(request: Request, year: str, key: str) -> HttpResponse:
    """Change a table's title, layout and note."""
    section = _section(request, year, key)
    return ask(
        request,
        forms.ChangeSection(request.POST or None, initial=forms.ChangeSection.was(section)),
        lambda **typed: actions.change_section(section=section, **typed),
        title=f"Change the table “{section.title}”",
        button="Save",
        breadcrumbs=year_trail(year, section.title),
        back=_back(year),
        again=lambda: forms.ChangeSection.was(_section(request, year, key)),
    )


@office_page
def remove_section(request: Request, year: str, key: str) -> HttpResponse:
    """Take an empty table out of a draft."""
    section = _section(request, year, key)
    return ask(
        request,
        forms.Confirm(request.POST if request.method == "POST" else None),
        lambda **_: actions.remove_section(by=request.person, section=section),
        title=f"Remove the table “{section.title}”",
        button="Remove the table",
        words=["Only a table without lines can be removed."],
        is_grave=True,
        breadcrumbs=year_trail(year, section.title),
        back=_back(year),
    )


@office_page
def add_line(request: Request, year: str, key: str) -> HttpResponse:
    """Add a line that the register has not got."""
    section = _section(request, year, key)
    initial = {"kind": rules.kind_in(section.layout)}
    form = forms.LineForm(request.POST or None, initial=initial)
    return ask(
        request,
        form,
        lambda **_: actions.add_line(by=request.person, section=section, line=form.typed()),
        title="Add a line",
        button="Add the line",
        words=[
            f"To “{section.title}”. Agreements and rounds come from the register when you refresh"
            " the draft: type only what is not there."
        ],
        breadcrumbs=year_trail(year, "Add a line"),
        back=_back(year),
    )


@office_page
def change_line(request: Request, year: str, reference: str) -> HttpResponse:
    """Change a typed line."""
    line = _line(request, year, reference)
    form = forms.ChangeLine(request.POST or None, initial=forms.ChangeLine.was(line))
    return ask(
        request,
        form,
        lambda *, by, revision, **_: actions.change_line(
            by=by, line=line, revision=revision, typed=form.typed()
        ),
        title=f"Change the line “{line.name}”",
        button="Save",
        breadcrumbs=year_trail(year, "Change a line"),
        back=_back(year),
        again=lambda: forms.ChangeLine.was(_line(request, year, reference)),
    )


@office_page
def remove_line(request: Request, year: str, reference: str) -> HttpResponse:
    """Take a typed line out of a draft."""
    line = _line(request, year, reference)
    form = forms.ConfirmRead(request.POST or None, initial={"revision": line.revision})
    return ask(
        request,
        form,
        lambda **typed: actions.remove_line(line=line, **typed),
        title=f"Remove the line “{line.name}”",
        button="Remove the line",
        is_grave=True,
        breadcrumbs=year_trail(year, "Remove a line"),
        back=_back(year),
    )


@office_page
def move_line(request: Request, year: str, reference: str) -> HttpResponse:
    """Move a typed line up or down its table."""
    line = _line(request, year, reference)
    return ask(
        request,
        forms.Move(request.POST or None),
        lambda *, by, direction: actions.move_line(by=by, line=line, up=direction == "up"),
        title=f"Move the line “{line.name}”",
        button="Move it",
        words=["Lines from the register stand first, in the register’s own order."],
        breadcrumbs=year_trail(year, "Move a line"),
        back=_back(year),
    )


@office_page
def areas(request: Request, year: str) -> HttpResponse:
    """Say under which resource area each line of a draft is counted."""
    thing = _draft(request, year)

    def lines() -> list[tuple[str, str, str]]:
        return [
            (line.reference, rules.line_name(line), line.area)
            for section in queries.sections_with_lines(thing)
            for line in section.lines.all()
        ]

    initial = {"revision": thing.revision}
    return ask(
        request,
        forms.Areas(request.POST or None, initial=initial, lines=lines()),
        lambda *, by, revision, areas, **_: actions.set_areas(
            by=by, framework=thing, revision=revision, areas=areas
        ),
        title="Resource areas of the lines",
        button="Save",
        words=[
            "The plan’s resource areas say what comes first when resources are allocated. A line is"
            " counted under one; what is taken from the register again keeps it, and next year’s"
            " framework takes it over."
        ],
        breadcrumbs=year_trail(year, "Resource areas"),
        back=_back(year),
        again=lambda: {"revision": queries.framework_of(request.person, year).revision},
    )


@office_page
def refresh(request: Request, year: str) -> HttpResponse:
    """Take what the register and the rounds intend for the year into the draft."""
    thing = _draft(request, year)
    form = forms.Confirm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        with form.refusals():
            done = actions.refresh_from_register(by=request.person, framework=thing)
            return show(request, queries.framework_of(request.person, year), done.words)
    return ask(
        request,
        form,
        lambda **_: None,
        title="Refresh from the register",
        button="Refresh",
        words=[
            "Agreements and rounds listed for this year go into its tables as they stand now."
            " What was typed stays."
        ],
        breadcrumbs=year_trail(year, "Refresh"),
        back=_back(year),
    )


@office_page
def discard(request: Request, year: str) -> HttpResponse:
    """Throw a draft away."""
    thing = _draft(request, year)
    return ask(
        request,
        forms.Reason(request.POST or None),
        lambda **typed: actions.discard_draft(framework=thing, **typed),
        title="Discard this draft",
        button="Discard the draft",
        words=[
            "Its lines and words are lost. Its history stays. A published version stays as it is."
        ],
        is_grave=True,
        breadcrumbs=year_trail(year, "Discard"),
        back=reverse("plan.frameworks"),
    )
