"""Nothing that is typed, or stands in an address, is ever run: not as SQL, not as a template (security: A25)."""

import itertools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from django.db import transaction

from tests.security.filling import (
    add_approved,
    add_deliverables,
    add_drafts,
    add_what_is_private,
)
from tests.security.forms import every_form
from tests.security.house import PLACE, House, addresses, door_of, patterns, things
from tests.security.payloads import FRAGMENTS, PRODUCT

ROOT = Path(__file__).resolve().parents[2]
IN_A_PATH: Final = (
    *FRAGMENTS,
    "..",
    "-1",
    "0",
    "99999999999999999999",
    "x" * 2_000,
    "%",
    "%00",
    "é",
)


@pytest.fixture
def full(office: House) -> House:
    """The office with drafts of everything, seen by somebody who may do everything."""
    everybody = office.everybody()
    add_drafts(everybody, everybody)
    add_deliverables(everybody)
    add_approved(office)
    add_what_is_private(office)
    return office


def writer(turn: int) -> Iterator[str]:
    """Fragments one after another, beginning at a turn."""
    while True:
        yield FRAGMENTS[turn % len(FRAGMENTS)]
        turn += 1


@pytest.mark.proof
@pytest.mark.parametrize("turn", [0, 7])
def test_what_is_typed_into_any_form_is_never_run(full: House, turn: int) -> None:
    """Each form by itself, all else undone; all forms one after another are tried with hostile words (A23)."""
    browser = full.browser("commissioning-manager")
    fragments = writer(turn)
    sent, wrong = 0, []
    for filled in every_form(browser, lambda _, most: next(fragments)[:most]):
        with transaction.atomic():
            response = browser.post(filled.address, filled.typed, follow=True)
            sent += len(filled.free)
            if response.status_code >= 500 or PRODUCT in response.content.decode(
                "utf-8", "replace"
            ):
                wrong.append(
                    f"{response.status_code} {filled.name} {filled.address} {filled.typed}"
                )
            transaction.set_rollback(True)

    assert wrong == []
    assert sent > 100


def test_what_stands_in_an_address_is_never_run(full: House) -> None:
    office, anyone = full.browser("commissioning-manager"), full.browser()
    tried, wrong = 0, []
    turns = itertools.cycle(IN_A_PATH)
    for name, pattern, _ in patterns():
        door = door_of(name)
        if not PLACE.search(pattern) or name == "people.sign_out":
            continue
        browser = anyone if door == "public" else office
        example = next(iter(things(name)), {})
        for place in PLACE.findall(pattern):
            for fragment in itertools.islice(turns, 7):
                given = {**dict.fromkeys(PLACE.findall(pattern), "1"), **example, place: fragment}
                path = "/" + PLACE.sub(
                    lambda match, given=given: quote(given[match[1]], safe="", errors="replace"),  # type: ignore[misc]  # called at once
                    pattern,
                )
                tried += 1
                response = browser.get(path)
                said = response.getvalue().decode("utf-8", "replace")
                if response.status_code >= 500 or PRODUCT in said or "root:x:0" in said:
                    wrong.append(f"{response.status_code} {path[:150]}")

    assert wrong == []
    assert tried > 800


def test_what_stands_in_a_parameter_of_a_page_is_never_run(full: House) -> None:
    office, anyone = full.browser("commissioning-manager"), full.browser()
    names = ("words", "sort", "page", "on", "year", "plan", "revision", "kind", "address", "next")
    turns = itertools.cycle(FRAGMENTS)
    tried: set[tuple[str, str]] = set()
    wrong = []
    for name, pattern, _ in patterns():
        browser = anyone if door_of(name) == "public" else office
        for address in addresses(name, pattern) if name != "people.sign_out" else ():
            for _ in range(3):
                given = dict(zip(names, turns, strict=False))
                next(turns)  # so that each name meets each fragment in time
                tried |= set(given.items())
                query = "&".join(f"{k}={quote(v, errors='replace')}" for k, v in given.items())
                response = browser.get(f"{address}?{query}")
                said = response.getvalue().decode("utf-8", "replace")
                if response.status_code >= 500 or PRODUCT in said:
                    wrong.append(f"{response.status_code} {address} {given}")

    assert wrong == []
    assert len(tried) == len(names) * len(FRAGMENTS)


def test_an_address_to_go_on_to_is_one_of_ours_or_none(office: House) -> None:
    browser = office.browser("marker")

    for foreign in (
        "//elsewhere.example",
        "https://elsewhere.example/",
        "/\\elsewhere.example",
        "x",
    ):
        response = browser.get("/sign-in", {"next": foreign})
        assert (response.status_code, response.headers["Location"]) == (302, "/office/")
    assert browser.get("/sign-in", {"next": "/office/register"}).headers["Location"] == (
        "/office/register"
    )


def kept(*wanted: str) -> list[Path]:
    """The files that git keeps of these names."""
    listed = subprocess.run(
        ["git", "ls-files", "--", *wanted], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


RAW_SQL: Final = {
    "src/precept/foundation/search/actions.py",
    "src/precept/foundation/search/queries.py",
    "src/precept/foundation/search/engines/postgresql.py",
    "src/precept/foundation/search/engines/sqlite.py",
}
"""Where SQL is put together from pieces: its own columns and tables, every value a parameter."""


def test_sql_is_put_together_in_search_alone() -> None:
    excused = {
        str(path.relative_to(ROOT))
        for path in kept("src/*.py")
        if "migrations" not in path.parts and "S608" in path.read_text(encoding="utf-8")
    }

    assert excused == RAW_SQL


def test_no_query_set_takes_sql_as_text() -> None:
    raw = re.compile(r"\.raw\(|\.extra\(|RawSQL\(")
    found = [str(path) for path in kept("src/*.py") if raw.search(path.read_text(encoding="utf-8"))]

    assert found == []


def test_no_template_is_made_of_text_that_somebody_typed() -> None:
    made = re.compile(
        r"(?<!RGBColor\.)from_string\(|(?<!string\.)\bTemplate\(|\beval\(|\bexec\(|render_template_string"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in kept("src/*.py")
        if (match := made.search(path.read_text(encoding="utf-8")))
    ]

    assert found == []
