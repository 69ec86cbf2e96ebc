"""The rows of a draft of a theory of change, and the links between them, one at a time."""

from typing import Any

from django.http import HttpResponse

from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, sent
from precept.foundation.web.steps import Step, step_named
from precept.understand import actions, forms, queries
from precept.understand.actions.theory import NO_DRAFT
from precept.understand.models import Theory, TheoryLink, TheoryRow
from precept.understand.pages.keeping import only_draft, only_keepers, trail_in
from precept.understand.pages.theory import LIST, address

ROW = (
    "column",
    "text",
    "people",
    "percent",
    "measure",
    "source",
    "how_often",
    "baseline",
    "target",
    "by_when",
    "revision",
)


def _draft(request: Request, reference: str, version: int) -> Theory:
    only_keepers(request)
    found = queries.theory(reference, version)
    only_draft(found.state, NO_DRAFT)
    return found


def _about(of: Theory, what: str, here: str) -> dict[str, Any]:
    return {
        "caption": what,
        "back": address(of),
        "breadcrumbs": trail_in(LIST, (address(of), of.title), ("", here)),
    }


def _row(found: TheoryRow) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ROW}


def _row_now(found: TheoryRow) -> dict[str, Any]:
    of = queries.theory(found.theory.reference, found.theory.version)
    return _row(queries.theory_row(of, found.number))


def change_row(request: Request, found: TheoryRow) -> HttpResponse:
    """Change what a row says, under which column it stands, and how it is measured."""
    return ask(
        request,
        forms.ChangeRow(sent(request), initial=_row(found)),
        lambda **said: actions.change_theory_row(row=found, **said),
        lambda _: address(found.theory),
        title="Change this row",
        button="Save",
        again=lambda: _row_now(found),
        **_about(found.theory, found.text, "Change a row"),
    )


def remove_row(request: Request, found: TheoryRow) -> HttpResponse:
    """Take a row out."""
    return ask(
        request,
        forms.Confirm(sent(request), initial={"revision": found.revision}),
        lambda **said: actions.remove_theory_row(row=found, **said),
        lambda _: address(found.theory),
        title="Take this row out?",
        button="Take it out",
        is_grave=True,
        words=["What leads to it and where it leads goes with it."],
        again=lambda: _row_now(found),
        **_about(found.theory, found.text, "Take a row out"),
    )


def link_row(request: Request, found: TheoryRow) -> HttpResponse:
    """Say what a row leads to."""
    others = [row for row in found.theory.rows.all() if row.number != found.number]
    return ask(
        request,
        forms.LinkForm(sent(request), rows=others),
        lambda **said: actions.link_rows(theory=found.theory, start=found.number, **said),
        lambda _: address(found.theory),
        title="What does it lead to?",
        button="Link them",
        **_about(found.theory, found.text, "Link"),
    )


ROW_STEPS: dict[str, Step] = {"change": change_row, "remove": remove_row, "link": link_row}


@office_page
def row_step(
    request: Request, reference: str, version: int, number: int, step: str
) -> HttpResponse:
    """One step of a row, by its name."""
    of = _draft(request, reference, version)
    page = step_named(ROW_STEPS, step)
    found = queries.theory_row(of, number)
    found.theory = of
    return page(request, found)


def _link_now(found: TheoryLink) -> dict[str, Any]:
    of = queries.theory(found.theory.reference, found.theory.version)
    now = queries.theory_link(of, *queries.ends_of(found))
    return {"assumption": now.assumption, "revision": now.revision}


def _called(found: TheoryLink) -> str:
    return f"{found.start.text} → {found.end.text}"


def assume(request: Request, found: TheoryLink) -> HttpResponse:
    """Say what is assumed of a link."""
    return ask(
        request,
        forms.Assume(
            sent(request), initial={"assumption": found.assumption, "revision": found.revision}
        ),
        lambda **said: actions.assume(link=found, **said),
        lambda _: address(found.theory),
        title="What is assumed?",
        button="Save",
        again=lambda: _link_now(found),
        **_about(found.theory, _called(found), "What is assumed"),
    )


def remove_link(request: Request, found: TheoryLink) -> HttpResponse:
    """Take a link away."""
    return ask(
        request,
        forms.Confirm(sent(request), initial={"revision": found.revision}),
        lambda **said: actions.unlink_rows(link=found, **said),
        lambda _: address(found.theory),
        title="Take this link away?",
        button="Take it away",
        is_grave=True,
        words=["Both rows stay."],
        again=lambda: _link_now(found),
        **_about(found.theory, _called(found), "Take a link away"),
    )


LINK_STEPS: dict[str, Step] = {"assume": assume, "remove": remove_link}


@office_page
def link_step(
    request: Request, reference: str, version: int, start: int, end: int, step: str
) -> HttpResponse:
    """One step of a link, by its name."""
    of = _draft(request, reference, version)
    page = step_named(LINK_STEPS, step)
    found = queries.theory_link(of, start, end)
    found.theory = of
    return page(request, found)
