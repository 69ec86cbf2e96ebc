"""The strategy: its versions, and a draft section by section."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.ledger import queries as ledger
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, office_page, render
from precept.understand import access, actions, forms, queries, rules
from precept.understand.models import StrategySection
from precept.understand.pages.steps import allowed, ask, trail

STRATEGY = ("/office/strategy", "Strategy")
MAY_NOT_KEEP = "Only people who keep the plan may change the strategy."


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
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    first = not queries.strategies()
    form = (forms.StrategyHead if first else forms.AmendStrategy)(request.POST or None)
    do = actions.draft_strategy if first else actions.amend_strategy
    return ask(
        request,
        form,
        lambda said: do(by=request.person, **said),
        lambda: "/office/strategy",
        title="Begin the strategy" if first else "Begin a new version of the strategy",
        words=[] if first else ["It starts as a copy of the published version."],
        button="Begin",
        breadcrumbs=trail(STRATEGY, ("", "New version")),
    )


@office_page
def one(request: Request, version: int) -> HttpResponse:
    """A version as it reads; a draft with what is missing and its publishing."""
    strategy = queries.strategy(version)
    form = Form(request.POST or None)
    if request.method == "POST":
        allowed(
            access.may_publish(request.person), "Only people who publish the plan may publish it."
        )
        if form.is_valid():
            with form.refusals():
                actions.publish_strategy(by=request.person, strategy=strategy)
                return redirect("understand.strategy", version)
    sections = list(strategy.sections.all())
    context = {
        "strategy": strategy,
        "form": form,
        "sections": [
            (section, write_blocks(blocks_from_text(section.text), heading_offset=2))
            for section in sections
        ],
        "is_draft": strategy.state == "draft",
        "may_keep": access.may_keep(request.person) and strategy.state == "draft",
        "may_publish": access.may_publish(request.person) and strategy.state == "draft",
        "lacks": rules.missing_to_publish_strategy(
            [(one.heading, one.text, one.note) for one in sections], version, strategy.why
        ),
        "story": ledger.story(strategy.subject),
        "breadcrumbs": trail(STRATEGY, ("", f"Version {version}")),
    }
    return render(request, "understand/strategy.html", context)


@office_page
def head(request: Request, version: int) -> HttpResponse:
    """A draft's title, date and note."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    strategy = queries.strategy(version)
    form = forms.StrategyHead(
        request.POST or None,
        initial={"title": strategy.title, "dated": strategy.dated, "note": strategy.note},
    )
    return ask(
        request,
        form,
        lambda said: actions.change_strategy(by=request.person, strategy=strategy, **said),
        lambda: f"/office/strategy/{version}",
        title="Title and date",
        caption=f"Strategy, version {version}",
        button="Save",
        breadcrumbs=trail(
            STRATEGY, (f"/office/strategy/{version}", f"Version {version}"), ("", "Title")
        ),
    )


def _section(version: int, slug: str) -> StrategySection:
    found = StrategySection.objects.filter(strategy__version=version, slug=slug).first()
    if found is None:
        raise Http404(f"no section {slug}")
    return found


@office_page
def section(request: Request, version: int, slug: str) -> HttpResponse:
    """Change a section of a draft."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    found = _section(version, slug)
    form = forms.Section(
        request.POST or None,
        initial={"heading": found.heading, "text": found.text, "note": found.note},
    )
    return ask(
        request,
        form,
        lambda said: actions.change_section(by=request.person, section=found, **said),
        lambda: f"/office/strategy/{version}#{slug}",
        title=f"Change “{found.heading}”",
        caption=f"Strategy, version {version}",
        button="Save",
        breadcrumbs=trail(
            STRATEGY, (f"/office/strategy/{version}", f"Version {version}"), ("", found.heading)
        ),
    )


@office_page
def new_section(request: Request, version: int) -> HttpResponse:
    """Add a section to a draft."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    strategy = queries.strategy(version)
    return ask(
        request,
        forms.Section(request.POST or None),
        lambda said: actions.add_section(
            by=request.person, strategy=strategy, section=actions.SectionText(**said)
        ),
        lambda: f"/office/strategy/{version}",
        title="Add a section",
        caption=f"Strategy, version {version}",
        button="Add",
        breadcrumbs=trail(
            STRATEGY, (f"/office/strategy/{version}", f"Version {version}"), ("", "New section")
        ),
    )


@office_page
def remove_section(request: Request, version: int, slug: str) -> HttpResponse:
    """Take a section out of a draft."""
    allowed(access.may_keep(request.person), MAY_NOT_KEEP)
    found = _section(version, slug)
    return ask(
        request,
        Form(request.POST or None),
        lambda _: actions.remove_section(by=request.person, section=found),
        lambda: f"/office/strategy/{version}",
        title=f"Remove “{found.heading}”?",
        caption=f"Strategy, version {version}",
        words=["The published version keeps it until you publish this one."],
        button="Remove",
        kind="warning",
        breadcrumbs=trail(
            STRATEGY, (f"/office/strategy/{version}", f"Version {version}"), ("", "Remove")
        ),
    )
