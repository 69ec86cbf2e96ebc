"""A section of a bid: answered on one page, saved as it is typed, with nothing ever lost."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from precept.do.bids import actions, queries, rules
from precept.do.bids.actions import Saved
from precept.do.bids.models import SectionAnswers
from precept.do.bids.pages.around import Opened, language_of, offered_languages, open_bid
from precept.foundation import clock
from precept.foundation.ledger.actions import NotAllowed, Refusal, Refused
from precept.foundation.questions.forms import SectionForm, section_form
from precept.foundation.web.pages import Request, my_page, render

TRIES = 5
SAVED = "Your answers are saved. Put right what is marked, or come back to it later."


@my_page
def section(request: Request, bid: str, section: str) -> HttpResponse:
    """The questions of one section. The same address saves what a script sends while somebody types."""
    opened = open_bid(request, bid)
    row = _row(opened, section)
    if request.method == "POST":
        if request.POST.get("autosave") == "yes":
            return _autosaved(request, opened, row)
        return _saved(request, opened, row)
    if not (opened.edits and opened.is_written_on):
        return _read(request, opened, section)
    form = section_form(
        opened.asked,
        section,
        answers=opened.answers,
        language=language_of(request, opened),
        is_complete="problems" in request.GET,
        facts=opened.call.facts,
    )
    shown = _shown(request, opened, row, form)
    shown.status_code = 200  # what is missing is shown to whoever asked for it: nothing was refused
    return shown


def _row(opened: Opened, section: str) -> SectionAnswers:
    """A section's answers. Http404 where the form asks no such section (any more)."""
    asked = {one.key for one in opened.asked.sections}
    if section not in asked or section not in opened.rows:
        raise Http404
    return opened.rows[section]


def _read_version(request: Request, row: SectionAnswers) -> int:
    """The version that somebody had read, with what the same page saved after that by itself.

    A script that saves while the button is pressed, or whose answer got lost on its way, is nobody else.
    """
    said = request.POST.get("version", "")
    read = int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0
    writer = request.POST.get("writer", "")[:32]
    if not writer or read >= row.version:
        return read
    is_own = queries.only_this_page_wrote(
        row.bid, row.section, by=request.person, writer=writer, after=read, to=row.version
    )
    return row.version if is_own else read


def _sent_form(
    request: Request,
    opened: Opened,
    section: str,
    answers: dict[str, Any],
    *,
    with_files: bool = True,
    **more: Any,
) -> SectionForm:
    return section_form(
        opened.asked,
        section,
        data=request.POST,
        files=request.FILES if with_files else None,
        answers=answers,
        language=language_of(request, opened),
        **more,
    )


def _autosaved(request: Request, opened: Opened, row: SectionAnswers) -> HttpResponse:
    """Save what somebody has typed so far, whatever is wrong with it, and say when, as JSON."""
    form = _sent_form(request, opened, row.section, opened.answers, with_files=False)
    kept = {one.key for one in form.section.questions if one.kind == "files"}
    typed = {key: value for key, value in form.typed().items() if key not in kept}
    try:
        saved = actions.save_section(
            by=request.person,
            bid=opened.bid,
            section=row.section,
            answers={**row.answers, **typed},
            read_version=_read_version(request, row),
            key=request.POST.get("key", "")[:40],
        )
    except NotAllowed as refusal:
        return JsonResponse({"words": refusal.words}, status=403)
    except Refusal as refusal:
        return JsonResponse({"words": f"Not saved. {refusal.words}"}, status=422)
    if _is_overtaken(saved, {**row.answers, **typed}):
        return JsonResponse(
            {"words": _overtaken_words(saved), "href": _both_address(opened, row.section)},
            status=409,
        )
    said = f"Saved {rules.saved_words(saved.at, clock.now())}"
    if saved.submitted is not None:
        said += ". Not submitted yet: what you submitted before still counts"
    return JsonResponse({"words": said, "version": saved.version})


def _is_overtaken(saved: Saved, sent: dict[str, Any]) -> bool:
    """Whether somebody else's text stands in the place of what was sent, and says something else."""
    theirs = saved.overtaken
    return theirs is not None and any(
        rules.differ(sent.get(key), theirs.answers.get(key)) for key in {*sent, *theirs.answers}
    )


def _overtaken_words(saved: Saved) -> str:
    theirs = saved.overtaken
    who = theirs.saved_by.name if theirs and theirs.saved_by else "Somebody else"
    when = f" {rules.saved_words(theirs.saved, clock.now())}" if theirs and theirs.saved else ""
    return f"{who} saved this section{when}, while you were writing. Both texts are kept."


def _both_address(opened: Opened, section: str) -> str:
    mine = queries.latest_overtaken(opened.person, opened.bid, section)
    return opened.address("both", section, mine.pk) if mine else opened.section_address(section)


def _saved(request: Request, opened: Opened, row: SectionAnswers) -> HttpResponse:
    """Save the page as its button sends it, with its files; go on, or show what to put right."""
    form = _sent_form(request, opened, row.section, opened.answers)
    form.is_valid()
    answers = {**row.answers, **form.typed()}
    are_kept = form.wants_more or _keep_files(request, opened, form, answers)
    try:
        saved = _in_place(request, opened, row, answers)
    except Refused as refusal:
        form.add_error(None, refusal.words)
        return _shown(request, opened, row, form, version=_read_version(request, row))
    if _is_overtaken(saved, answers):
        return HttpResponseRedirect(_both_address(opened, row.section))
    _forget_removed(request, opened, form)
    row = queries.section(opened.bid, row.section)
    if form.wants_more or not are_kept:
        return _shown(request, opened, row, form, note="" if are_kept else SAVED)
    if "later" in request.POST:
        return HttpResponseRedirect(f"{opened.home}?done=saved")
    return _went_on(request, opened, row)


def _in_place(
    request: Request, opened: Opened, row: SectionAnswers, answers: dict[str, Any]
) -> Saved:
    """Save a page; again where what the same page saved by itself came in between."""
    for _ in range(TRIES):
        saved = actions.save_section(
            by=request.person,
            bid=opened.bid,
            section=row.section,
            answers=answers,
            read_version=_read_version(request, row),
        )
        row = queries.section(opened.bid, row.section)
        if saved.is_in_place or _read_version(request, row) != row.version:
            break
    return saved


def _keep_files(
    request: Request, opened: Opened, form: SectionForm, answers: dict[str, Any]
) -> bool:
    """Keep the files that came with a page; False where one was not taken, with why beside its box."""
    for key, uploads in form.uploads().items():
        if uploads and form.errors.get(key):
            return False
        for one in uploads:
            try:
                said = actions.keep_file(
                    by=request.person, bid=opened.bid, name=one.name or "", content=one
                )
            except Refused as refusal:
                form.add_error(key, refusal.words)
                return False
            answers[key] = [*(answers.get(key) or []), said]
    return True


def _forget_removed(request: Request, opened: Opened, form: SectionForm) -> None:
    for question in form.section.questions:
        for reference in request.POST.getlist(form.add_prefix(f"{question.key}-remove")):
            actions.remove_file(
                by=request.person,
                bid=opened.bid,
                section=form.section.key,
                question=question.key,
                reference=reference,
            )


def _went_on(request: Request, opened: Opened, row: SectionAnswers) -> HttpResponse:
    """Mark a section that is complete as done and go to the next one; else say what is missing."""
    form = _sent_form(
        request,
        opened,
        row.section,
        queries.answers(opened.bid),
        with_files=False,
        is_complete=True,
        facts=opened.call.facts,
    )
    if not form.is_valid():
        return _shown(request, opened, row, form, note=SAVED)
    actions.mark_section_done(by=request.person, bid=opened.bid, section=row.section)
    return HttpResponseRedirect(_next_address(opened, row.section))


def _next_address(opened: Opened, section: str) -> str:
    """The first section after this one with something left to answer; then those before it; then the check."""
    tasks = queries.task_list(opened.bid, opened.call)
    at = next(at for at, one in enumerate(tasks) if one.section == section)
    for task in [*tasks[at + 1 :], *tasks[:at]]:
        if task.state not in ("done", "ready"):
            return opened.section_address(task.section)
    return opened.address("check")


def _shown(
    request: Request,
    opened: Opened,
    row: SectionAnswers,
    form: SectionForm,
    *,
    version: int | None = None,
    note: str = "",
) -> HttpResponse:
    keys = [one.key for one in opened.asked.sections]
    language = language_of(request, opened)
    context = opened.context(
        ("", form.section.title),
        form=form,
        section=form.section,
        row=row,
        version=row.version if version is None else version,
        saved_at=rules.saved_words(row.saved, clock.now()) if row.saved else "",
        place=keys.index(row.section) + 1,
        places=len(keys),
        file_questions=[one for one in form.asks if one.kind == "files"],
        languages=offered_languages(opened, language),
        language=language,
        note=note,
    )
    return render(request, "bids/section.html", context)


def _read(request: Request, opened: Opened, section: str) -> HttpResponse:
    """A section as somebody reads it who cannot write in it, or not any more."""
    context = opened.context(
        ("", opened.asked.section(section).title),
        section=opened.asked.section(section),
        rows=list(
            queries.read_section(opened.asked, section, opened.rows[section].answers).values()
        ),
        history=reverse("bids.history", args=[opened.bid.reference, section]),
    )
    return render(request, "bids/section_read.html", context)
