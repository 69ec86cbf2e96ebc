"""The office's pages of public copies of papers."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.decisions import access, actions, forms, queries, rules
from precept.decisions.actions.moving import NOT_PUBLISHER
from precept.decisions.actions.redacting import NOT_MARKER
from precept.decisions.models import Decision, PublicCopy
from precept.decisions.pages.trails import decision_trail
from precept.foundation.documents import queries as documents
from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent


def _all(one: Decision) -> str:
    return reverse("decisions.copies", args=[one.reference])


def _marks(request: Request, reference: str) -> Decision:
    only_if(access.may_mark(request.person), NOT_MARKER)
    return queries.decision(request.person, reference)


@office_page
def copies(request: Request, reference: str) -> HttpResponse:
    """The papers of a decision with what is hidden in them, and their public copies."""
    one = queries.decision(request.person, reference)
    only_if(access.may_see_withheld(request.person, one), NOT_MARKER)
    context = {
        "decision": one,
        "papers": documents.files_about(request.person, one.subject),
        "copies": [
            {
                "row": row,
                "state": rules.COPY_STATES[row.state],
                "is_prepared": row.state == "prepared",
                "may_release": access.may_release(request.person)
                and row.state == "prepared"
                and row.made_by_id != request.person.pk,
                "may_drop": access.may_release(request.person) and row.state != "dropped",
                "words": write_blocks(
                    blocks_from_text(row.text), heading_offset=3, id_prefix=f"copy-{row.number}-"
                ),
            }
            for row in queries.copies_of(one)
        ],
        "may_prepare": access.may_mark(request.person)
        and one.state in (*rules.MARKABLE, "published"),
        "breadcrumbs": decision_trail(one, "Public copies"),
    }
    return render(request, "decisions/copies.html", context)


@office_page
def prepare(request: Request, reference: str) -> HttpResponse:
    """Write a public copy, from the text of a paper where it can be read."""
    one = _marks(request, reference)
    chosen = request.GET.get("paper", "")
    file = next((file for file in queries.papers_of(one) if file.reference == chosen), None)
    initial: dict[str, Any] = {"version": 0}
    if file is not None:
        initial |= {
            "title": file.name.rpartition(".")[0],
            "text": documents.text_seen_in(file),
        }
    return ask(
        request,
        forms.CopyWords(sent(request), initial=initial),
        lambda **typed: actions.prepare_copy(
            decision=one, paper=file.reference if file else "", **typed
        ),
        title="Write a public copy",
        caption=f"{one.reference} {one.title}",
        button="Save it",
        words=[
            "The paper itself is never published: only these words are, and every file is made anew from them."
            " A second person releases it."
        ],
        breadcrumbs=decision_trail(one, "Write a public copy"),
        back=_all(one),
    )


def _copy(one: Decision, number: int) -> PublicCopy:
    row = next((row for row in queries.copies_of(one) if row.number == number), None)
    if row is None:
        raise Http404
    return row


@office_page
def amend(request: Request, reference: str, number: int) -> HttpResponse:
    """Change a copy before it is released."""
    one = _marks(request, reference)
    row = _copy(one, number)
    return ask(
        request,
        forms.CopyWords(sent(request), initial=forms.CopyWords.was(row)),
        lambda **typed: actions.amend_copy(copy=row, **typed),
        title="Change the public copy",
        caption=f"{one.reference}, copy {number}",
        button="Save it",
        breadcrumbs=decision_trail(one, "Change a public copy"),
        back=_all(one),
        again=lambda: forms.CopyWords.was(_copy(one, number)),
    )


@office_page
def release(request: Request, reference: str, number: int) -> HttpResponse:
    """Release another's copy."""
    only_if(access.may_release(request.person), NOT_PUBLISHER)
    one = queries.decision(request.person, reference)
    row = _copy(one, number)
    if elsewhere := proves_first(request):
        return elsewhere
    return ask(
        request,
        forms.Confirm(sent(request), initial={"version": row.version}),
        lambda **typed: actions.release_copy(copy=row, **typed),
        title="Release the public copy",
        caption=f"{one.reference}: {row.title}",
        button="Release it",
        words=[f"Taken out: {row.taken_out}", "It can be read from when the decision can."],
        breadcrumbs=decision_trail(one, "Release a public copy"),
        back=_all(one),
        template="decisions/on_copy.html",
        more={
            "copied": write_blocks(blocks_from_text(row.text), heading_offset=2, id_prefix="copy-")
        },
    )


@office_page
def drop(request: Request, reference: str, number: int) -> HttpResponse:
    """Take a copy down."""
    only_if(access.may_release(request.person), NOT_PUBLISHER)
    one = queries.decision(request.person, reference)
    row = _copy(one, number)
    return ask(
        request,
        forms.Reason(sent(request), initial={"version": row.version}),
        lambda **typed: actions.drop_copy(copy=row, **typed),
        title="Take the public copy down",
        caption=f"{one.reference}: {row.title}",
        button="Take it down",
        words=["Earlier versions that were published stay. The reason stays in the office."],
        is_grave=True,
        breadcrumbs=decision_trail(one, "Take a public copy down"),
        back=_all(one),
    )
