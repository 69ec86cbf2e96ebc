"""The lists of procedures and documents, one with its versions, feedback and reviews, and what is done with it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path, reverse
from markupsafe import Markup

from precept.do.procedures import access, actions, forms, queries, rules
from precept.do.procedures.actions.keeping import NOT_APPROVER, NOT_KEEPER
from precept.do.procedures.models import Standard, StandardVersion
from precept.do.procedures.sign_ups import asked_bidders, kept_elsewhere
from precept.foundation import clock
from precept.foundation.documents.html import write_blocks
from precept.foundation.documents.model import blocks_from_text
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.steps import Step, step_named
from precept.foundation.web.trails import Trail, trail

LISTS = {
    "procedure": ("procedures.all", "Procedures"),
    "document": ("procedures.templates", "Templates"),
}
LEADS = {
    "procedure": "How the office lets grants and contracts: the stages, how bids are assessed, what bidders hear."
    " What is approved and in force is public.",
    "document": "The documents that go with the procedures, with fields that are filled in when they are used.",
}
NEW = {"procedure": "Add a procedure", "document": "Add a template"}


def address(one: Standard) -> str:
    """Where the office reads it."""
    return reverse("procedures.one", args=[one.key])


def version_address(version: StandardVersion) -> str:
    """Where the office reads a version."""
    return reverse("procedures.version", args=[version.standard.key, version.number])


def trail_of(kind: str, *places: tuple[str, str]) -> Trail:
    """Breadcrumbs by the list of a kind."""
    name, title = LISTS[kind]
    return trail((reverse(name) if places else "", title), *places)


def only_keepers(request: Request) -> None:
    """Refuse a page to people who do not keep procedures."""
    only_if(access.may_keep_procedures(request.person), NOT_KEEPER)


def only_approvers(request: Request) -> None:
    """Refuse a page to people who do not approve procedures."""
    only_if(access.may_approve_procedures(request.person), NOT_APPROVER)


def written(text: str) -> Markup:
    """Words of a procedure or document as a page shows them: paragraphs and points."""
    return write_blocks(blocks_from_text(text), heading_offset=2)


def _list(request: Request, kind: str) -> HttpResponse:
    today = clock.today()
    rows = queries.listed(kind, today)
    context = {
        "kind": kind,
        "title": LISTS[kind][1],
        "lead": LEADS[kind],
        "lists": [(reverse(name), words, key == kind) for key, (name, words) in LISTS.items()],
        "own": [
            (one, *rules.review_stands(one.standard.review_on, today))
            for one in rows
            if one.standard
        ],
        "offered": [one for one in rows if one.standard is None],
        "elsewhere": kept_elsewhere(request.person) if kind == "document" else [],
        "new": NEW[kind],
        "may_keep": access.may_keep_procedures(request.person),
        "breadcrumbs": trail_of(kind),
    }
    return render(request, "procedures/listed.html", context)


@office_page
def all_procedures(request: Request) -> HttpResponse:
    """Every procedure, the office's own and what it could begin with."""
    return _list(request, "procedure")


@office_page
def templates(request: Request) -> HttpResponse:
    """Every document, the office's own and what it could begin with."""
    return _list(request, "document")


@office_page
def new(request: Request, kind: str) -> HttpResponse:
    """Begin a procedure or document of the office's own."""
    only_keepers(request)
    if kind not in LISTS:
        raise Http404(f"no kind {kind}")
    return ask(
        request,
        forms.NewStandard(sent(request), initial={"owner": request.person}),
        lambda **said: actions.add_standard(kind=kind, **said),
        version_address,
        title=NEW[kind],
        button="Begin a draft",
        back=reverse(LISTS[kind][0]),
        breadcrumbs=trail_of(kind, ("", NEW[kind])),
    )


@office_page
def one(request: Request, key: str) -> HttpResponse:
    """A procedure or document: what is in force, its versions, what people said, its reviews."""
    found, offered = queries.standard_or_starting(key)
    if found is None:
        assert offered is not None, "one of the two is there"
        return _offered(request, offered)
    today = clock.today()
    versions = queries.versions_of(found)
    current = queries.version_in_force(found, today)
    newest = current or (versions[0] if versions else None)
    person = request.person
    context = {
        "standard": found,
        "title": newest.title if newest else found.key,
        "version": newest,
        "is_in_force": current is not None,
        "words": newest.as_words if newest else None,
        "written": written,
        "stands": rules.review_stands(found.review_on, today),
        "versions": versions,
        "kind_title": rules.KINDS[found.kind],
        "feedback": queries.feedback_of(found),
        "reviews": queries.reviews_of(found),
        "asked": asked_bidders(person, found.key) if found.kind == "procedure" else [],
        "documents": queries.document_titles(key, today) if found.kind == "procedure" else [],
        "used_by": _used_by(newest) if found.kind == "document" else [],
        "doors": _doors(person, found, versions),
        "may_keep": access.may_keep_procedures(person),
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_of(found.kind, ("", newest.title if newest else found.key)),
    }
    return render(request, "procedures/one.html", context)


def _used_by(version: StandardVersion | None) -> list[tuple[str, str]]:
    if version is None:
        return []
    titles = queries.procedure_titles(clock.today())
    return [(key, titles.get(key, key)) for key in version.procedures]


def _offered(request: Request, offered: rules.Starting) -> HttpResponse:
    """What Precept brings, before the office made it its own."""
    titles = queries.procedure_titles(clock.today()) if offered.procedures else {}
    context = {
        "offered": offered,
        "written": written,
        "used_by": [(key, titles.get(key, key)) for key in offered.procedures],
        "may_keep": access.may_keep_procedures(request.person),
        "breadcrumbs": trail_of(offered.kind, ("", offered.title)),
    }
    return render(request, "procedures/offered.html", context)


def _doors(person: Any, found: Standard, versions: list[StandardVersion]) -> list[tuple[str, str]]:
    """What this person may do with it now, the next step first: addresses and words."""
    if found.retired_on is not None:
        return []
    doors = []
    is_open = any(one.state in {"draft", "waiting"} for one in versions)
    if access.may_keep_procedures(person):
        if not is_open:
            doors.append((_step(found, "begin"), "Begin a new version"))
        doors.append((_step(found, "feedback"), "Note feedback"))
        if found.review_on is not None:
            there = reverse("procedures.close_review", args=[found.key])
            doors.append((there, "Close a review"))
        doors.append((_step(found, "owner"), "Change the owner"))
    if access.may_approve_procedures(person) and found.review_on is not None:
        there = reverse("procedures.retire", args=[found.key])
        doors.append((there, "Say that it is no longer used"))
    return doors


def _step(found: Standard, step: str) -> str:
    return reverse("procedures.standard_step", args=[found.key, step])


def _about(found: Standard, here: str) -> dict[str, Any]:
    title = queries.title_of(found)
    return {
        "caption": title,
        "back": address(found),
        "breadcrumbs": trail_of(found.kind, (address(found), title), ("", here)),
    }


def begin(request: Request, found: Standard) -> HttpResponse:
    """Begin the next version."""
    only_keepers(request)
    return ask(
        request,
        forms.BeginNext(sent(request)),
        lambda **said: actions.begin_next(standard=found, **said),
        version_address,
        title="Begin a new version",
        button="Begin it",
        **_about(found, "New version"),
    )


def feedback(request: Request, found: Standard) -> HttpResponse:
    """Note what somebody said."""
    only_keepers(request)
    return ask(
        request,
        forms.FeedbackForm(sent(request), initial={"received": clock.today()}),
        lambda **said: actions.note_feedback(standard=found, **said),
        lambda _: f"{address(found)}#feedback",
        title="Note feedback",
        button="Save",
        words=["It stays in the office. What came of it is said at the next review."],
        **_about(found, "Feedback"),
    )


def _review_now(found: Standard) -> dict[str, Any]:
    return {
        "version": queries.standard(found.key).version,
        "held_on": clock.today(),
        "next_on": None,
        "outcome": "",
        "words": "",
    }


@office_page
def close_review(request: Request, key: str) -> HttpResponse:
    """Close a yearly review; of a procedure, what came of it is published by the same act."""
    only_keepers(request)
    found = queries.standard(key)
    if request.method == "POST" and (elsewhere := proves_first(request)):
        return elsewhere
    return ask(
        request,
        forms.CloseReview(sent(request), initial=_review_now(found)),
        lambda **said: actions.close_review(standard=found, **said),
        lambda _: f"{address(found)}#reviews",
        title="Close a review",
        button="Close it",
        again=lambda: _review_now(found),
        template="procedures/review.html",
        more={
            "unanswered": [one for one in queries.feedback_of(found) if one.state == "waiting"],
            "since": queries.versions_since_review(found),
            "standard": found,
        },
        **_about(found, "Review"),
    )


def owner(request: Request, found: Standard) -> HttpResponse:
    """Change who owns it."""
    only_keepers(request)

    def now() -> dict[str, Any]:
        read = queries.standard(found.key)
        return {"owner": read.owner, "version": read.version}

    return ask(
        request,
        forms.SetOwner(sent(request), initial=now()),
        lambda **said: actions.set_owner(standard=found, **said),
        title="Change the owner",
        button="Save",
        again=now,
        in_words=lambda: [("Who owns it?", queries.standard(found.key).owner.name)],
        **_about(found, "Owner"),
    )


@office_page
def retire(request: Request, key: str) -> HttpResponse:
    """Say that it is no longer used; of a procedure, the public reads it at once."""
    only_approvers(request)
    found = queries.standard(key)
    if request.method == "POST" and (elsewhere := proves_first(request)):
        return elsewhere

    def now() -> dict[str, Any]:
        read = queries.standard(found.key)
        return {"version": read.version, "since": clock.today(), "why": ""}

    return ask(
        request,
        forms.Retire(sent(request), initial=now()),
        lambda **said: actions.retire(standard=found, **said),
        title="Say that it is no longer used",
        button="Say so",
        is_grave=True,
        words=["Its page stays and says since when and why. It cannot be taken up again."],
        again=now,
        **_about(found, "No longer used"),
    )


STEPS: dict[str, Step] = {"begin": begin, "feedback": feedback, "owner": owner}


@office_page
def step(request: Request, key: str, step: str) -> HttpResponse:
    """One thing to do with a procedure or document, by its name."""
    if step == "adopt":
        return _adopt(request, key)
    page = step_named(STEPS, step)
    return page(request, queries.standard(key))


def _adopt(request: Request, key: str) -> HttpResponse:
    """Make what Precept brings the office's own."""
    only_keepers(request)
    offered = rules.starting_of(key)
    if offered is None:
        raise Http404(f"Precept brings no {key}")
    return ask(
        request,
        forms.Owned(sent(request), initial={"owner": request.person}),
        lambda **said: actions.adopt(key=key, **said),
        version_address,
        title="Make it your own",
        button="Begin a draft",
        caption=offered.title,
        words=["A draft is made with these words. Change them, then somebody else approves them."],
        back=reverse("procedures.one", args=[key]),
        breadcrumbs=trail_of(
            offered.kind, (reverse("procedures.one", args=[key]), offered.title), ("", "Own it")
        ),
    )


@office_page
def answer(request: Request, key: str, number: int) -> HttpResponse:
    """Say what came of a piece of feedback."""
    only_keepers(request)
    found = queries.standard(key)
    said = queries.one_feedback(found, number)

    def now() -> dict[str, Any]:
        read = queries.one_feedback(found, number)
        state = "" if read.state == "waiting" else read.state
        return {"version": read.version, "state": state, "answer": read.answer}

    return ask(
        request,
        forms.Answer(sent(request), initial=now()),
        lambda **typed: actions.answer_feedback(feedback=said, **typed),
        lambda _: f"{address(found)}#feedback",
        title="What came of it?",
        button="Save",
        words=[f"{rules.FEEDBACK_FROM[said.who]}, {clock.spoken(said.received)}: “{said.words}”"],
        again=now,
        **_about(found, "Feedback"),
    )


urlpatterns: list[URLPattern] = [
    path("office/procedures", all_procedures, name="procedures.all"),
    path("office/templates", templates, name="procedures.templates"),
    path("office/procedures/new/<slug:kind>", new, name="procedures.new"),
    path("office/procedures/<slug:key>", one, name="procedures.one"),
    path("office/procedures/<slug:key>/feedback/<int:number>", answer, name="procedures.answer"),
    path("office/procedures/<slug:key>/review", close_review, name="procedures.close_review"),
    path("office/procedures/<slug:key>/retire", retire, name="procedures.retire"),
    path("office/procedures/<slug:key>/<slug:step>", step, name="procedures.standard_step"),
]
