"""The tests themselves: none waits, and none is left out without saying why."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_house import ROOT, modules

WAITS_FOR_PROCESSES = {
    "tests/journeys/conftest.py",
    "tests/proofs/applicants.py",
    "tests/proofs/offices.py",
    "tests/proofs/test_clock_over_http.py",
}
"""Where real processes of our own begin, are killed or sent requests at a moment: these look again until
they listen, and try again as people would."""


def modules_of_tests() -> list[Path]:
    return [path for path in modules() if ROOT / "tests" in path.parents]


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call, by the last name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield getattr(function, "attr", getattr(function, "id", "")), node


def left_out_silently(tree: ast.AST) -> list[int]:
    """The lines that leave a test out without a reason, or that expect a failure and allow success."""
    found = []
    for name, call in calls(tree):
        given = {keyword.arg for keyword in call.keywords}
        if name in {"skip", "importorskip"} and not (call.args or "reason" in given):
            found.append(call.lineno)
        if name == "skipif" and "reason" not in given:
            found.append(call.lineno)
        if name == "xfail" and not {"reason", "strict"} <= given:
            found.append(call.lineno)
    return found


def sleeping(tree: ast.AST) -> list[int]:
    """The lines that wait for a time."""
    return [call.lineno for name, call in calls(tree) if name == "sleep"]


def test_no_test_is_left_out_in_silence() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules_of_tests()
        for line in left_out_silently(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_no_test_sleeps() -> None:
    asleep = {
        f"{place}:{line}"
        for path in modules_of_tests()
        if (place := str(path.relative_to(ROOT))) not in WAITS_FOR_PROCESSES
        for line in sleeping(ast.parse(path.read_text()))
    }

    assert asleep == set()


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("pytest.skip()", [1]),
        ("pytest.skip('No browser is here')", []),
        ("@pytest.mark.skipif(True)\ndef test_it(): ...", [1]),
        ("@pytest.mark.skipif(True, reason='No schemas')\ndef test_it(): ...", []),
        ("@pytest.mark.xfail(reason='Not yet')\ndef test_it(): ...", [1]),
        ("@pytest.mark.xfail(reason='Not yet', strict=True)\ndef test_it(): ...", []),
    ],
)
def test_what_is_left_out_without_a_reason_is_found(written: str, lines: list[int]) -> None:
    assert left_out_silently(ast.parse(written)) == lines


def test_waiting_for_a_time_is_found() -> None:
    assert sleeping(ast.parse("import time\ntime.sleep(1)\nsleep(2)")) == [2, 3]
