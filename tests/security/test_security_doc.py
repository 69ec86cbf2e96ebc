"""What ``docs/security.md`` says is proved is proved by tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
MUST_HAVE = (
    "A01",
    "A04",
    "A05",
    "A06",
    "A07",
    "A08",
    "A10",
    "A11",
    "A12",
    "A13",
    "A14",
    "A15",
    "A19",
    "A20",
    "A21",
    "A22",
)
MUST_HAVE_TOO = ("A16", "A17", "A18", "A23", "A25", "A26", "A27", "A28", "A29", "A31", "A32")


def cases() -> dict[str, list[tuple[str, str]]]:
    """Each abuse case of the table with its tests."""
    lines = [line for line in PAGE.splitlines() if re.match(r"\| A\d\d \|", line)]
    return {line[2:5]: NAMED.findall(line) for line in lines}


def test_every_case_that_is_met_here_stands_in_the_table_with_a_test() -> None:
    assert [case for case in (*MUST_HAVE, *MUST_HAVE_TOO) if not cases().get(case)] == []
    assert [case for case, tests in cases().items() if not tests] == []
    assert list(cases()) == sorted(cases())


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED.findall(PAGE))))
def test_every_test_that_is_named_is_there(path: str, name: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).is_file() else ""

    assert re.findall(rf"^def ({name})\(", text, re.MULTILINE) == [name]


def test_every_module_of_these_tests_is_named() -> None:
    here = {
        f"tests/security/{path.name}"
        for path in Path(__file__).parent.glob("test_*.py")
        if path != Path(__file__)
    }

    assert here - {path for path, _ in NAMED.findall(PAGE)} == set()


def test_nothing_is_called_proved_that_the_page_itself_takes_back() -> None:
    proved, _, unproved = PAGE.partition("## What is not proved")
    taken_back = set(re.findall(r"A\d\d", unproved.rsplit("(", 1)[1]))

    assert taken_back & set(re.findall(r"^\| (A\d\d) \|", proved, re.MULTILINE)) == set()
