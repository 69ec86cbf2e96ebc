"""Columns are as wide as what they hold asks for, and no word runs into its neighbour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.documents.model import Column, Table
from precept.foundation.documents.widths import fit


def table(columns: tuple[Column, ...], *rows: tuple[str, ...], is_wide: bool = False) -> Table:
    return Table("c", columns, rows, is_wide=is_wide)


def test_a_short_cell_keeps_its_line_and_a_long_one_is_given_more():
    fitted = fit(table((Column("Ends"), Column("What for")), ("31 March 2024", "words " * 20)))
    ends, what = fitted.widths
    assert ends >= len("31 March 2024")
    assert what > 3 * ends
    assert (fitted.size, fitted.longest) == (9.5, (25, 25))


def test_a_long_column_does_not_squeeze_a_short_one():
    columns = tuple(Column(text) for text in ("Reference", "One", "Two", "Three"))
    fitted = fit(table(columns, ("CORE001", *("many words in here " * 9,) * 3)))
    assert fitted.widths[0] > len("Reference") * 1.08
    assert fitted.longest[0] == 25


def test_the_letters_get_smaller_before_words_break():
    def of(count: int) -> tuple[float, int]:
        fitted = fit(table(tuple(Column("commissioned") for _ in range(count))))
        return fitted.size, fitted.longest[0]

    assert [of(count) for count in (6, 7, 8, 9)] == [(9.5, 25), (8.5, 25), (7.5, 25), (7.5, 8)]


def test_turned_paper_holds_more():
    columns = tuple(Column("commissioned") for _ in range(9))
    assert fit(table(columns, is_wide=True)).size == 9.5


def test_own_weights_are_kept_and_others_count_as_one():
    fitted = fit(table((Column("a", weight=3), Column("b")), ("x", "y")))
    assert fitted.widths[0] == pytest.approx(3 * fitted.widths[1])
    assert fitted.size == 9.5


def test_a_word_that_its_own_weight_is_too_narrow_for_may_break():
    fitted = fit(table((Column("a", weight=1), Column("b", weight=19)), ("commissioned", "y")))
    assert fitted.longest == (2, 25)


@given(st.lists(st.tuples(st.text(max_size=200), st.text(max_size=200)), max_size=5))
def test_the_columns_fill_the_line_and_each_has_some_of_it(rows):
    fitted = fit(table((Column("a"), Column("b")), *rows))
    assert sum(fitted.widths) == pytest.approx(98 * 9.5 / fitted.size, abs=0.01)
    assert all(width > 3 for width in fitted.widths)
    assert all(2 <= longest <= 25 for longest in fitted.longest)
