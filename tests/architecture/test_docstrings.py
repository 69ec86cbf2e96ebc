"""Everything public says what it means to the office, in more words than its own name."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.test_house import ROOT, SOURCE, modules

Named = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
EMPTY_WORDS = {"a", "an", "is", "it", "its", "of", "the", "that", "this", "to"}


def public_things(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Named]]:
    """Functions and classes that others may use, with the methods of those classes."""
    for node in body:
        if not isinstance(node, Named) or node.name.startswith("_") or node.name == "Meta":
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from public_things(node.body, f"{prefix}{node.name}.")


def words_in(text: str) -> set[str]:
    """The words that carry meaning, in the singular."""
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", text)
    found = re.findall(r"[a-z]+", apart.lower())
    return {word.rstrip("s") for word in found if word not in EMPTY_WORDS}


def is_said(name: str, said: str | None) -> bool:
    """Whether a docstring says something that the name does not."""
    return said is not None and bool(words_in(said) - words_in(name))


def test_everything_public_says_what_it_means() -> None:
    silent = []
    for path in modules():
        if SOURCE not in path.parents or not path.read_text().strip():
            continue
        tree, place = ast.parse(path.read_text()), path.relative_to(ROOT)
        if not ast.get_docstring(tree):
            silent.append(f"{place} itself")
        silent += [
            f"{place}: {name}"
            for name, node in public_things(tree.body)
            if not is_said(node.name, ast.get_docstring(node))
        ]

    assert silent == []


@pytest.mark.parametrize(
    ("name", "said", "enough"),
    [
        ("add_fund", None, False),
        ("add_fund", "Add a fund.", False),
        ("add_fund", "Add a fund, with the conditions it comes with.", True),
        ("NotAllowed", "This is not allowed.", False),
        ("not_found", "404.", False),
        ("not_found", "What is not there, in plain words.", True),
    ],
)
def test_a_docstring_that_restates_its_name_says_nothing(
    name: str, said: str | None, enough: bool
) -> None:
    assert is_said(name, said) == enough
