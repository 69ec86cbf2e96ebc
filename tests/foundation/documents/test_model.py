"""What people type stays text, and what cannot stand in a document is refused when it is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.foundation.documents.model import (
    BulletList,
    Column,
    Document,
    Figure,
    Heading,
    KeyFacts,
    Link,
    Paragraph,
    Strong,
    Table,
    Text,
    Unfit,
    blocks_from_text,
    clean,
    one_line,
    plain_text,
    runs_of,
    whole_address,
)

TABLE = Table("Spend", (Column("Theme"), Column("Spend", is_numeric=True)), (("Victims", "£10"),))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><path d="M0 0h9"/></svg>'


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        ("", ()),
        (" \n\t\n ", ()),
        ("One.", (Paragraph("One."),)),
        ("One.\nTwo.", (Paragraph("One.\nTwo."),)),
        ("One.\r\n\r\nTwo.", (Paragraph("One."), Paragraph("Two."))),
        ("We will:\n- read\n- mark", (Paragraph("We will:"), BulletList(("read", "mark")))),
        ("- read\n\n- mark", (BulletList(("read", "mark")),)),
        ("- read\nThen", (BulletList(("read",)), Paragraph("Then"))),
        ("-5 degrees\n-", (Paragraph("-5 degrees\n-"),)),
        ("# Not a heading", (Paragraph("# Not a heading"),)),
        ("**bold** [x](y) <b>z</b>", (Paragraph("**bold** [x](y) <b>z</b>"),)),
        ("* star\n1. one", (Paragraph("* star\n1. one"),)),
    ],
)
def test_plain_text_gives_paragraphs_and_points_and_nothing_else(typed, blocks):
    assert blocks_from_text(typed) == blocks


@given(st.text(alphabet=st.sampled_from("ab -\n*#<>")))
def test_plain_text_loses_no_word(typed):
    words = []
    for line in typed.split("\n"):
        stripped = line.strip()
        words += (stripped[2:] if stripped.startswith("- ") else stripped).split()
    kept = []
    for block in blocks_from_text(typed):
        for item in block.items if isinstance(block, BulletList) else (block.words,):
            kept += plain_text(item).split()
    assert kept == words


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


def test_cleaning_takes_out_what_cannot_be_printed_or_turns_text_round():
    assert clean("a\x00b\x1bc\ud800d\u202ee\ufffff\tg\r\nh") == "abcdef g\nh"


def test_runs_keep_their_kind_and_lose_the_empty_ones():
    words = (Text(""), Strong("a\x00"), Link("b", "/register"))
    assert runs_of(words) == (Strong("a"), Link("b", "/register"))
    assert runs_of("") == ()
    assert plain_text(words) == "ab"


def test_one_line_is_one_line():
    assert one_line(" a\n b\tc ") == "a b c"


@pytest.mark.parametrize(
    "href",
    [
        *("https://www.gov.uk/a?b=c#d", "https://x.example", "https://x.example:8443/"),
        *("/", "/register/CORE004", "/search?q=a&page=2", "#notes"),
    ],
)
def test_a_link_leads_to_https_or_to_this_site(href):
    assert Link("words", href).href == href


@pytest.mark.parametrize(
    "href",
    [
        *("", "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd"),
        *("http://plain.example", "mailto:a@b.example", "//evil.example", "/\\evil.example"),
        *("https://real.example@evil.example/", "https:///x", "https://a b", "/a b", "/a\nb"),
        *('/a"b', "/a<b", " /a", "https://x.example\\@y", "register", "https://x.example\n"),
    ],
)
def test_a_link_leads_nowhere_else(href):
    with pytest.raises(Unfit, match="A link leads to an https address"):
        Link("words", href)


def test_a_link_needs_words():
    with pytest.raises(Unfit, match="needs words"):
        Link(" \x00", "/register")


@pytest.mark.parametrize(
    ("href", "site", "whole"),
    [
        ("https://x.example/a", "", "https://x.example/a"),
        ("/a?b=c", "https://o.example/", "https://o.example/a?b=c"),
        ("/a", "", ""),
        ("/a", "http://o.example", ""),
        ("#a", "https://o.example", ""),
    ],
)
def test_a_link_out_of_a_file_is_whole_or_is_none(href, site, whole):
    assert whole_address(Link("words", href), site) == whole


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Heading(0, "a"), "a level from 1 to 4"),
        (lambda: Heading(5, "a"), "a level from 1 to 4"),
        (lambda: Heading(1, " "), "A heading needs words"),
        (lambda: Table(" ", (Column("a"),), ()), "needs a caption"),
        (lambda: Table("c", (), ()), "has no columns"),
        (lambda: Table("c", (Column(" "),), ()), "needs a heading"),
        (lambda: Table("c", (Column("a", weight=0),), ()), "weight of the column"),
        (lambda: Table("c", (Column("a"),), (("1", "2"),)), "has 2 cells under 1 columns"),
        (lambda: Table("c", (Column("a"),), (), totals=((),)), "has 0 cells under 1 columns"),
        (lambda: KeyFacts(((" ", "a"),)), "needs a label"),
        (lambda: Figure(SVG, " ", TABLE), "needs a description"),
        (lambda: Figure("<svg", "d", TABLE), "not SVG"),
        (lambda: Document("", "o", ()), "needs a title"),
        (lambda: Document("t", " ", ()), "needs the name of the office"),
        (lambda: Document("t", "o", (), language="english"), "written like en-GB"),
        (lambda: Document("t", "o", (Heading(2, "a"),)), "skips a level"),
        (lambda: Document("t", "o", (Heading(1, "a"), Heading(3, "b"))), "skips a level"),
    ],
)
def test_what_cannot_stand_in_a_document_is_refused(make, words):
    with pytest.raises(Unfit, match=words):
        make()


def test_headings_may_come_back_up_by_any_number():
    levels = (1, 2, 3, 1, 2)
    document = Document("t", "o", tuple(Heading(level, "a") for level in levels))
    assert tuple(block.level for block in document.blocks) == levels


@pytest.mark.parametrize(
    "inside",
    [
        *("<script>alert(1)</script>", "<foreignObject/>", '<image href="x.png"/>', "<style/>"),
        *('<a href="https://x.example"><text>a</text></a>', '<use href="#a"/>', "<animate/>"),
        *('<path onload="x()"/>', '<path style="fill:red"/>', '<text href="x">a</text>'),
        *('<path fill="url(https://x.example)"/>', '<path fill="URL( #a )"/>', "<!-- a -->"),
        *('<path xmlns="http://www.w3.org/1999/xhtml"/>', "<?x y?>", "<![CDATA[a]]>", "\ud800"),
        *('<text xmlns:x="http://www.w3.org/1999/xlink" x:href="a">b</text>', "&nbsp;", "\x00"),
    ],
)
def test_a_drawing_holds_shapes_and_words_only(inside):
    with pytest.raises(Unfit):
        Figure(SVG.replace("<path", f"{inside}<path"), "Two bars", TABLE)


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<p>words</p>",
        SVG.replace("0 0 100 50", "0 0 0 50"),
        SVG.replace("0 0 100 50", "0 0 1e9 50"),
        SVG.replace(' viewBox="0 0 100 50"', ""),
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
        SVG.replace("M0", "M0" * 250_000),
    ],
)
def test_a_drawing_is_svg_of_a_known_size(svg):
    with pytest.raises(Unfit):
        Figure(svg, "Two bars", TABLE)


def test_a_drawing_may_refer_to_itself():
    svg = SVG.replace("<path", '<path fill="url(#shade)"')
    assert Figure(svg, "Two bars", TABLE).svg == svg
