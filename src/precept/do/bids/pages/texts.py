"""Texts of one section: two side by side where two people wrote at once, and every earlier one."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect

from precept.do.bids import actions, queries, rules
from precept.do.bids.forms.applicants import Choose, PutBack
from precept.do.bids.models import Revision, SectionAnswers
from precept.do.bids.pages.around import Opened, open_bid
from precept.foundation import clock
from precept.foundation.ledger.actions import Changed
from precept.foundation.web.asking import attempt
from precept.foundation.web.pages import Request, my_page, only_if, render, sent
from precept.foundation.web.tables import Cell, Column, Table, listing

ONLY_EDITS = "Only those who write in this bid can do this."
AGAIN = "Somebody saved this section again just now. Look at both texts once more."
COLUMNS = (
    Column("at", "Saved", order=("at", "pk")),
    Column("by", "By"),
)


@my_page
def both(request: Request, bid: str, section: str, number: int) -> HttpResponse:
    """Two texts of one section side by side: choose for each answer, or keep both."""
    opened = open_bid(request, bid)
    only_if(opened.edits, ONLY_EDITS)
    mine = queries.revision(opened.bid, section, number)
    theirs = queries.section(opened.bid, section)
    differing = queries.two_texts(opened.bid, mine, theirs)
    if not differing:
        return HttpResponseRedirect(opened.section_address(section))
    is_own = theirs.saved_by_id == mine.by_id
    first, keeps_first = _writer(opened, mine, is_own=is_own)
    second = theirs.saved_by.name if theirs.saved_by else "Somebody else"
    form = Choose(
        sent(request),
        rows=differing,
        keeps=(
            keeps_first,
            "Keep what your other page says" if is_own else f"Keep what {second} wrote",
        ),
        initial={"version": theirs.version},
    )
    outcome = attempt(
        form,
        lambda: _settle(request, opened, mine, theirs, form.cleaned_data),
        again=lambda: {"version": theirs.version},
        in_words=list,
    )
    if outcome.is_done:
        return HttpResponseRedirect(opened.section_address(section))
    context = opened.context(
        (opened.section_address(section), opened.asked.section(section).title),
        ("", "Two texts"),
        form=form,
        rows=differing,
        theirs=theirs,
        is_own=is_own,
        first=first,
        second="Your other page" if is_own else second,
        section=opened.asked.section(section),
    )
    return render(request, "bids/both.html", context, status=outcome.status)


def _writer(opened: Opened, mine: Revision, *, is_own: bool) -> tuple[str, str]:
    """Whose the first of two texts is, and what keeping it is called."""
    if mine.by_id != opened.person.pk:
        return mine.by.name, f"Keep what {mine.by.name} wrote"
    return ("This page", "Keep what this page says") if is_own else ("Yours", "Keep yours")


def _settle(
    request: Request,
    opened: Opened,
    mine: Revision,
    theirs: SectionAnswers,
    said: dict[str, Any],
) -> None:
    """Save what was chosen; Changed where somebody wrote there meanwhile."""
    answers = dict(theirs.answers)
    for key in {*mine.answers, *theirs.answers}:
        chosen = said.get(f"keep-{key}")
        if chosen == "mine":
            answers[key] = mine.answers.get(key)
        elif chosen == "both":
            answers[key] = rules.joined(mine.answers.get(key), theirs.answers.get(key))
    if said["version"] != theirs.version:
        raise Changed(AGAIN)
    saved = actions.save_section(
        by=request.person,
        bid=opened.bid,
        section=mine.section,
        answers=answers,
        read_version=said["version"],
    )
    if not saved.is_in_place:
        raise Changed(AGAIN)


@my_page
def history(request: Request, bid: str, section: str) -> HttpResponse:
    """Every text that was ever saved of a section; one of them in full, to put it back."""
    opened = open_bid(request, bid)
    if section not in {one.key for one in opened.asked.sections}:
        raise Http404
    row = queries.section(opened.bid, section)
    asked = request.POST.get("of") or request.GET.get("of", "")
    shown = None
    if asked.isascii() and asked.isdigit() and len(asked) < 16:
        shown = queries.revision(opened.bid, section, int(asked))
    if request.method == "POST" and shown is not None:
        actions.restore_revision(
            by=request.person, bid=opened.bid, revision=shown, read_version=row.version
        )
        return HttpResponseRedirect(opened.section_address(section))
    context = opened.context(
        (opened.section_address(section), opened.asked.section(section).title),
        ("", "Earlier texts"),
        form=PutBack(sent(request)),
        section=opened.asked.section(section),
        table=_table(request, opened, row),
        shown=shown,
        is_in_place=shown is not None and shown.answers == row.answers,
        rows=list(queries.read_section(opened.asked, section, shown.answers).values())
        if shown
        else [],
    )
    return render(request, "bids/history.html", context)


def _table(request: Request, opened: Opened, row: SectionAnswers) -> Table:
    address = opened.address("history", row.section)

    def cells(one: Revision) -> list[Cell]:
        if one.version is None:
            became = "Kept beside: another save came first"
        elif one.version == row.version:
            became = "This is the text now"
        else:
            became = ""
        return [
            Cell(
                clock.spoken_time(one.at, seconds=True),
                href=f"{address}?of={one.pk}",
                note=became,
            ),
            Cell(one.by.name),
        ]

    return listing(
        request.GET,
        queries.revisions_of(opened.bid, row.section),
        caption="Every text of this section that was saved",
        noun=("text", "texts"),
        columns=COLUMNS,
        cells=cells,
        default="-at",
        empty="Nothing was saved in this section yet.",
    )
