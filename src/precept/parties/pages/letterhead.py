"""The office's letterhead: what letters stand on, tried before anybody gets one."""

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents import queries as documents
from precept.foundation.documents.handing import as_file
from precept.foundation.documents.model import Document, KeyFacts, Paragraph
from precept.foundation.people.exports import handed_out
from precept.foundation.web.asking import ask
from precept.foundation.web.forms import Form
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.foundation.web.trails import Trail, trail
from precept.parties import access, actions, forms, queries
from precept.parties.actions.office import NOT_YOURS

DONE = {
    "given": "Letters stand on it as soon as the scanner has looked at it.",
    "off": "Letters bear the office’s name and addresses again.",
}


def _trail(here: str = "") -> Trail:
    steps = [(reverse("parties.letterhead") if here else "", "Letterhead")]
    return trail((reverse("parties.office"), "The office"), *steps, *([("", here)] if here else []))


@office_page
def letterhead(request: Request) -> HttpResponse:
    """What letters stand on, and a letter to try it with."""
    only_if(access.may_set_up_office(request.person), NOT_YOURS)
    office = queries.office_or_404()
    context = {
        "office": office,
        "lines": queries.letter_lines(office),
        "files": documents.files_about(request.person, office.subject),
        "file": office.letterhead,
        "done": DONE.get(request.GET.get("done", ""), ""),
        "breadcrumbs": _trail(),
    }
    return render(request, "parties/letterhead.html", context)


@office_page
def give(request: Request) -> HttpResponse:
    """Give a Word file whose head and foot stand around the office's letters."""
    only_if(access.may_set_up_office(request.person), NOT_YOURS)
    title = "Give a letterhead"
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    return ask(
        request,
        forms.GiveLetterhead(*typed),
        lambda *, by, file: actions.give_letterhead(by=by, name=file.name, content=file),
        lambda _: f"{reverse('parties.letterhead')}?done=given",
        title=title,
        button="Use it",
        words=[
            "Give a Word file that has your letterhead in its head and foot: crest, addresses, legal words.",
            "Letters keep its margins. What stands in its text is left out.",
        ],
        back=reverse("parties.letterhead"),
        breadcrumbs=_trail(title),
    )


@office_page
def take_off(request: Request) -> HttpResponse:
    """Write letters without the office's Word file again."""
    only_if(access.may_set_up_office(request.person), NOT_YOURS)
    title = "Take the letterhead off"
    return ask(
        request,
        Form(sent(request)),
        lambda *, by: actions.take_letterhead_off(by=by),
        lambda _: f"{reverse('parties.letterhead')}?done=off",
        title=title,
        button="Take it off",
        words=["Letters bear the office’s name and addresses alone from then on."],
        back=reverse("parties.letterhead"),
        breadcrumbs=_trail(title),
        is_grave=True,
    )


@office_page
def sample(request: Request, ending: str) -> HttpResponse:
    """A letter to nobody, to see how letters look."""
    only_if(access.may_set_up_office(request.person), NOT_YOURS)
    office = queries.office_or_404()
    today = clock.today()
    paper = Document(
        title="A letter to try",
        office=office.name,
        blocks=(
            KeyFacts((("Agreement", "Not a real one"), ("Our reference", "TRY-1"))),
            Paragraph("Dear reader"),
            Paragraph("This is how letters, agreements and minutes of this office look."),
            Paragraph(office.name),
        ),
        date_line=clock.spoken(today),
        dated=today,
    )
    return handed_out(request, "letter", lambda: as_file(paper, "letterhead", ending))
