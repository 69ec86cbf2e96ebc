"""What a commissioning project rests on: needs, evidence, theories of change and voices, and what gates ask of them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

from django.db.models import Max
from django.urls import reverse

from precept.foundation.people.models import Person
from precept.foundation.publications import queries as publications
from precept.plan import sign_ups
from precept.plan.models import Project
from precept.plan.rules import Fact
from precept.plan.sign_ups import Piece, PieceKind
from precept.understand import queries, rules
from precept.understand.models import EvidenceSource, NeedsAssessment, Theory, Voice
from precept.understand.rules import needs as of_needs

STRONG: Final = 2
"""The least step of strength that is evidence of what works: the same people before and after."""
CLOSE: Final = 2
"""The least step of relevance: the same kind of service, or the same people."""
CONCERNED: Final = {"victims": "victims and survivors", "users": "people who use services"}
"""Those of whom some must have been asked."""
ByReference = Callable[[Collection[str]], Mapping[str, Any]]
TAGS: Final = {
    "agreed": "govuk-tag--green",
    "in use": "govuk-tag--green",
    "draft": "govuk-tag--blue",
}


def _kind(
    name: str,
    title: str,
    place: int,
    rows: Any,
    found: ByReference,
    view: str,
    state: Callable[[Any], tuple[str, str]],
    released: Callable[[Collection[str]], Mapping[str, str]] = lambda _: {},
) -> PieceKind:
    def find(person: Person, typed: str) -> str:
        reference = typed.strip().upper()
        if not person.may("see the office"):
            return ""
        return f"{name}:{reference}" if reference in found([reference]) else ""

    def describe(person: Person, subjects: Collection[str]) -> dict[str, Piece]:
        if not person.may("see the office"):
            return {}
        named = found([subject.partition(":")[2] for subject in subjects])
        public = released(named)
        return {
            f"{name}:{reference}": Piece(
                f"{name}:{reference}",
                one.title,
                *state(one),
                href=reverse(view, args=[reference]),
                public=public.get(reference, ""),
            )
            for reference, one in named.items()
        }

    def newest(person: Person, most: int) -> list[Piece]:
        if not person.may("see the office"):
            return []
        of_each = rows.objects.order_by().values_list("reference").annotate(last=Max("pk"))
        asked = [reference for reference, _ in of_each.order_by("-last")[:most]]
        pieces = describe(person, [f"{name}:{reference}" for reference in asked])
        return [pieces[subject] for one in asked if (subject := f"{name}:{one}") in pieces]

    hint = f"Its letters and figures, such as {name[0].upper()}7K2MXB9Q"
    return PieceKind(name, title, "understand", hint, find, describe, newest, place)


def _once(name: str, ask: ByReference) -> ByReference:
    """The same query, asked once while a project's page is read: its thread and its gate rest on the same rows."""

    def found(references: Collection[str]) -> Mapping[str, Any]:
        named = tuple(sorted(set(references)))
        return sign_ups.once((name, named), lambda: ask(named)) if named else {}

    return found


NEEDS = _once("need", queries.needs_by_reference)
SOURCES = _once("evidence", queries.sources_by_reference)
THEORIES = _once("theory", queries.theories_by_reference)
VOICES = _once("voice", queries.voices_by_reference)


def _released(kind: str, place: str) -> Callable[[Collection[str]], Mapping[str, str]]:
    """The public addresses of those things of a kind that the public can read, by reference: one query."""
    return lambda references: {
        one.key: f"/{place}/{one.key}" for one in publications.latest_of(kind, list(references))
    }


def _of_voice(one: Any) -> tuple[str, str]:
    lacks = queries.voice_missing(one)
    return ("Incomplete", "govuk-tag--yellow") if lacks else ("Complete", "govuk-tag--green")


def _state(titles: Mapping[str, str]) -> Callable[[Any], tuple[str, str]]:
    return lambda one: (titles[one.state], TAGS.get(one.state, "govuk-tag--grey"))


def sign_up() -> None:
    """Let projects be tied to what they rest on, and say of that what their gates ask for."""
    needs = _state(of_needs.STATES)
    sources, theories = _state(rules.SOURCE_STATES), _state(rules.THEORY_STATES)
    for kind in (
        _kind(
            "need",
            "Needs assessment",
            10,
            NeedsAssessment,
            NEEDS,
            "understand.need",
            needs,
            _released("need", "needs"),
        ),
        _kind(
            "evidence",
            "Evidence",
            20,
            EvidenceSource,
            SOURCES,
            "understand.source",
            sources,
        ),
        _kind(
            "theory",
            "Theory of change",
            25,
            Theory,
            THEORIES,
            "understand.theory",
            theories,
        ),
        _kind(
            "voice",
            "Voices",
            30,
            Voice,
            VOICES,
            "understand.voice",
            _of_voice,
            _released("voice", "voices"),
        ),
    ):
        sign_ups.thread_of(kind)
    sign_ups.gate_facts(_facts)


def _named(subjects: Collection[str], kind: str) -> list[str]:
    return [subject.partition(":")[2] for subject in subjects if subject.startswith(f"{kind}:")]


def _facts(one: Project, subjects: Collection[str]) -> Iterator[Fact]:
    yield _needs(subjects)
    theories = THEORIES(_named(subjects, "theory"))
    sources = SOURCES(_named(subjects, "evidence"))
    yield _evidence(sources, theories)
    yield _outcomes(theories)
    yield from _evaluation(sources)
    yield from _voices(one, subjects)


def _needs(subjects: Collection[str]) -> Fact:
    found = NEEDS(_named(subjects, "need")).values()
    agreed = [one.title for one in found if one.state == "agreed"]
    if agreed:
        return Fact("needs", True, f"Agreed: {'; '.join(agreed)}.")
    if found:
        return Fact("needs", False, "What is tied to it is not agreed yet.")
    return Fact("needs", False, "No needs assessment is tied to it.")


def _evidence(sources: Mapping[str, Any], theories: Mapping[str, Any]) -> Fact:
    holds = [
        one.title
        for one in sources.values()
        if one.state == "in use" and one.strength >= STRONG and one.relevance >= CLOSE
    ]
    whole = [one.title for one in theories.values() if one.state == "agreed"]
    if holds:
        return Fact("evidence", True, f"Evidence: {'; '.join(holds)}.")
    if whole:
        return Fact("evidence", True, f"A whole theory of change: {'; '.join(whole)}.")
    if sources:
        return Fact(
            "evidence",
            False,
            "No source that is tied to it is strong and close enough: a theory of change is required.",
        )
    return Fact("evidence", False, "No source and no whole theory of change is tied to it.")


def _outcomes(theories: Mapping[str, Any]) -> Fact:
    stated = [
        one.title for one in theories.values() if one.state == "agreed" and one.states_outcomes
    ]
    if stated:
        return Fact("outcomes", True, f"In the theory of change: {'; '.join(stated)}.")
    return Fact(
        "outcomes", False, "No agreed theory of change is tied to it: that is where they stand."
    )


def _evaluation(sources: Mapping[str, Any]) -> Iterator[Fact]:
    own = [
        one.title
        for one in sources.values()
        if one.state == "in use" and one.kind == rules.OWN_EVALUATION
    ]
    words = f"Evaluated: {'; '.join(own)}." if own else "No evaluation of our own is tied to it."
    yield Fact("evaluated", bool(own), words)
    yield Fact("learned", bool(own), words)


def _voices(one: Project, subjects: Collection[str]) -> Iterator[Fact]:
    found = list(VOICES(_named(subjects, "voice")).values())
    lacks = [
        f"{voice.title}: {'; '.join(missing)}"
        for voice in found
        if (missing := queries.voice_missing(voice))
    ]
    asked = {group for voice in found for group in queries.groups_asked(voice)} & CONCERNED.keys()
    if not found:
        yield Fact("voices", False, "Nobody’s voice is tied to it.")
    elif not asked:
        yield Fact("voices", False, f"Nobody of these was asked: {', '.join(CONCERNED.values())}.")
    elif lacks:
        yield Fact("voices", False, f"{'. '.join(lacks)}.")
    else:
        said = ", ".join(CONCERNED[group] for group in sorted(asked))
        yield Fact("voices", True, f"Asked: {said}.")
    after = [
        voice
        for voice in found
        if voice.starts >= one.phase_began and queries.groups_asked(voice) & CONCERNED.keys()
    ]
    words = "They were asked since." if after else "Nobody was asked since the review began."
    yield Fact("voices-after", bool(after), words)
