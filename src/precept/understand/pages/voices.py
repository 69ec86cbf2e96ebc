"""The office's pages of voices: the list, one time of asking people, each step of it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from precept.foundation import clock
from precept.foundation.documents import queries as documents
from precept.foundation.ledger import queries as ledger
from precept.foundation.people.proving import proves_first
from precept.foundation.people.sign_ups import way_back
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, render, sent
from precept.foundation.web.steps import Step, StepsOf, step_named
from precept.understand import access, actions, forms, queries, rules
from precept.understand.models import Voice, VoicePoint
from precept.understand.pages.keeping import (
    list_of,
    only_keepers,
    only_publishers,
    trail_in,
)

LIST = "understand.voices"
SAID = (
    "title",
    "about",
    "priorities",
    "ways",
    "ways_words",
    "starts",
    "ends",
    "by_whom",
    "by_body",
    "access",
    "is_for_perpetrators",
    "victims_considered",
    "version",
)


def address(of: Voice) -> str:
    """Where the office reads it."""
    return reverse("understand.voice", args=[of.reference])


@office_page
def voices(request: Request) -> HttpResponse:
    """Every time that people were asked, the newest first."""
    return list_of(
        request,
        LIST,
        queries.voices_page(request.GET),
        lead="Who was asked before something was decided, what they said, and what changed because of it.",
        new="understand.new_voice",
        button="Record whom you ask",
    )


@office_page
def new_voice(request: Request) -> HttpResponse:
    """Begin the record of asking people."""
    only_keepers(request)
    return ask(
        request,
        forms.VoiceForm(sent(request), known_priorities=queries.published_priorities()),
        actions.record_voice,
        address,
        title="Record whom you ask",
        button="Begin",
        words=["Groups, consent and what people said come next."],
        back=reverse(LIST),
        breadcrumbs=trail_in(LIST, ("", "New record")),
    )


@office_page
def voice(request: Request, reference: str) -> HttpResponse:
    """One time of asking people: who, how, what they said, what changed, what is missing."""
    found = queries.voice(reference)
    lacks_to_publish = queries.voice_missing_to_publish(found)
    released = queries.voice_released(found)
    may_keep = access.may_keep(request.person)
    context = {
        "voice": found,
        "projects": way_back(request.person, f"voice:{found.reference}"),
        "groups": [(rules.group_title(row.group), row.number) for row in found.groups.all()],
        "ways": [rules.way_title(key) for key in found.ways],
        "by_whom": queries.asked_by_words(found),
        "thanks": queries.thanks_words(found),
        "points": [
            (point, rules.POINT_ANSWERS.get(point.answer, ""), _group(point))
            for point in found.points.all()
        ],
        "tags": rules.POINT_TAGS,
        "priorities": queries.titles_of(found.priorities),
        "lacks": queries.voice_missing(found),
        "lacks_to_publish": lacks_to_publish,
        "released": None if released is None or released.is_tombstone else released,
        "files": documents.files_about(request.person, found.subject) if may_keep else [],
        "may_keep": may_keep,
        "may_publish": access.may_publish(request.person) and not lacks_to_publish,
        "story": ledger.story(found.subject),
        "breadcrumbs": trail_in(LIST, ("", found.title)),
    }
    return render(request, "understand/voice.html", context)


def _group(point: VoicePoint) -> str:
    return rules.group_title(point.group) if point.group else ""


def _about(found: Voice, here: str) -> dict[str, Any]:
    return {
        "caption": found.title,
        "back": address(found),
        "breadcrumbs": trail_in(LIST, (address(found), found.title), ("", here)),
    }


def _now(_request: Request, found: Voice) -> dict[str, Any]:
    now = queries.voice(found.reference)
    return {
        **{name: getattr(now, name) for name in SAID},
        **_numbers(now),
        **_consent(now),
        "words": now.told_back,
        "on": now.told_back_on,
        "why": "",
        "revision": now.revision,
    }


def _numbers(found: Voice) -> dict[str, int | None]:
    numbers = dict(queries.counted_groups(found))
    return {f"of_{key}": numbers.get(key) for key, _ in rules.voice_groups()}


def _consent(found: Voice) -> dict[str, Any]:
    names = ("consent", "told_them", "thanks", "thanks_to", "thanks_why_none")
    said = {name: getattr(found, name) for name in names}
    paid = None if found.is_paid is None else ("yes" if found.is_paid else "no")
    return {**said, "is_paid": paid}


_ask = StepsOf("voice", _about, _now).ask


def change(request: Request, found: Voice) -> HttpResponse:
    """Change what is recorded."""
    return _ask(
        request,
        found,
        forms.ChangeVoice(
            sent(request),
            known_priorities=queries.offered_priorities(found.priorities),
            initial={name: getattr(found, name) for name in SAID},
        ),
        actions.change_voice,
        title="Change this record",
        here="Change",
        button="Save",
    )


def groups(request: Request, found: Voice) -> HttpResponse:
    """Say how many people of each group were asked."""
    return _ask(
        request,
        found,
        forms.Groups(sent(request), initial={"version": found.version, **_numbers(found)}),
        actions.set_groups,
        title="Who was asked?",
        here="Who was asked",
        button="Save",
        words=[
            "How many people of each group. Leave empty whom you did not ask. In public a group of"
            f" fewer than {rules.FEWEST} is not counted."
        ],
    )


def consent(request: Request, found: Voice) -> HttpResponse:
    """Say how people agreed, what they were told, what was paid."""
    return _ask(
        request,
        found,
        forms.Consent(sent(request), initial={"version": found.version, **_consent(found)}),
        actions.set_consent,
        title="Consent, expenses and thanks",
        here="Consent and thanks",
        button="Save",
    )


def point(request: Request, found: Voice) -> HttpResponse:
    """Note a thing that people said."""
    return _ask(
        request,
        found,
        forms.PointForm(sent(request), groups=[key for key, _ in queries.counted_groups(found)]),
        actions.add_point,
        title="What did people say?",
        here="Note a point",
        button="Note it",
    )


def told_back(request: Request, found: Voice) -> HttpResponse:
    """Say what was told back."""
    return _ask(
        request,
        found,
        forms.TellBack(
            sent(request),
            initial={
                "version": found.version,
                "words": found.told_back,
                "on": found.told_back_on or clock.today(),
            },
        ),
        actions.tell_back,
        title="What was told back?",
        here="Told back",
        button="Save",
    )


def add_file(request: Request, found: Voice) -> HttpResponse:
    """Keep notes or a transcript."""
    return ask(
        request,
        forms.AddFile(sent(request), request.FILES or None),
        lambda **said: actions.add_file(about=found, **said),
        lambda _: address(found),
        title="Add a file",
        button="Add the file",
        words=[
            "Notes and transcripts are open to people who keep the plan, and are never published."
        ],
        **_about(found, "Add a file"),
    )


STEPS: dict[str, Step] = {
    "change": change,
    "groups": groups,
    "consent": consent,
    "point": point,
    "told-back": told_back,
    "file": add_file,
}


@office_page
def voice_step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step, by its name."""
    only_keepers(request)
    page = step_named(STEPS, step)
    return page(request, queries.voice(reference))


@office_page
def publish_voice(request: Request, reference: str) -> HttpResponse:
    """Release the summary."""
    only_publishers(request)
    if elsewhere := proves_first(request):
        return elsewhere
    found = queries.voice(reference)
    return _ask(
        request,
        found,
        forms.PublishVoice(sent(request), initial={"revision": found.revision}),
        actions.publish_voice,
        title="Publish what people told us",
        here="Publish",
        button="Publish",
        words=[
            "Groups, how they were asked, what they said and what changed become public. No file and no sum of"
            f" money does, and no group of fewer than {rules.FEWEST} is counted.",
            "Read each point once more: would anybody know who said it?",
        ],
    )


# One thing that people said


def _point_now(_request: Request, found: VoicePoint) -> dict[str, Any]:
    now = queries.voice_point(queries.voice(found.voice.reference), found.number)
    names = ("text", "group", "answer", "answer_words", "by_when", "version")
    return {**{name: getattr(now, name) for name in names}, "why": ""}


_ask_of_point = StepsOf("point", lambda found, here: _about(found.voice, here), _point_now).ask


def change_point(request: Request, found: VoicePoint) -> HttpResponse:
    """Change the words of it, or who said it."""
    return _ask_of_point(
        request,
        found,
        forms.ChangePoint(
            sent(request),
            groups=[key for key, _ in queries.counted_groups(found.voice)],
            initial={"text": found.text, "group": found.group, "version": found.version},
        ),
        actions.change_point,
        title="Change what people said",
        here="Change a point",
        button="Save",
    )


def answer_point(request: Request, found: VoicePoint) -> HttpResponse:
    """Say what becomes of it."""
    return _ask_of_point(
        request,
        found,
        forms.AnswerPoint(
            sent(request),
            initial={
                "answer": found.answer,
                "answer_words": found.answer_words,
                "by_when": found.by_when,
                "version": found.version,
            },
        ),
        actions.answer_point,
        title="What becomes of it?",
        here="Answer a point",
        button="Save",
        words=[found.text],
    )


def remove_point(request: Request, found: VoicePoint) -> HttpResponse:
    """Take away what nobody said."""
    return _ask_of_point(
        request,
        found,
        forms.RemovePoint,
        actions.remove_point,
        title="Take this point away?",
        here="Take a point away",
        button="Take it away",
        is_grave=True,
        words=[found.text],
    )


POINT_STEPS: dict[str, Step] = {
    "change": change_point,
    "answer": answer_point,
    "remove": remove_point,
}


@office_page
def point_step(request: Request, reference: str, number: int, step: str) -> HttpResponse:
    """One step of a point, by its name."""
    only_keepers(request)
    page = step_named(POINT_STEPS, step)
    of = queries.voice(reference)
    found = queries.voice_point(of, number)
    found.voice = of
    return page(request, found)
