"""The rooms of a part: which of them another part may enter, and in which order they lean on each other."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.test_house import SOURCE, kept_files

OPEN_TO_ALL = {"models", "queries", "actions", "access", "rules", "published"}
OFFERED = {
    "decisions": {"sign_ups"},
    "do.procedures": {"sign_ups"},
    "do.spending": {"sign_ups"},
    "foundation.documents": {
        "handing",
        "html",
        "inspection",
        "kinds",
        "letterheads",
        "model",
        "opening",
        "pdf",
        "scanner",
        "sheets",
        "word",
    },
    "foundation.intake": {"command", "reading", "sheets"},
    "foundation.ledger": {"names", "sealing", "turns", "verify_ledger", "versions"},
    "foundation.outbox": {"mailbox", "progress", "registry", "worker"},
    "foundation.people": {"exports", "proving", "sign_in_settings", "sign_ups", "staff"},
    "foundation.publications": {"kinds"},
    "foundation.questions": {
        "forms",
        "printing",
        "reading",
        "sets",
        "starting",
        "telling",
        "word",
        "wording",
    },
    "foundation.search": {"entries"},
    "foundation.web": {
        "arrivals",
        "asking",
        "careful",
        "charts",
        "chosen",
        "dates",
        "errors",
        "forms",
        "inputs",
        "pages",
        "shell",
        "steps",
        "story",
        "tables",
        "trails",
        "waits",
    },
    "do.agreements": {"sign_ups"},
    "do.bids": {"sign_ups"},
    "do.opportunities": {"forms", "sign_ups"},
    "do.partners": {"sign_ups"},
    "parties": {"sign_ups"},
    "plan": {"intended_spend", "sign_ups", "thread"},
    "public": {"shell"},
    "records": {"sign_ups"},
    "understand": {"sign_ups"},
}
"""What a part offers beside its rooms: places to sign up, readers and writers of files, what pages are made of."""

HEIGHT = {
    "rules": 1,
    "models": 2,
    "access": 3,
    "queries": 4,
    "actions": 5,
    "forms": 6,
    "tasks": 6,
    "pages": 7,
    "urls": 8,
}
"""A room leans on lower ones alone; forms and tasks stand side by side."""


@dataclass(frozen=True)
class Place:
    """A room of a part; the part itself has no room."""

    part: str
    room: str


@dataclass(frozen=True)
class Leaning:
    """A module that imports from a place."""

    module: str
    at: Place
    on: Place


def parts() -> set[str]:
    """Every folder that is a Django app, by its dotted name below ``precept``."""
    return {
        ".".join(path.parent.relative_to(SOURCE).parts)
        for path in kept_files("*.py")
        if path.name == "apps.py"
    }


def place_of(dotted: str, known: set[str]) -> Place | None:
    """Where a dotted name below ``precept`` lies; None for what belongs to no app."""
    names = dotted.split(".")
    for length in range(len(names), 0, -1):
        part = ".".join(names[:length])
        if part in known:
            return Place(part, names[length] if length < len(names) else "")
    return None


def imported(tree: ast.AST) -> Iterator[str]:
    """What of ``precept`` a module imports, by dotted names below it."""
    for node in ast.walk(tree):
        found = []
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name.removeprefix("precept.") for name in found if name.startswith("precept."))


def leanings_of(path: Path, known: set[str]) -> list[Leaning]:
    """Everything that a module imports from a room, of its own part or another."""
    dotted = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    at = place_of(dotted, known)
    if at is None:
        return []
    return [
        Leaning(dotted, at, on)
        for name in imported(ast.parse(path.read_text()))
        if (on := place_of(name, known)) and on.room and on != at
    ]


@pytest.fixture(scope="module")
def leanings() -> list[Leaning]:
    known = parts()
    return [
        found
        for path in kept_files("*.py")
        if SOURCE in path.parents and "migrations" not in path.parts
        for found in leanings_of(path, known)
    ]


def test_another_part_is_entered_only_through_what_it_opens(leanings: list[Leaning]) -> None:
    wrong = {
        f"{one.module} imports {one.on.part}.{one.on.room}"
        for one in leanings
        if one.on.part != one.at.part
        and one.on.room not in OPEN_TO_ALL | OFFERED.get(one.on.part, set())
    }

    assert wrong == set()


def test_a_room_leans_only_on_the_rooms_below_it(leanings: list[Leaning]) -> None:
    wrong = {
        f"{one.module} imports its own {one.on.room}"
        for one in leanings
        if one.on.part == one.at.part
        and one.at.room in HEIGHT
        and one.on.room in HEIGHT
        and HEIGHT[one.at.room] <= HEIGHT[one.on.room]
        # What pages of every part are made of has pages and forms of its own meaning.
        and one.at.part != "foundation.web"
    }

    assert wrong == set()


def test_what_a_part_offers_beside_its_rooms_is_used(leanings: list[Leaning]) -> None:
    used = {(one.on.part, one.on.room) for one in leanings if one.on.part != one.at.part}
    idle = {(part, room) for part, rooms in OFFERED.items() for room in rooms} - used

    assert idle == set()


def test_an_import_is_placed_in_its_room() -> None:
    known = {"plan", "do.agreements"}

    assert place_of("do.agreements.queries.one.full", known) == Place("do.agreements", "queries")
    assert place_of("plan", known) == Place("plan", "")
    assert place_of("foundation.money.Money", known) is None
    assert list(imported(ast.parse("import os\nfrom precept.plan import rules, forms"))) == [
        "plan.rules",
        "plan.forms",
    ]


WRITES_REHEARSALS = {
    "access.py",
    "actions/bidders.py",
    "actions/drafting.py",
    "actions/submitting.py",
    "models/bids.py",
    "queries/drafts.py",
    "queries/own.py",
}
"""The modules of ``do/bids`` that begin, write, send, read for who rehearses, and end a rehearsal."""


def test_only_what_a_rehearsal_is_written_with_sees_rehearsals() -> None:
    past_the_default = re.compile(
        r"\bwith_rehearsals\b|\bBid\._base_manager|is_rehearsal=False|bid__is_rehearsal"
    )
    naming = {
        path.relative_to(SOURCE).as_posix()
        for path in kept_files("src/precept/*.py")
        if "migrations" not in path.parts and past_the_default.search(path.read_text())
    }

    assert naming == {f"do/bids/{name}" for name in WRITES_REHEARSALS}
