"""The office's pages of briefings: choosing one, reading it, taking it away on one page."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from precept.foundation.documents.handing import MEDIA_TYPES, to_keep
from precept.foundation.people.exports import handed_out
from precept.foundation.web.pages import Request, office_page, render
from precept.foundation.web.trails import trail
from precept.parties import queries as parties
from precept.review.answers import forms, queries, rules
from precept.review.answers.pages.shared import only_known
from precept.understand import queries as understand
from precept.understand.queries.areas import area_map

TITLE = "Briefings"


def place(kind: str, key: str, reader: str) -> str:
    """Where the office reads a briefing."""
    return reverse("answers.briefing", args=[kind, key, reader])


@office_page
def choose(request: Request) -> HttpResponse:
    """Choose what a briefing is about and who reads it; chosen by the address, since nothing is written."""
    form = forms.ChooseBriefing(
        request.GET or None,
        priorities=understand.published_priorities(),
        areas={one.code: one.name for one in area_map().current},
        initial={"reader": "commissioner"},
    )
    if form.is_bound and form.is_valid() and (found := _chosen(request, form)):
        return HttpResponseRedirect(found)
    context = {"form": form, "title": TITLE, "breadcrumbs": trail(("", TITLE))}
    return render(request, "answers/choose.html", context)


def _chosen(request: Request, form: forms.ChooseBriefing) -> str:
    said = form.cleaned_data
    for kind in ("priority", "area"):
        if said[kind]:
            return place(kind, said[kind], said["reader"])
    body = parties.looked_up(request.person, said["organisation"])
    if body is None:
        form.add_error(
            "organisation",
            f"There is no one organisation called “{said['organisation']}”. Enter its full name or its reference",
        )
        return ""
    return place("organisation", body.reference, said["reader"])


def _drawn(kind: str, key: str, reader: str) -> tuple[str, rules.Briefing | None]:
    """The office's name, and the briefing; none where nothing of the subject is published."""
    name = parties.office_name()
    try:
        return name, queries.briefing(kind, key, reader)
    except Http404:
        if kind not in rules.SUBJECT_KINDS or reader not in rules.readers():
            raise
        return name, None


@office_page
def briefing(request: Request, kind: str, key: str, reader: str) -> HttpResponse:
    """One briefing, drawn from what is published now."""
    _, found = _drawn(kind, key, reader)
    context: dict[str, Any] = {
        "kind": kind,
        "key": key,
        "briefing": found,
        "readers": [
            (place(kind, key, one.key), one.title, one.key == reader)
            for one in rules.readers().values()
        ],
        "reader": rules.readers()[reader],
        "kind_title": rules.SUBJECT_KINDS[kind],
        "breadcrumbs": trail(
            (reverse("answers.briefings"), TITLE), ("", found.subject.title if found else key)
        ),
    }
    return render(request, "answers/briefing.html", context, status=200 if found else 404)


@office_page
def briefing_file(request: Request, kind: str, key: str, reader: str, ending: str) -> HttpResponse:
    """The one page of a briefing, as PDF or Word."""
    only_known(ending)
    office, found = _drawn(kind, key, reader)
    if found is None:
        raise Http404(f"nothing is published about {kind} {key}")
    return handed_out(
        request,
        "briefing",
        lambda: to_keep(
            queries.briefing_file(found, office, ending),
            f"briefing-{kind}-{key}-{reader}.{ending}",
            MEDIA_TYPES[ending],
        ),
    )
