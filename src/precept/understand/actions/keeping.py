"""What keeping evidence, theories of change and voices begins with: the power, the words, the priorities."""

from collections.abc import Mapping, Sequence
from typing import Any

from precept.foundation.documents import actions as documents
from precept.foundation.ledger.actions import NotAllowed, Refused
from precept.foundation.people.models import Person
from precept.understand import access, queries, rules
from precept.understand.models import EvidenceSource, Voice

Given = tuple[str, Any]
"""A file as it was given: its name and its content."""

NOT_KEEPER = "Only people who keep the plan may change evidence, theories of change and voices."
NOT_PUBLISHER = "Only people who publish the plan may do this."
NO_PRIORITY = "Choose priorities of the plan"


def ask_keeper(by: Person) -> None:
    """NotAllowed where they do not keep the plan."""
    if not access.may_keep(by):
        raise NotAllowed(NOT_KEEPER)


def ask_publisher(by: Person) -> None:
    """NotAllowed where they do not publish the plan."""
    if not access.may_publish(by):
        raise NotAllowed(NOT_PUBLISHER)


def chosen_priorities(asked: Sequence[str], held: Sequence[str] = ()) -> list[str]:
    """Priorities of the plan, each once; Refused where one is none, and was not held before."""
    found = list(dict.fromkeys(asked))
    if set(found) - set(held) - queries.known_priorities(found):
        raise Refused(NO_PRIORITY, field="priorities")
    return found


def priorities_in_force(asked: Sequence[str], held: Sequence[str] = ()) -> list[str]:
    """Priorities of the plan in force, each once; Refused where one is none, and was not held before."""
    found = list(dict.fromkeys(asked))
    if not {*found} <= {*queries.published_priorities(), *held}:
        raise Refused(NO_PRIORITY, field="priorities")
    return found


def refuse_problem(problems: Mapping[str, str]) -> None:
    """Refused in the words of the first problem, beside its field."""
    for field, words in problems.items():
        raise Refused(words, field=field)


def ask_nobody_named(**texts: str) -> None:
    """Refused beside the first field whose words could tell who somebody is."""
    for field, text in texts.items():
        if problem := rules.naming_problem(text):
            raise Refused(problem, field=field)


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of what was said before and after, what is not the same."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}


def add_file(*, by: Person, about: EvidenceSource | Voice, file: Given) -> EvidenceSource | Voice:
    """Keep a file of a source or of what people said.

    Not itself an action: looking a file through is no work for a transaction, and documents record it.
    """
    ask_keeper(by)
    name, content = file
    documents.keep(by=by, about=about.subject, name=name, content=content, field="file")
    return about
