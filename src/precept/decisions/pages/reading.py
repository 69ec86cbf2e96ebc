"""The list of decisions, one of them whole, and how it reads as published."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse

from precept.decisions import access, published, queries, rules, sign_ups
from precept.decisions.models import Decision
from precept.decisions.pages.trails import decision_trail
from precept.foundation import clock
from precept.foundation.documents import pdf, word
from precept.foundation.documents import queries as documents
from precept.foundation.documents.handing import MEDIA_TYPES, to_keep
from precept.foundation.documents.html import write_blocks
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.exports import handed_out
from precept.foundation.people.models import Person
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.pages import Request, office_page, only_if, render


@office_page
def decisions(request: Request) -> HttpResponse:
    """Every decision, and those that wait for whoever asks."""
    context = {
        "table": queries.decisions_page(request.person, request.GET),
        "waiting": queries.waits_for(request.person),
        "may_draft": access.may_draft(request.person),
        "sees_unpublished": access.sees_unpublished(request.person),
        "breadcrumbs": decision_trail(),
    }
    return render(request, "decisions/all.html", context)


@dataclass(frozen=True)
class Door:
    """Something that may be done next: its words, its page, and how its button looks."""

    text: str
    href: str
    look: str = "govuk-button--secondary"


def doors(person: Person, one: Decision) -> list[Door]:
    """What this person may do with a decision as it stands, the next step first."""

    def door(text: str, name: str, look: str = "govuk-button--secondary") -> Door:
        return Door(text, reverse(f"decisions.{name}", args=[one.reference]), look)

    drafts, signs = access.may_draft(person), access.may_sign(person)
    publishes = access.may_publish(person)
    found: list[Door] = []
    if one.state == "draft" and drafts:
        found += [
            door("Send it for advice", "send", ""),
            door("Change the words", "words"),
            door("Say what is withheld", "exemption"),
            door("Attach a paper", "attach"),
            door("Link an earlier decision", "link"),
        ]
    if one.state == "advice" and drafts:
        found.append(door("Make it ready to sign", "ready", ""))
    if one.state == "ready" and signs:
        found += [door("Read and sign it", "sign", ""), door("Do not approve it", "refuse")]
    if one.state in ("advice", "ready") and (drafts or signs):
        found.append(door("Send it back to be changed", "back"))
    if one.state == "signed" and publishes:
        found.append(door("Publish it", "publish", ""))
        found.append(
            door("Stop holding it back", "stop_holding")
            if one.held_why
            else door("Hold it back", "hold")
        )
    if one.state in (*rules.UNSIGNED, "signed") and publishes:
        found.append(door("Choose the day of publication", "day"))
    is_before_election = one.state == "signed" and rules.election_period(clock.today()) is not None
    if is_before_election and access.may_make_exception(person) and not one.exception_why:
        found.append(door("Let it out before the election", "exception"))
    if one.state == "published" and publishes:
        found.append(door("Correct it", "correct"))
        if one.status == "exempt":
            found.append(door("Look again at what is withheld", "review"))
    if one.state == "published" and access.may_withdraw(person):
        found.append(door("Withdraw it", "withdraw", "govuk-button--warning"))
    if one.state in rules.MARKABLE and access.may_mark(person):
        found.append(door("Redact words", "redactions"))
    if one.state in rules.UNSIGNED and drafts:
        found.append(door("Give it up", "give_up", "govuk-button--warning"))
    return found


@dataclass(frozen=True)
class AdviceShown:
    """A kind of advice as the page of a decision lists it."""

    title: str
    words: str
    note: str
    state: str
    tag: str
    href: str | None


def advice_shown(person: Person, one: Decision) -> list[AdviceShown]:
    """The advice that is needed or was given, and where this person gives theirs."""
    given, now = queries.advice_given(one), queries.advised_on(one)
    needed = rules.advice_needed(one.kind, one.amount)
    shown = []
    for kind in [kind for kind in rules.ADVICE if kind in needed or kind in given]:
        row = given.get(kind)
        href = (
            reverse("decisions.advise", args=[one.reference, kind])
            if one.state == "advice" and access.may_advise(person, kind)
            else None
        )
        if row is None:
            state, tag = "Missing", "govuk-tag--yellow"
        elif row.sha256 != now and one.state in rules.UNSIGNED:
            state, tag = "To be looked at again", "govuk-tag--yellow"
        else:
            state, tag = ("Given" if row.is_relevant else "Not relevant"), "govuk-tag--green"
        note = f"{row.role}, {clock.spoken(clock.uk_date(row.at))}" if row else ""
        shown.append(
            AdviceShown(rules.ADVICE[kind], row.words if row else "", note, state, tag, href)
        )
    return shown


@office_page
def decision(request: Request, reference: str) -> HttpResponse:
    """One decision: the notice, the advice beside it, what stands against it, what happened."""
    person = request.person
    one = queries.decision(person, reference)
    sees_withheld = access.may_see_withheld(person, one)
    released = queries.publication_of(one)
    is_draft = one.state == "draft" and access.may_draft(person)
    said = queries.shown_notice(one) if sees_withheld else queries.notice(one)
    context = {
        "decision": one,
        "title": one.title if sees_withheld else one.shown_title,
        "projects": way_back(person, one.subject),
        "state": rules.STATES[one.state],
        "state_tag": queries.TAGS[one.state],
        "notice": write_blocks(published.notice_blocks(said), smaller=1),
        "redacted": sees_withheld and bool(said.redactions),
        "drafted": [rules.WORDS[name] for name in rules.WORDS if name in one.drafted_words],
        "doors": doors(person, one),
        "warnings": sign_ups.warnings_for(person, one),
        "lacking": queries.lacking(one) if one.state in rules.UNSIGNED else [],
        "not_yet": queries.not_yet(one) if one.state == "signed" else [],
        "advice": advice_shown(person, one),
        "sees_withheld": sees_withheld,
        "papers": documents.files_about(person, one.subject) if sees_withheld else [],
        "links": queries.links_of(one) if sees_withheld else [],
        "may_unlink": is_draft,
        "is_public": released is not None and not released.is_tombstone,
        "story": ledger.story(one.subject) if sees_withheld else [],
        "breadcrumbs": decision_trail(one),
    }
    return render(request, "decisions/one.html", context)


@office_page
def preview(request: Request, reference: str) -> HttpResponse:
    """A decision as the public would read it today."""
    one = queries.decision(request.person, reference)
    said = queries.notice(one)
    context = {
        "decision": one,
        "said": said,
        "notice": write_blocks(published.notice_blocks(said), smaller=1),
        "breadcrumbs": decision_trail(one, "As published"),
    }
    return render(request, "decisions/preview.html", context)


WRITERS = {"pdf": pdf.write_pdf, "docx": word.write_word}


@office_page
def preview_file(request: Request, reference: str, ending: str) -> HttpResponse:
    """The notice as it would be published today, as PDF or Word, to keep."""
    one = queries.decision(request.person, reference)
    only_if(
        access.may_see_withheld(request.person, one) or one.state == "published",
        "Only people who work on decisions may take a draft away.",
    )
    if ending not in WRITERS:
        raise Http404

    def written() -> HttpResponse:
        content = WRITERS[ending](published.notice_document(queries.notice(one)))
        return to_keep(content, f"decision-{one.reference}.{ending}", MEDIA_TYPES[ending])

    return handed_out(request, "decision", written)
