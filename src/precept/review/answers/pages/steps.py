"""The steps of a question, each a page by its name: asking what is meant, sources, the answer, its release."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse

from precept.foundation import clock
from precept.foundation.people.proving import proves_first
from precept.foundation.web.asking import ask
from precept.foundation.web.pages import Request, office_page, only_if, sent
from precept.foundation.web.steps import Step, StepsOf, step_named
from precept.review.answers import access, actions, forms, queries, rules
from precept.review.answers.actions.shared import NOT_RELEASER
from precept.review.answers.models import Question
from precept.review.answers.pages.shared import (
    about,
    address,
    only_answerers,
    only_second_person,
)


def _now(request: Request, found: Question) -> dict[str, Any]:
    """How it stands now, by the fields of every step."""
    now = queries.question(request.person, found.reference)
    asker = queries.asker_of(now)
    return {
        "version": now.version,
        "about": now.about,
        "text": now.text,
        "owner": now.owner,
        "name": asker.name if asker else "",
        "contact": asker.contact if asker else "",
        "body": asker.body if asker else "",
        "answer": now.answer,
        "outcome": now.outcome,
        "cost_why": now.cost_why,
        "words": now.clarify_words,
        "on": now.counted_from,
        "why": "",
        "interest": "",
        "code": "",
        "chosen": [],
        "title": now.about,
    }


_ask = StepsOf("question", about, _now).ask


def change(request: Request, found: Question) -> HttpResponse:
    """Put right what was entered, or give it to somebody else."""
    only_answerers(request)
    return _ask(
        request,
        found,
        forms.ChangeQuestion(sent(request), initial=_now(request, found)),
        actions.change_question,
        title="Change this question",
        here="Change",
        button="Save",
    )


def clarify(request: Request, found: Question) -> HttpResponse:
    """Stop the clock to ask what is meant."""
    only_answerers(request)
    return _ask(
        request,
        found,
        forms.AskWhatIsMeant,
        actions.ask_what_is_meant,
        title="Ask what is meant",
        button="Stop the clock",
        words=[
            "Only where you reasonably need it to find what is wanted. When the reply comes, the time is counted"
            " anew from that day."
        ],
    )


def clarified(request: Request, found: Question) -> HttpResponse:
    """Say what was meant: the clock begins again."""
    only_answerers(request)
    return _ask(
        request,
        found,
        forms.HearWhatIsMeant(
            sent(request),
            initial={"version": found.version, "text": found.text, "on": clock.today()},
        ),
        actions.hear_what_is_meant,
        title="Say what they mean",
        button="Start the clock",
        words=[f"The office asked: {found.clarify_words}"] if found.clarify_words else [],
    )


def extend(request: Request, found: Question) -> HttpResponse:
    """Take the longer time of the law."""
    only_answerers(request)
    longer = rules.due(found.kind, found.counted_from, is_extended=True)
    return _ask(
        request,
        found,
        forms.Reason,
        actions.extend,
        title="Take longer",
        button="Take longer",
        words=[
            f"It would then be due on {clock.spoken(longer.day)}: {longer.words}.",
            "Tell whoever asked before the first time is over, with the exemption and the reason.",
        ],
    )


def withdraw(request: Request, found: Question) -> HttpResponse:
    """Close a question to which no answer is due."""
    only_answerers(request)
    return _ask(
        request,
        found,
        forms.Reason,
        actions.withdraw_question,
        title="Close without an answer",
        button="Close it",
        is_grave=True,
        words=["For a question that was taken back, or whose sense nobody ever told."],
    )


def sources(request: Request, found: Question) -> HttpResponse:
    """Search what is published and the office's own records, and choose what the answer rests on."""
    only_answerers(request)
    words = request.GET.get("words", "").strip()[:200]
    hits = queries.sources_found(request.person, words)
    return _ask(
        request,
        found,
        forms.ChooseSources(sent(request), found=hits, initial={"version": found.version}),
        actions.choose_sources,
        title="Choose sources",
        button="Use them",
        template="answers/sources.html",
        more={"searched": words, "found": hits},
    )


def answer(request: Request, found: Question) -> HttpResponse:
    """Write the answer."""
    only_answerers(request)
    return _ask(
        request,
        found,
        forms.WriteAnswer(sent(request), kind=found.kind, initial=_now(request, found)),
        actions.write_answer,
        title="Write the answer",
        button="Save",
        template="answers/write.html",
        more={"sources": found.sources.all(), "text": found.text},
    )


def ground(request: Request, found: Question) -> HttpResponse:
    """Say under which exemption something is withheld."""
    only_answerers(request)
    known = list(rules.grounds(found.kind, clock.today()).values())
    if not known:
        raise Http404("nothing can be withheld from a question of this kind")
    return _ask(
        request,
        found,
        forms.Ground(sent(request), known=known, initial={"version": found.version}),
        actions.rely_on,
        title="Withhold something",
        button="Save",
        words=["Saying the same exemption again replaces what was said of it."],
    )


def review(request: Request, found: Question) -> HttpResponse:
    """Send it to a second person."""
    only_answerers(request)
    return _ask(
        request,
        found,
        forms.Confirm,
        actions.send_to_second_person,
        title="Send it to a second person",
        here="Send it on",
        button="Send it on",
        words=[
            "Somebody who wrote none of it reads it and releases it. You cannot change it meanwhile."
        ],
    )


@office_page
def release(request: Request, reference: str) -> HttpResponse:
    """Release an answer that somebody else wrote."""
    found = queries.question(request.person, reference)
    only_second_person(request, found)
    if elsewhere := proves_first(request):
        return elsewhere
    moved = queries.moved_on(found)
    return _ask(
        request,
        found,
        forms.Confirm,
        actions.release_answer,
        title="Release this answer",
        here="Release",
        button="Release it",
        words=[
            *moved,
            "After that nothing of it can be changed. Take its pack away, and send it to whoever asked.",
        ],
    )


def send_back(request: Request, found: Question) -> HttpResponse:
    """Send it back to be put right."""
    only_second_person(request, found)
    return _ask(
        request,
        found,
        forms.SendBack,
        actions.send_back,
        title="Send it back",
        button="Send it back",
    )


@office_page
def publish(request: Request, reference: str) -> HttpResponse:
    """Put it into the disclosure log."""
    only_if(access.may_publish(request.person), NOT_RELEASER)
    if elsewhere := proves_first(request):
        return elsewhere
    found = queries.question(request.person, reference)
    return ask(
        request,
        forms.PublishAnswer(
            sent(request), initial={"version": found.version, "title": found.about}
        ),
        lambda **said: actions.publish_answer(question=found, **said),
        lambda _: address(found),
        title="Publish in the disclosure log",
        button="Publish",
        words=[
            "Anyone then reads the question as you type it here, the answer and its sources. Who asked, and how"
            " they put it, stays in the office."
        ],
        again=lambda: {**_now(request, found), "words": ""},
        **about(found, "Publish"),
    )


def forget(request: Request, found: Question) -> HttpResponse:
    """Take away who asked."""
    only_if(access.may_forget(request.person), NOT_RELEASER)
    return _ask(
        request,
        found,
        forms.Reason,
        lambda version, **said: actions.forget_asker(**said),  # noqa: ARG005 - gone is gone
        title="Take away who asked",
        button="Take it away",
        is_grave=True,
        words=[
            "Their name and address go, here and in the ledger. The question and its answer stay."
        ],
    )


STEPS: dict[str, Step] = {
    "change": change,
    "clarify": clarify,
    "clarified": clarified,
    "longer": extend,
    "withdraw": withdraw,
    "sources": sources,
    "answer": answer,
    "withhold": ground,
    "review": review,
    "send-back": send_back,
    "forget": forget,
}


@office_page
def step(request: Request, reference: str, step: str) -> HttpResponse:
    """One step of a question, by its name."""
    page = step_named(STEPS, step)
    return page(request, queries.question(request.person, reference))


@office_page
def drop_source(request: Request, reference: str, number: int) -> HttpResponse:
    """Take a source away."""
    only_answerers(request)
    found = queries.question(request.person, reference)
    row = queries.source_of(found, number)
    return _ask(
        request,
        found,
        forms.DropThis,
        partial(actions.drop_source, number=number),
        title=f"Take source {number} away?",
        here="Take a source away",
        button="Take it away",
        words=[row.title],
    )


@office_page
def drop_ground(request: Request, reference: str, number: int) -> HttpResponse:
    """Take an exemption away."""
    only_answerers(request)
    found = queries.question(request.person, reference)
    row = queries.ground_of(found, number)
    return _ask(
        request,
        found,
        forms.DropThis,
        partial(actions.stop_relying_on, number=number),
        title="Take this exemption away?",
        here="Take an exemption away",
        button="Take it away",
        words=[rules.ground_words(row.code)],
    )
