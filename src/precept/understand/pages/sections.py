"""The sections of a draft of the strategy, one at a time."""

from typing import Any

from django.http import HttpResponse

from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, sent
from precept.foundation.web.trails import trail
from precept.understand import access, actions, forms, queries
from precept.understand.models import StrategySection
from precept.understand.pages.steps import still_draft
from precept.understand.pages.strategy import MAY_NOT_KEEP, STRATEGY, address, draft, place


def _section(request: Request, version: int, slug: str) -> StrategySection:
    only_if(access.may_keep(request.person), MAY_NOT_KEEP)
    found = queries.section(version, slug)
    still_draft(found.strategy)
    return found


def _said(section: StrategySection) -> dict[str, Any]:
    return queries.section_said(section) | {"revision": section.revision}


def _where(section: StrategySection) -> str:
    return f"{address(section.strategy)}#{section.slug}"


@office_page
def section(request: Request, version: int, slug: str) -> HttpResponse:
    """Change a section of a draft."""
    found = _section(request, version, slug)
    return ask(
        request,
        forms.ChangeSection(sent(request), initial=_said(found)),
        lambda **said: actions.change_section(section=found, **said),
        _where,
        title=f"Change “{found.heading}”",
        caption=f"Strategy, version {version}",
        button="Save",
        back=_where(found),
        breadcrumbs=trail(STRATEGY, place(found.strategy), ("", found.heading)),
        again=lambda: _said(queries.section(version, slug)),
    )


@office_page
def new_section(request: Request, version: int) -> HttpResponse:
    """Add a section to a draft."""
    strategy = draft(request, version)
    return ask(
        request,
        forms.Section(sent(request), initial={"level": 2}),
        lambda by, **said: actions.add_section(
            by=by, strategy=strategy, section=actions.SectionText(**said)
        ),
        _where,
        title="Add a section",
        caption=f"Strategy, version {version}",
        words=["It goes to the end; you can move it up from there."],
        button="Add",
        back=address(strategy),
        breadcrumbs=trail(STRATEGY, place(strategy), ("", "New section")),
    )


@office_page
def remove_section(request: Request, version: int, slug: str) -> HttpResponse:
    """Take a section out of a draft."""
    found = _section(request, version, slug)
    return ask(
        request,
        forms.Confirm(sent(request), initial={"revision": found.revision}),
        lambda **said: actions.remove_section(section=found, **said),
        lambda _: address(found.strategy),
        title=f"Remove “{found.heading}”?",
        caption=f"Strategy, version {version}",
        words=["Its text goes with it. Versions that were published keep it."],
        button="Remove the section",
        is_grave=True,
        back=_where(found),
        breadcrumbs=trail(STRATEGY, place(found.strategy), ("", "Remove a section")),
    )


@office_page
def move_section(request: Request, version: int, slug: str, act: str) -> HttpResponse:
    """Move a section of a draft one place up or down."""
    found = _section(request, version, slug)
    return ask(
        request,
        forms.Form(sent(request)),
        lambda by: actions.move_section(by=by, section=found, up=act == "up"),
        _where,
        title=f"Move “{found.heading}” {act}?",
        caption=f"Strategy, version {version}",
        button=f"Move it {act}",
        back=_where(found),
        breadcrumbs=trail(STRATEGY, place(found.strategy), ("", "Move a section")),
    )
