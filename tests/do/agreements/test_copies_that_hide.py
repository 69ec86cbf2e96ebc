"""A redacted copy of an agreement's paper is looked through before it goes out (security: A21, A22)."""

import pytest

from precept.do.agreements import rules

CLEAN = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.mark.parametrize(
    ("hidden", "content", "problem"),
    [
        ([], CLEAN, ""),
        ([], b"Plain words about %%EOF and %%EOF", ""),
        (["comments"], CLEAN, "This copy holds what its pages do not show: comments."),
        (["tracked changes", "comments"], b"PK", "tracked changes; comments."),
        ([], CLEAN + CLEAN, "keeps an earlier version of itself"),
    ],
)
def test_what_hides_something_is_not_published(
    hidden: list[str], content: bytes, problem: str
) -> None:
    said = rules.copy_problem(hidden, content)

    assert problem in said
    assert bool(said) == bool(problem)
