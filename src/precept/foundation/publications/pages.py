"""The office's pages of what it published: everything, one thing's versions, and taking away."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from precept.foundation import clock
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.publications import access, actions, forms, kinds, queries
from precept.foundation.publications.models import Publication
from precept.foundation.web.pages import Request, office_page, only_if, render
from precept.foundation.web.tables import Cell, Column, Filter, listing
from precept.foundation.web.trails import trail

COLUMNS = (
    Column("title", "Title", order=("title",)),
    Column("kind", "Kind", order=("kind", "key")),
    Column("version", "Version", numeric=True, order=("version",)),
    Column("released", "Released", order=("released",)),
    Column("state", "State"),
)


def _cells(row: Publication) -> list[Cell]:
    return [
        Cell(row.title, href=f"/office/published/{row.kind}/{row.key}"),
        Cell(kinds.kind(row.kind).title),
        Cell(str(row.version)),
        Cell(clock.spoken(clock.uk_date(row.released))),
        Cell("Withdrawn", tag="govuk-tag--red")
        if row.is_tombstone
        else Cell("Public", tag="govuk-tag--green"),
    ]


def _of_kind(rows: QuerySet[Publication], kind: str) -> QuerySet[Publication]:
    return rows.filter(kind=kind)


def _with_words(rows: QuerySet[Publication], words: str) -> QuerySet[Publication]:
    return rows.filter(title__icontains=words)


@office_page
def published(request: Request) -> HttpResponse:
    """Everything the office has released, newest first."""
    table = listing(
        request.GET,
        Publication.objects.filter(is_latest=True).defer("payload"),
        caption="What is published",
        noun=("publication", "publications"),
        columns=COLUMNS,
        cells=_cells,
        default="-released",
        filters=[
            Filter(
                "kind",
                "Kind",
                tuple((kind.name, kind.plural) for kind in kinds.kinds()),
                _of_kind,
            )
        ],
        search=_with_words,
        empty="Nothing is published yet. Publish the plan, the framework or the register, and it stands here.",
    )
    context = {
        "table": table,
        "may_remove": access.may_remove_detail(request.person),
        "breadcrumbs": trail(("", "Published")),
    }
    return render(request, "publications/published.html", context)


@office_page
def one(request: Request, kind: str, key: str) -> HttpResponse:
    """One publication: its versions with their hashes, its files, and withdrawing it."""
    rows = queries.versions(kind, key)
    if not rows:
        raise Http404
    latest = rows[0]
    own_page = kinds.kind(kind).withdrawn_at
    form = forms.Withdraw(request.POST or None)
    may_withdraw = access.may_withdraw(request.person) and not latest.is_tombstone
    if request.method == "POST":
        only_if(
            access.may_withdraw(request.person),
            "Only people who may withdraw publications can do this.",
        )
        if own_page is not None:  # the part has rules of its own: its page asks
            return redirect(own_page(key))
        if elsewhere := proves_first(request):
            return elsewhere
        if form.is_valid():
            with form.refusals():
                actions.withdraw(by=request.person, publication=latest, **form.cleaned_data)
                return redirect("publications.one", kind, key)
    context = {
        "rows": rows,
        "latest": latest,
        "kind": kinds.kind(kind),
        "address": kinds.kind(kind).address(key),
        "files": queries.files_of(kind, key),
        "form": form,
        "may_withdraw": may_withdraw,
        "own_page": own_page(key) if own_page else None,
        "story": ledger.story(latest.subject),
        "breadcrumbs": trail(("/office/published", "Published"), ("", latest.title)),
    }
    return render(request, "publications/one.html", context)


@office_page
def remove_detail(request: Request) -> HttpResponse:
    """Take a dangerous detail out of everything public, at once and alone."""
    only_if(
        access.may_remove_detail(request.person),
        "Only people who may remove details at once can do this.",
    )
    form = forms.RemoveDetail(request.POST or None)
    changed = None
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            changed = actions.remove_detail(
                by=request.person, words=form.cleaned_data["words"], why=form.cleaned_data["why"]
            )
            form = forms.RemoveDetail()
    context = {
        "form": form,
        "changed": changed,
        "breadcrumbs": trail(("/office/published", "Published"), ("", "Remove a detail")),
    }
    return render(request, "publications/remove_detail.html", context)
