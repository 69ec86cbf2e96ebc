"""The pages that change the draft: sections and questions, one thing at a time."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpResponse

from precept.do.opportunities import queries
from precept.do.opportunities.forms import questions as forms
from precept.do.opportunities.models import Call
from precept.do.opportunities.pages.questions.editing import (
    at,
    called,
    draft,
    edit,
    home,
    question_in,
    section_in,
)
from precept.foundation.questions import rules as asking
from precept.foundation.questions import starting
from precept.foundation.questions.sets import Question, QuestionSet
from precept.foundation.web.pages import Request, office_page


def form_of(kind: type[Any], **options: Any) -> Callable[[Any, dict[str, Any]], Any]:
    """How a form is made of what was sent and of what stands there."""
    return lambda data, initial: kind(data, initial=initial, **options)


@office_page
def start(request: Request, reference: str) -> HttpResponse:
    """Start from a ready-made set."""
    call = draft(request, reference)
    served = call.opportunity.priorities
    priorities = [
        (str(key), str(title))
        for key, title in queries.priority_choices()
        if not served or key in served
    ]
    offered = {one.key: one for one in starting.starting_sets(priorities=priorities)}
    there = sum(1 for _ in call.draft.questions())
    words = [f"This replaces the {there} questions that are there now."] if there else []
    return edit(
        request,
        call,
        form_of(forms.Start, sets=[(one.key, one.title, one.what) for one in offered.values()]),
        lambda _, said: offered[said["key"]].question_set,
        lambda said: f"Started from “{offered[said['key']].title}”",
        title="Start from ready-made questions",
        button="Use these questions",
        words=words,
        is_grave=bool(there),
    )


@office_page
def add_section(request: Request, reference: str) -> HttpResponse:
    """Begin one more page of the form."""
    call = draft(request, reference)
    return edit(
        request,
        call,
        form_of(forms.SectionWords),
        lambda held, said: asking.add_section(held, said["title"], said["words"]),
        lambda said: f"Added the section {asking.quoted(said['title'])}",
        title="Add a section",
        button="Add the section",
    )


@office_page
def section(request: Request, reference: str, key: str) -> HttpResponse:
    """Change a section's title and what it begins with."""
    call = draft(request, reference)
    found = section_in(call.draft, key)

    def was(now: Call) -> Mapping[str, Any]:
        return forms.was_section(section_in(now.draft, key))

    return edit(
        request,
        call,
        form_of(forms.SectionWords),
        lambda held, said: asking.change_section(held, key, **said),
        f"Changed the section {asking.quoted(found.title)}",
        title=f"Change the section “{found.title}”",
        was=was,
    )


@office_page
def move_section(request: Request, reference: str, key: str) -> HttpResponse:
    """Move a section up or down."""
    call = draft(request, reference)
    found = section_in(call.draft, key)
    return _move(
        request, call, asking.move_section, key, f"the section {asking.quoted(found.title)}"
    )


def _move(
    request: Request,
    call: Call,
    move: Callable[[QuestionSet, str, int], QuestionSet],
    key: str,
    what: str,
) -> HttpResponse:
    way = request.POST.get("way") or request.GET.get("way", "down")
    if way not in {"up", "down"}:
        raise Http404
    return edit(
        request,
        call,
        lambda data, initial: forms.Move(data, initial={**initial, "way": way}),
        lambda held, said: move(held, key, -1 if said["way"] == "up" else 1),
        f"Moved {what} {way}",
        title=f"Move {what} {way}",
        button=f"Move it {way}",
        was=lambda _: {"way": way},
    )


@office_page
def remove_section(request: Request, reference: str, key: str) -> HttpResponse:
    """Take a section out with its questions."""
    call = draft(request, reference)
    found = section_in(call.draft, key)
    count = len(found.questions)
    asks = f"Its {count} questions go with it." if count > 1 else "Its question goes with it."
    return edit(
        request,
        call,
        form_of(forms.Sure),
        lambda held, _: asking.remove_section(held, key),
        f"Took the section {asking.quoted(found.title)} out",
        title=f"Take the section “{found.title}” out",
        button="Take it out",
        words=[asks] if count else [],
        is_grave=True,
    )


@office_page
def add_question(request: Request, reference: str, section: str) -> HttpResponse:
    """Add a question to a section."""
    call = draft(request, reference)
    found = section_in(call.draft, section)
    return _add(request, call, section, f"Add a question to “{found.title}”")


@office_page
def add_inside(request: Request, reference: str, key: str) -> HttpResponse:
    """Add a question to a group."""
    call = draft(request, reference)
    group = question_in(call.draft, key)
    within = call.draft.section_of(key)
    if group.kind != "group" or within is None:
        raise Http404
    return _add(request, call, within.key, f"Add a question to {called(group)}", group)


def _add(
    request: Request, call: Call, section_key: str, title: str, group: Question | None = None
) -> HttpResponse:
    made: list[str] = []

    def add(held: QuestionSet, said: Mapping[str, Any]) -> QuestionSet:
        taken = asking.keys_of(held) | asking.keys_of(_published(call))
        question = Question(
            key=asking.new_key(said["label"], taken), kind=said["kind"], label=said["label"]
        )
        made.append(question.key)
        return asking.add_question(held, section_key, question, group.key if group else "")

    return edit(
        request,
        call,
        form_of(forms.NewQuestion, in_a_group=group is not None),
        add,
        lambda said: f"Added the question {asking.quoted(said['label'])}",
        title=title,
        button="Add the question",
        onwards=lambda _: at(call, "one", made[-1]),
    )


def _published(call: Call) -> QuestionSet:
    """What the round that this one was copied from asked, if it was published: keys are not used again."""
    earlier = call.copied_from
    return earlier.asks if earlier is not None and earlier.frozen_id else QuestionSet()


def change(
    request: Request,
    reference: str,
    key: str,
    make: Callable[[Question], Callable[[Any, dict[str, Any]], Any]],
    was: Callable[[Question], Mapping[str, Any]],
    title: str,
    do: Callable[[QuestionSet, Mapping[str, Any]], QuestionSet] | None = None,
) -> HttpResponse:
    """The page that changes one thing about a question, and goes back to the question."""
    call = draft(request, reference)
    found = question_in(call.draft, key)
    return edit(
        request,
        call,
        make(found),
        do or (lambda held, said: asking.change_question(held, key, **said)),
        f"Changed {called(found)}: {title.lower()}",
        title=title,
        was=lambda now: was(question_in(now.draft, key)),
        words=[found.label],
        back=at(call, "one", key),
    )


@office_page
def words(request: Request, reference: str, key: str) -> HttpResponse:
    """Change a question's words and its help text."""
    return change(
        request,
        reference,
        key,
        lambda _: form_of(forms.QuestionWords),
        lambda one: {"label": one.label, "hint": one.hint},
        "Change the words",
    )


@office_page
def kind(request: Request, reference: str, key: str) -> HttpResponse:
    """Change how a question is answered; one that was published stays what it was."""
    call = draft(request, reference)

    def do(held: QuestionSet, said: Mapping[str, Any]) -> QuestionSet:
        changed = asking.change_question(held, key, **said)
        if refused := asking.changed_meaning(_published(call), changed):
            raise asking.NotPossible(refused[0], "kind")
        return changed

    return change(
        request,
        reference,
        key,
        lambda _: form_of(forms.QuestionKind),
        lambda one: {"kind": one.kind},
        "Change how it is answered",
        do,
    )


@office_page
def limits(request: Request, reference: str, key: str) -> HttpResponse:
    """Change whether a question must be answered, and its limits."""
    return change(
        request,
        reference,
        key,
        lambda one: form_of(forms.QuestionLimits, question=one),
        forms.QuestionLimits.was,
        "Change the limits",
    )


@office_page
def options(request: Request, reference: str, key: str) -> HttpResponse:
    """Change the answers there are to choose from; they keep what they stand for."""

    def do(held: QuestionSet, said: Mapping[str, Any]) -> QuestionSet:
        before = asking.find(held, key).options
        made = asking.options_of(said["options"], before)
        return asking.change_question(held, key, options=made)

    return change(
        request,
        reference,
        key,
        lambda _: form_of(forms.QuestionOptions),
        lambda one: {"options": "\n".join(option.label for option in one.options)},
        "Change the answers to choose from",
        do,
    )


@office_page
def readers(request: Request, reference: str, key: str) -> HttpResponse:
    """Change who reads the answer."""
    return change(
        request,
        reference,
        key,
        lambda _: form_of(forms.QuestionReaders),
        forms.QuestionReaders.was,
        "Change who reads the answer",
    )


@office_page
def meaning(request: Request, reference: str, key: str) -> HttpResponse:
    """Change what the office reads off the answer."""
    return change(
        request,
        reference,
        key,
        lambda one: form_of(forms.QuestionMeaning, question=one),
        lambda one: {"meaning": one.meaning or "nothing"},
        "Change what the office reads off it",
    )


@office_page
def section_of(request: Request, reference: str, key: str) -> HttpResponse:
    """Move a question to another section."""
    call = draft(request, reference)

    def was(one: Question) -> Mapping[str, Any]:
        within = queries.call_for(request.person, reference).draft.section_of(one.key)
        return {"section": within.key if within else ""}

    return change(
        request,
        reference,
        key,
        lambda _: form_of(forms.QuestionSection, question_set=call.draft),
        was,
        "Move it to another section",
        lambda held, said: asking.move_to_section(held, key, said["section"]),
    )


@office_page
def move_question(request: Request, reference: str, key: str) -> HttpResponse:
    """Move a question up or down in its section or group."""
    call = draft(request, reference)
    found = question_in(call.draft, key)
    return _move(request, call, asking.move_question, key, called(found))


@office_page
def remove_question(request: Request, reference: str, key: str) -> HttpResponse:
    """Take a question out."""
    call = draft(request, reference)
    found = question_in(call.draft, key)
    return edit(
        request,
        call,
        form_of(forms.Sure),
        lambda held, _: asking.remove_question(held, key),
        f"Took {called(found)} out",
        title="Take the question out",
        button="Take it out",
        words=[found.label],
        back=at(call, "one", key),
        onwards=lambda _: home(call),
        is_grave=True,
    )
