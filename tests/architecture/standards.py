"""Procedures and templates of the demonstration office, as the access table's examples name them."""

from __future__ import annotations

from precept.do.procedures import actions, queries
from precept.foundation.people.models import Person


def add_procedures(officer: Person) -> None:
    """A draft of a procedure and one of a document; a version that waits and feedback are there already."""
    for key in ("open", "evaluation-model"):
        actions.begin_next(by=officer, standard=queries.standard(key), why="Bidders asked for it")
