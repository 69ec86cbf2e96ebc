"""What a document is on our pages: semantic, named, and never anybody else's markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from precept.foundation.documents.html import write_blocks, write_html, write_words
from precept.foundation.documents.model import (
    BulletList,
    Column,
    Document,
    Emphasis,
    Figure,
    Heading,
    KeyFacts,
    Link,
    Note,
    NumberedList,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Text,
    clean,
)

TABLE = Table(
    "Spend by theme",
    (Column("Theme"), Column("Spend", is_numeric=True)),
    (("Victims", "£10.00"),),
    totals=(("Total", "£10.00"),),
    notes=("Without VAT.",),
    rows_have_headings=True,
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 5"><path d="M0 0h9"/></svg>'


class Reader(HTMLParser):
    """Collects the elements and the words of some HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def test_runs_become_elements_of_meaning():
    words = (Text("a\nb "), Strong("c"), Emphasis("d"), Link("e", "/f?g=1&h=2"))
    assert write_words(words) == Markup(
        'a<br>b <strong>c</strong><em>d</em><a class="govuk-link" href="/f?g=1&amp;h=2">e</a>'
    )


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (Paragraph("a & b"), '<p class="govuk-body">a &amp; b</p>'),
        (BulletList(("a",)), '<ul class="govuk-list govuk-list--bullet"><li>a</li></ul>'),
        (NumberedList(("a",)), '<ol class="govuk-list govuk-list--number"><li>a</li></ol>'),
        (Note("a"), '<div class="govuk-inset-text">a</div>'),
        (PageBreak(), ""),
        (Heading(1, "What was decided"), (
            '<h2 class="govuk-heading-l" id="what-was-decided">What was decided</h2>'
        )),
        (KeyFacts((("Reference", "CSF-2026-0042"),)), (
            '<dl class="govuk-summary-list"><div class="govuk-summary-list__row">'
            '<dt class="govuk-summary-list__key">Reference</dt>'
            '<dd class="govuk-summary-list__value">CSF-2026-0042</dd></div></dl>'
        )),
    ],
)  # fmt: skip
def test_a_block_is_what_the_design_system_calls_it(block, html):
    assert write_blocks((block,)) == html


def test_a_caption_that_the_heading_above_says_is_not_shown_twice():
    shown = write_blocks((replace(TABLE, has_title_above=True),))
    assert (
        '<caption class="govuk-table__caption govuk-visually-hidden" id="table-spend-by-theme">'
        "Spend by theme</caption>" in shown
    )


def test_a_table_names_itself_its_columns_and_its_rows():
    assert write_blocks((TABLE,)) == (
        '<div class="precept-scroll" role="region" aria-labelledby="table-spend-by-theme"'
        ' tabindex="0">\n'
        '<table class="govuk-table precept-table">\n'
        '<caption class="govuk-table__caption govuk-table__caption--s" id="table-spend-by-theme">'
        "Spend by theme</caption>\n"
        '<thead class="govuk-table__head">\n<tr class="govuk-table__row">'
        '<th scope="col" class="govuk-table__header">Theme</th>'
        '<th scope="col" class="govuk-table__header govuk-table__header--numeric">Spend</th>'
        "</tr>\n</thead>\n"
        '<tbody class="govuk-table__body">\n<tr class="govuk-table__row">'
        '<th scope="row" class="govuk-table__header">Victims</th>'
        '<td class="govuk-table__cell govuk-table__cell--numeric">£10.00</td></tr>\n</tbody>\n'
        '<tfoot class="govuk-table__foot">\n<tr class="govuk-table__row">'
        '<th scope="row" class="govuk-table__header">Total</th>'
        '<td class="govuk-table__cell govuk-table__cell--numeric">£10.00</td></tr>\n</tfoot>\n'
        "</table>\n</div>\n"
        '<p class="govuk-body-s precept-table-note">Without VAT.</p>'
    )


def test_a_figure_is_one_image_with_its_words_and_its_table():
    html = write_blocks((Figure(SVG, "One <line>", TABLE),))
    figure, _, table = html.partition("</figure>\n")
    assert figure == (
        '<figure class="precept-figure">\n'
        '<svg viewBox="0 0 9 5" xmlns="http://www.w3.org/2000/svg" role="img"'
        ' aria-label="One &lt;line&gt;"><path d="M0 0h9" /></svg>\n'
        '<figcaption class="govuk-body-s">One &lt;line&gt;</figcaption>\n'
    )
    assert table == write_blocks((TABLE,))


@pytest.mark.parametrize(("offset", "tags"), [(0, "h1 h2 h3"), (2, "h3 h4 h5"), (5, "h6 h6 h6")])
def test_headings_move_down_with_the_page_around_them(offset, tags):
    blocks = (Heading(1, "a"), Heading(2, "b"))
    document = Document("t", "o", blocks)
    found = [tag for tag in read(write_html(document, heading_offset=offset)).tags if tag[0] == "h"]
    assert found == ["header", *tags.split()]


def test_the_cover_says_whose_what_and_when():
    document = Document(
        "Award",
        "The Office",
        (),
        subtitle="Decision",
        version_line="Version 2",
        date_line="9 December 2022",
        language="cy",
    )
    html = write_html(document)
    assert html.startswith('<article class="precept-document" lang="cy">')
    words = [word for word in read(html).words if word.strip()]
    assert words == ["The Office", "Award", "Decision", "Version 2", "9 December 2022"]


def test_no_two_headings_share_an_id():
    blocks = tuple(Heading(1, text) for text in ("A b", "a-B!", "A b 2", "Ŵ", "日本", "日", "A b"))
    assert read(write_blocks(blocks)).ids == [
        "a-b",
        "a-b-2",
        "a-b-2-2",
        "w",
        "section",
        "section-2",
        "a-b-3",
    ]


def test_two_texts_on_one_page_keep_their_ids_apart():
    html = write_blocks((Heading(1, "A"),), id_prefix="advice-")
    assert read(html).ids == ["advice-a"]


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} &amp;"


def test_hostile_words_stay_words_wherever_they_stand():
    table = Table(HOSTILE, (Column(HOSTILE),), ((HOSTILE,),), ((HOSTILE,),), (HOSTILE,))
    blocks = (
        Heading(1, HOSTILE),
        Paragraph((Strong(HOSTILE), Emphasis(HOSTILE), Link(HOSTILE, "/a"))),
        BulletList((HOSTILE,)),
        KeyFacts(((HOSTILE, HOSTILE),)),
        Note(HOSTILE),
        Figure(SVG, HOSTILE, table),
    )
    document = Document(HOSTILE, HOSTILE, blocks, HOSTILE, "en", HOSTILE, HOSTILE)
    read_back = read(write_html(document))
    assert set(read_back.tags) == {
        *("article", "header", "h1", "h2", "p", "strong", "em", "a", "ul", "li", "dl", "div"),
        *("dt", "dd", "figure", "svg", "path", "figcaption", "table", "caption", "thead"),
        *("tbody", "tfoot", "tr", "th", "td"),
    }
    assert "".join(read_back.words).count(HOSTILE) == 19


@given(st.text())
def test_any_text_comes_back_as_it_was(text):
    words = read(write_words((Strong(text),))).words
    assert "".join(words) == clean(text).replace("\n", "")
