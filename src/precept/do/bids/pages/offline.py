"""The form as a Word document: taken away, filled in, brought back, looked at, taken over."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect

from precept.do.bids import actions, queries
from precept.do.bids.forms.applicants import Offline, Take
from precept.do.bids.pages.around import Opened, draft_address, language_of, open_bid
from precept.foundation.documents.handing import WORD, to_keep
from precept.foundation.documents.rules import Unfit
from precept.foundation.ledger.actions import Refused
from precept.foundation.people.exports import handed_out
from precept.foundation.questions.reading import AnswerRead
from precept.foundation.questions.word import ReadForm, blank_form, read_form
from precept.foundation.web.pages import Request, my_page, only_if, render, sent
from precept.parties import queries as parties

ONLY_EDITS = "Only those who write in this bid can do this, while the round takes answers."
MOST_BYTES = 5 * 1024 * 1024
SALT = "precept.do.bids.offline"
OTHER_BID = (
    "This is the form of another bid ({code}). Upload it there, or download this bid’s form and copy"
    " your answers into it."
)
STALE = "Somebody saved answers since this page was made. Look at what would change once more."


@my_page
def form_word(request: Request, bid: str) -> HttpResponse:
    """The form as a Word document, with the answers so far."""
    opened = open_bid(request, bid)
    content = blank_form(
        opened.asked,
        queries.answers(opened.bid),
        title=opened.bid.opportunity.theme,
        code=opened.bid.reference,
        office=parties.office_name(),
        language=language_of(request, opened),
    )
    name = f"{opened.bid.reference}.docx"
    return handed_out(request, "bid", lambda: to_keep(content, name, WORD))


@dataclass(frozen=True)
class Offered:
    """An answer of the file beside the one that is there: "" where there is none."""

    key: str
    section: str
    new: AnswerRead
    old: AnswerRead | None


@my_page
def offline(request: Request, bid: str) -> HttpResponse:
    """Upload the filled form: everything that is wrong with it, and what would be taken; then take it."""
    opened = open_bid(request, bid)
    only_if(opened.edits and opened.is_written_on, ONLY_EDITS)
    if request.method == "POST" and "read" in request.POST:
        return _taken(request, opened)
    form = Offline(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        with form.refusals():
            return _previewed(request, opened, _read(request, opened, form.cleaned_data["file"]))
    context = opened.context(("", "Upload the Word form"), form=form)
    return render(request, "bids/offline.html", context)


def _read(request: Request, opened: Opened, file: Any) -> ReadForm:
    if file.size > MOST_BYTES:
        raise Refused("The form must be smaller than 5 MB. Files are added online.", field="file")
    try:
        read = read_form(
            opened.asked,
            file.read(),
            facts=opened.call.facts,
            language=language_of(request, opened),
        )
    except Unfit as unfit:
        raise Refused(f"“{file.name[:80]}” {unfit.words}", field="file") from unfit
    if read.code and read.code != opened.bid.reference:
        raise Refused(OTHER_BID.format(code=read.code[:20]), field="file")
    return read


def _previewed(
    request: Request, opened: Opened, read: ReadForm, *, again: str = ""
) -> HttpResponse:
    """What the file says, answer by answer, beside what is there now."""
    offered = list(_offered(opened, read.answers))
    said = {
        "bid": opened.bid.reference,
        "answers": {one.key: read.answers[one.key] for one in offered},
        "saved": opened.bid.saved.isoformat(),
    }
    titles = {one.key: one.title for one in opened.asked.sections}
    labels = {one.key: one.label for one in opened.asked.questions()}
    context = opened.context(
        ("", "Upload the Word form"),
        form=Take(
            None,
            rows=[one for one in offered if one.old is not None],
            initial={"read": signing.dumps(said, salt=SALT, compress=True)},
        ),
        offered=offered,
        titles=titles,
        problems=[
            (labels.get(one.question, titles.get(one.section, "")), one.told)
            for one in read.problems
        ],
        is_other_version=read.is_other_version,
        same=sum(1 for _ in read.answers) - len(offered),
        again=again,
    )
    return render(request, "bids/offline_preview.html", context, status=409 if again else 200)


def _offered(opened: Opened, answers: dict[str, Any]) -> Any:
    """The answers of a file that say something else than what is there."""
    now = queries.answers(opened.bid)
    for section in opened.asked.sections:
        here = {one.key for one in section.questions}
        new = queries.read_section(opened.asked, section.key, answers)
        old = queries.read_section(opened.asked, section.key, now)
        for key in (one.key for one in section.questions):
            if key in here & set(answers) and answers[key] != now.get(key):
                was = old[key] if old[key].is_answered else None
                yield Offered(key, section.key, new[key], was)


def _taken(request: Request, opened: Opened) -> HttpResponse:
    try:
        said = signing.loads(request.POST["read"], salt=SALT)
    except signing.BadSignature:
        raise Refused("Upload the form again: this page was changed on its way.") from None
    if said["bid"] != opened.bid.reference:
        raise Refused("Upload the form again: it belongs to another bid.")
    answers = said["answers"]
    if said["saved"] != opened.bid.saved.isoformat():
        read = ReadForm(answers=answers, problems=(), code=opened.bid.reference)
        return _previewed(request, opened, read, again=STALE)
    rows = [one for one in _offered(opened, answers) if one.old is not None]
    form = Take(sent(request), rows=rows)
    form.is_valid()
    kept = {one.key for one in rows if form.cleaned_data.get(f"take-{one.key}") != "file"}
    actions.accept_upload(
        by=request.person,
        bid=opened.bid,
        answers={key: value for key, value in answers.items() if key not in kept},
    )
    return HttpResponseRedirect(draft_address(opened.bid, "word"))
