"""The office's pages of partnerships and boards: members, meetings, papers, actions."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse

from precept.do.partners import access, actions, forms, queries, rules
from precept.do.partners.models import AgreedAction, Meeting, Partnership
from precept.do.partners.pages.shared import only_keepers, partners_trail, publishing
from precept.do.partners.published import partnership_address
from precept.foundation import clock
from precept.foundation.documents import queries as documents
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.models import Person
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, render, sent
from precept.understand import queries as understand


def address(of: Partnership) -> str:
    """Where the office reads a partnership."""
    return reverse("partners.partnership", args=[of.reference])


def meeting_address(of: Meeting) -> str:
    """Where the office reads a meeting."""
    return reverse("partners.meeting", args=[of.reference])


@office_page
def home(request: Request) -> HttpResponse:
    """What the office does with partners: boards, services, the plan, formula funding, bids."""
    context = {
        "table": queries.partnerships_page(request.person, request.GET),
        "may_keep": access.may_keep(request.person),
        "breadcrumbs": partners_trail(),
    }
    return render(request, "partners/home.html", context)


@office_page
def new_partnership(request: Request) -> HttpResponse:
    """Note a partnership or a board."""
    only_keepers(request)
    return ask(
        request,
        forms.NewPartnership(sent(request)),
        actions.set_up_partnership,
        address,
        title="Note a partnership or board",
        button="Note it",
        back=reverse("partners.home"),
        breadcrumbs=partners_trail(("", "Note a partnership")),
    )


@office_page
def partnership(request: Request, reference: str) -> HttpResponse:
    """One partnership: what it is for, who belongs, its meetings, what is owed."""
    found = queries.partnership(request.person, reference)
    context = {
        "of": found,
        "kind": rules.PARTNERSHIP_KINDS[found.kind],
        "members": [(one, rules.MEMBER_ROLES[one.role]) for one in queries.members_of(found)],
        "meetings": queries.meetings_of(found),
        "actions": queries.shown(queries.open_actions_of(found)),
        "came": queries.came(found, queries.our_body()).words,
        "priorities": understand.priority_titles(found.priorities),
        "today": clock.today(),
        "may_keep": access.may_keep(request.person),
        "may_publish": access.may_publish(request.person),
        "public": queries.public_words(found.version, found.published_version),
        "public_address": partnership_address(found.reference),
        "story": ledger.story(found.subject),
        "breadcrumbs": partners_trail(("", found.name)),
    }
    return render(request, "partners/partnership.html", context)


@office_page
def change_partnership(request: Request, reference: str) -> HttpResponse:
    """Change what is kept of a partnership."""
    only_keepers(request)
    found = queries.partnership(request.person, reference)
    was = forms.ChangePartnership.was
    return ask(
        request,
        forms.ChangePartnership(sent(request), initial=was(found)),
        lambda **said: actions.change_partnership(partnership=found, **said),
        address,
        title="Change what is kept of it",
        caption=found.name,
        button="Save",
        back=address(found),
        breadcrumbs=partners_trail((address(found), found.name), ("", "Change")),
        again=lambda: was(queries.partnership(request.person, reference)),
    )


@office_page
def new_member(request: Request, reference: str) -> HttpResponse:
    """Note that a body belongs to a partnership."""
    only_keepers(request)
    found = queries.partnership(request.person, reference)
    return ask(
        request,
        forms.NewMember(sent(request)),
        lambda **said: actions.add_member(partnership=found, **said),
        lambda _: address(found),
        title="Note a member",
        caption=found.name,
        button="Note the member",
        back=address(found),
        breadcrumbs=partners_trail((address(found), found.name), ("", "Note a member")),
    )


@office_page
def end_member(request: Request, reference: str, organisation: str) -> HttpResponse:
    """Note that a body belongs no more."""
    only_keepers(request)
    found = queries.partnership(request.person, reference)
    member = queries.member_of(found, organisation)
    return ask(
        request,
        forms.EndMember(sent(request)),
        lambda **said: actions.end_member(member=member, **said),
        lambda _: address(found),
        title=f"{member.organisation.name} belongs no more",
        caption=found.name,
        button="Save",
        back=address(found),
        breadcrumbs=partners_trail((address(found), found.name), ("", "A member leaves")),
    )


@office_page
def publish_partnership(request: Request, reference: str) -> HttpResponse:
    """Let the public read a partnership as it is kept now."""
    found = queries.partnership(request.person, reference)
    return publishing(
        request,
        lambda **said: actions.publish_partnership(
            partnership=found, version=found.version, **said
        ),
        title=f"Publish {found.name}",
        back=address(found),
        breadcrumbs=partners_trail((address(found), found.name), ("", "Publish")),
        words=[
            "Its purpose, members, terms of reference and shared outcomes become public. Who attends"
            " it, its meetings and its actions do not."
        ],
        texts=[found.name, found.purpose, found.terms, found.source]
        + [words for one in found.outcomes for words in one.values()],
    )


@office_page
def new_meeting(request: Request, reference: str) -> HttpResponse:
    """Note a meeting."""
    only_keepers(request)
    found = queries.partnership(request.person, reference)
    return ask(
        request,
        forms.MeetingForm(sent(request)),
        lambda **said: actions.call_meeting(partnership=found, **said),
        meeting_address,
        title="Note a meeting",
        caption=found.name,
        button="Note the meeting",
        back=address(found),
        breadcrumbs=partners_trail((address(found), found.name), ("", "Note a meeting")),
    )


def _about(found: Meeting, here: str) -> dict[str, Any]:
    of = found.partnership
    return {
        "caption": f"{of.name}, {clock.spoken(found.on)}",
        "back": meeting_address(found),
        "breadcrumbs": partners_trail(
            (address(of), of.name), (meeting_address(found), clock.spoken(found.on)), ("", here)
        ),
    }


@office_page
def meeting(request: Request, reference: str) -> HttpResponse:
    """One meeting: agenda, papers, who came, what was decided, who owes what."""
    found = queries.meeting(request.person, reference)
    of = found.partnership
    context = {
        "meeting": found,
        "of": of,
        "day": clock.spoken(found.on),
        "agenda": rules.lines_of(found.agenda),
        "decisions": rules.lines_of(found.decisions),
        "attendances": [
            (one.organisation.name, rules.ATTENDANCES[one.state])
            for one in queries.attendances_of(found)
        ],
        "actions": queries.shown(queries.actions_of(found)),
        "papers": documents.files_about(request.person, found.subject),
        "was_held": found.on <= clock.today(),
        "may_keep": access.may_keep(request.person),
        "story": ledger.story(found.subject),
        "breadcrumbs": partners_trail((address(of), of.name), ("", clock.spoken(found.on))),
    }
    return render(request, "partners/meeting.html", context)


@office_page
def change_meeting(request: Request, reference: str) -> HttpResponse:
    """Change a meeting's day, place or agenda."""
    only_keepers(request)
    found = queries.meeting(request.person, reference)
    was = forms.ChangeMeeting.was
    return ask(
        request,
        forms.ChangeMeeting(sent(request), initial=was(found)),
        lambda **said: actions.change_meeting(meeting=found, **said),
        meeting_address,
        title="Change the meeting",
        button="Save",
        again=lambda: was(queries.meeting(request.person, reference)),
        **_about(found, "Change"),
    )


@office_page
def record_meeting(request: Request, reference: str) -> HttpResponse:
    """Record who came and what was decided."""
    only_keepers(request)
    found = queries.meeting(request.person, reference)
    states = {
        f"came-{one.organisation.reference}": one.state for one in queries.attendances_of(found)
    }

    def again() -> dict[str, Any]:
        now = queries.meeting(request.person, reference)
        return {"decisions": now.decisions, "version": now.version}

    return ask(
        request,
        forms.RecordMeeting(
            sent(request),
            members=queries.members_on(found),
            initial={**states, "decisions": found.decisions, "version": found.version},
        ),
        lambda **said: actions.record_meeting(meeting=found, **said),
        meeting_address,
        title="Record the meeting",
        button="Save",
        again=again,
        **_about(found, "Record it"),
    )


@office_page
def new_paper(request: Request, reference: str) -> HttpResponse:
    """Keep a paper of a meeting."""
    only_keepers(request)
    found = queries.meeting(request.person, reference)

    def keep(*, by: Person, file: UploadedFile[bytes]) -> object:
        return actions.add_paper(by=by, meeting=found, name=file.name or "", content=file)

    return ask(
        request,
        forms.Paper(sent(request), request.FILES or None),
        keep,
        lambda _: meeting_address(found),
        title="Add a paper",
        button="Add the paper",
        **_about(found, "Add a paper"),
    )


@office_page
def new_action(request: Request, reference: str) -> HttpResponse:
    """Note what somebody owes after a meeting."""
    only_keepers(request)
    found = queries.meeting(request.person, reference)
    return ask(
        request,
        forms.NewAction(sent(request)),
        lambda **said: actions.agree_action(meeting=found, **said),
        lambda _: meeting_address(found),
        title="Note an action",
        button="Note the action",
        **_about(found, "Note an action"),
    )


def _place_of(found: AgreedAction) -> tuple[str, str]:
    """Where an action belongs: its meeting, or what it is about."""
    if found.meeting:
        return meeting_address(found.meeting), found.meeting.partnership.name
    if found.about.startswith("grant-bid:"):
        reference = found.about.partition(":")[2]
        return reverse("partners.grant", args=[reference]), "A bid that was lost"
    return reverse("partners.home"), "Partners"


@office_page
def action(request: Request, reference: str) -> HttpResponse:
    """One action: what is owed, and what came of it."""
    found = queries.agreed_action(request.person, reference)
    back, name = _place_of(found)
    [shown] = queries.shown([found])
    context = {
        "shown": shown,
        "action": found,
        "back": back,
        "name": name,
        "may_finish": access.may_finish(request.person, found) and not found.done_on,
        "may_move": access.may_keep(request.person) and not found.done_on,
        "story": ledger.story(found.subject),
        "breadcrumbs": partners_trail((back, name), ("", "An action")),
    }
    return render(request, "partners/action.html", context)


def action_address(of: AgreedAction) -> str:
    """Where the office reads an action."""
    return reverse("partners.action", args=[of.reference])


@office_page
def finish_action(request: Request, reference: str) -> HttpResponse:
    """Say what came of an action."""
    found = queries.agreed_action(request.person, reference)
    only_if(
        access.may_finish(request.person, found),
        "Only whoever owes this, or keeps partnerships, may finish it.",
    )
    return _act(
        request,
        found,
        forms.FinishAction,
        actions.finish_action,
        "Say what came of it",
        "Finish it",
    )


@office_page
def move_action(request: Request, reference: str) -> HttpResponse:
    """Give an action another day."""
    only_keepers(request)
    found = queries.agreed_action(request.person, reference)
    return _act(
        request, found, forms.MoveAction, actions.move_action, "Move it to another day", "Move it"
    )


def _act(
    request: Request, found: AgreedAction, kind: Any, do: Any, title: str, button: str
) -> HttpResponse:
    return ask(
        request,
        kind(sent(request), initial={"version": found.version}),
        lambda **said: do(agreed=found, **said),
        action_address,
        title=title,
        caption=found.what,
        button=button,
        back=action_address(found),
        breadcrumbs=partners_trail((action_address(found), "An action"), ("", title)),
        again=lambda: {
            "version": queries.agreed_action(request.person, found.reference).version,
            "due": found.due,
            "outcome": "",
            "done_on": None,
            "why": "",
        },
    )
