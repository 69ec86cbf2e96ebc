"""The strategy: its versions, and a draft with its publishing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import Outcome, ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import trail
from precept.understand import access, actions, forms, queries, rules
from precept.understand.models import Strategy
from precept.understand.pages.steps import publishes, still_draft

STRATEGY = ("/office/strategy", "Strategy")
MAY_NOT_KEEP = "Only people who keep the plan may change the strategy."


def address(strategy: Strategy) -> str:
    """Where the office reads a version."""
    return f"/office/strategy/{strategy.version}"


def place(strategy: Strategy) -> tuple[str, str]:
    """A version among the breadcrumbs."""
    return address(strategy), f"Version {strategy.version}"


def draft(request: Request, version: int) -> Strategy:
    """A draft, for somebody who may change it."""
    only_if(access.may_keep(request.person), MAY_NOT_KEEP)
    found = queries.strategy(version)
    still_draft(found)
    return found


@office_page
def versions(request: Request) -> HttpResponse:
    """Every version of the strategy, and beginning the next."""
    rows = queries.strategies()
    context = {
        "rows": rows,
        "draft": next((row for row in rows if row.state == "draft"), None),
        "may_keep": access.may_keep(request.person),
        "breadcrumbs": trail(("", "Strategy")),
    }
    return render(request, "understand/strategies.html", context)


@office_page
def begin(request: Request) -> HttpResponse:
    """Begin the next version: the first by its title, later ones as copies with a reason."""
    only_if(access.may_keep(request.person), MAY_NOT_KEEP)
    first = not queries.strategies()
    form = (forms.StrategyHead if first else forms.AmendStrategy)(sent(request))
    do = actions.draft_strategy if first else actions.amend_strategy
    return ask(
        request,
        form,
        do,
        address,
        title="Begin the strategy" if first else "Begin a new version of the strategy",
        words=[] if first else ["It starts as a copy of the published version."],
        button="Begin",
        back=STRATEGY[0],
        breadcrumbs=trail(STRATEGY, ("", "New version")),
    )


@office_page
def one(request: Request, version: int) -> HttpResponse:
    """A version as it reads; a draft with what is missing and its publishing."""
    strategy = queries.strategy(version)
    form = forms.Confirm(sent(request), initial={"revision": strategy.revision})
    outcome = Outcome()
    if request.method == "POST":
        only_if(
            access.may_publish(request.person), "Only people who publish the plan may publish it."
        )
        if elsewhere := proves_first(request):
            return elsewhere
        outcome = publishes(
            form,
            lambda **said: actions.publish_strategy(by=request.person, strategy=strategy, **said),
            lambda: queries.strategy(version),
        )
    if outcome.is_done:
        return redirect("understand.strategy", version)
    return render(
        request, "understand/strategy.html", _whole(request, strategy, form), status=outcome.status
    )


def _whole(request: Request, strategy: Strategy, form: forms.Confirm) -> dict[str, Any]:
    sections = list(strategy.sections.all())
    is_draft = strategy.state == "draft"
    return {
        "strategy": strategy,
        "form": form,
        "sections": [
            (section, write_blocks(blocks_from_text(section.text), heading_offset=2))
            for section in sections
        ],
        "is_draft": is_draft,
        "may_keep": access.may_keep(request.person) and is_draft,
        "may_publish": access.may_publish(request.person) and is_draft,
        "lacks": rules.missing_to_publish_strategy(
            [rules.SectionSaid(one.heading, one.level, one.text, one.note) for one in sections],
            strategy.version,
            strategy.why,
        ),
        "story": ledger.story(strategy.subject),
        "breadcrumbs": trail(STRATEGY, ("", place(strategy)[1])),
    }


@office_page
def head(request: Request, version: int) -> HttpResponse:
    """A draft's title, date, note and, of a later version, the reason for it."""
    strategy = draft(request, version)
    kind = forms.ChangeAmendedHead if version > 1 else forms.ChangeStrategyHead

    def again() -> dict[str, Any]:
        now = queries.strategy(version)
        said = {name: getattr(now, name) for name in ("title", "dated", "note", "why")}
        return said | {"revision": now.head_revision}

    return ask(
        request,
        kind(sent(request), initial=again()),
        lambda **said: actions.change_strategy(strategy=strategy, **said),
        address,
        title="Title and date",
        caption=f"Strategy, version {version}",
        button="Save",
        back=address(strategy),
        breadcrumbs=trail(STRATEGY, place(strategy), ("", "Title and date")),
        again=again,
    )
