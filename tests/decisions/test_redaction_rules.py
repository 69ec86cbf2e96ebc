"""Where words stand, what may be marked, what would still give them away; which exemption asks what."""

from datetime import date
from typing import Any

import pytest

from precept.decisions import rules
from precept.decisions.rules import dated
from precept.decisions.rules.redaction import LIVE, REDACTION_STATES
from precept.foundation.money import Money

TODAY = date(2026, 11, 16)
TEXT = "Ann Lee asked Annette. Ann\nLee paid £8,250.\n\n- Ann Lee’s shop"
MARK = "[redacted: s.40(2)]"


def span(words: str = "Ann Lee", part: str = "background", place: int | None = None) -> rules.Span:
    return rules.Span(1, part, words, place, MARK)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Ann Lee", 3),
        ("Ann", 3),
        ("ann lee", 0),
        ("Lee paid £8,250", 1),
        ("£8,250. Ann", 1),
        ("8,25", 0),
        ("£8,250", 1),
        ("  Ann   Lee  ", 3),
        ("nothing", 0),
        ("", 0),
        ("  ", 0),
    ],
)
def test_words_are_found_as_people_read_them(words: str, count: int) -> None:
    assert len(rules.occurrences([TEXT], words)) == count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the of\u00adfice", "office"),
        ("the o\ufb03ce", "office"),
        ("the office", "o\ufb03ce"),
        ("Zoe\u0308 came", "Zo\u00eb"),
        ("Zo\u00eb came", "Zoe\u0308"),
        ("one\u00a0two", "one two"),
        ("one\u200b two", "one two"),
    ],
    ids=[
        "soft hyphen",
        "ligature",
        "ligature asked",
        "accent",
        "accent asked",
        "hard space",
        "none",
    ],
)
def test_a_word_is_the_same_however_it_is_spelled_in_bytes(text: str, words: str) -> None:
    parts = {"background": (text,)}

    assert len(rules.occurrences([text], words)) == 1
    assert rules.cut(parts, [span(words)])["background"][0].count(MARK) == 1
    assert rules.still_told([span(words)], [("here", text)]) != []


def test_one_place_of_several_is_taken_out_or_all() -> None:
    parts = {"background": (TEXT,)}

    second = rules.cut(parts, [span(place=2)])["background"][0]
    every = rules.cut(parts, [span()])["background"][0]

    assert second == f"Ann Lee asked Annette. {MARK} paid £8,250.\n\n- Ann Lee’s shop"
    assert every == f"{MARK} asked Annette. {MARK} paid £8,250.\n\n- {MARK}’s shop"


def test_what_overlaps_becomes_one_mark() -> None:
    parts = {"background": ("one two three four",)}
    spans = [span("one two"), span("two three")]

    assert rules.cut(parts, spans)["background"] == (f"{MARK} four",)


def test_the_second_person_reads_the_words_in_their_lines() -> None:
    found = rules.occurrences([TEXT], "Ann Lee")

    lines = rules.pieces(TEXT, found)

    assert [[words for words, is_marked in line if is_marked] for line in lines] == [
        ["Ann Lee", "Ann"],
        ["Lee"],
        ["Ann Lee"],
    ]
    assert "\n".join("".join(words for words, _ in line) for line in lines) == TEXT.replace(
        "\n\n", "\n"
    )


@pytest.mark.parametrize(
    ("new", "others", "field"),
    [
        (span(part="motto"), [], "part"),
        (span(""), [], "words"),
        (span("…"), [], "words"),
        (span("Ann Leeds"), [], "words"),
        (span(part="reasons"), [], "words"),
        (span(place=4), [], "place"),
        (span(part="everywhere", place=1), [], "place"),
        (span("Lee paid"), [span("Ann Lee")], "words"),
        (span(part="everywhere"), [span("Ann Lee", place=1)], "words"),
    ],
    ids=["part", "none", "no letter", "not there", "elsewhere", "place", "all", "over", "all over"],
)
def test_words_are_marked_where_they_stand_and_once(
    new: rules.Span, others: list[rules.Span], field: str
) -> None:
    problem = rules.marking_problem({"background": (TEXT,), "reasons": ("",)}, new, others)

    assert problem is not None
    assert problem[0] == field


def test_different_places_of_the_same_words_may_be_marked_apart() -> None:
    parts = {"background": (TEXT,)}

    assert rules.marking_problem(parts, span(place=2), [span(place=1)]) is None


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        ("ANN LEE came", True),
        ("Ann\u00a0Lee", True),
        ("Annlee", False),
        ("Annette", False),
        (MARK, False),
    ],
)
def test_words_that_stand_elsewhere_are_told(said: str, is_told: bool) -> None:
    assert bool(rules.still_told([span()], [("the title", said)])) is is_told


def test_long_words_are_told_however_they_are_spaced_and_short_ones_never() -> None:
    assert rules.still_told([span("Quillfeather Hall")], [("the title", "Quill-feather-Hall")])
    assert not rules.still_told([span("£12")], [("the title", "12 bids")])
    assert not rules.still_told([span(place=1)], [("the title", "Ann Lee")])


def test_a_span_whose_words_went_is_named() -> None:
    assert rules.no_longer_there({"background": ("New words",)}, [span()]) == [span()]
    assert rules.no_longer_there({"background": (TEXT,)}, [span()]) == []


GROUNDS: dict[str, Any] = {
    "exemption": "FOI s.43(2)",
    "why": "Weighed.",
    "review": date(2027, 11, 16),
    "today": TODAY,
}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, None),
        ({"exemption": "FOI s.99"}, "exemption"),
        ({"exemption": ""}, "exemption"),
        ({"why": " "}, "why"),
        ({"exemption": "FOI s.36(2)(c)", "why": ""}, "why"),
        ({"exemption": "FOI s.40(2)", "why": ""}, None),
        ({"exemption": "FOI s.41(1)", "why": ""}, None),
        ({"review": None}, "review"),
        ({"review": TODAY}, "review"),
    ],
)
def test_a_qualified_exemption_asks_the_test_and_an_absolute_one_does_not(
    changed: dict[str, Any], field: str | None
) -> None:
    problem = rules.grounds_problem(**{**GROUNDS, **changed})

    assert (problem[0] if problem else None) == field


def test_every_exemption_is_law_with_its_source() -> None:
    found = {one.code: one for one in dated.exemptions()}
    assert {code for code, one in found.items() if not one.is_qualified} == {
        "FOI s.40(2)",
        "FOI s.41(1)",
        "FOI s.44(1)",
    }
    for one in found.values():
        assert one.code == f"FOI s.{one.section}"
        assert one.section in one.source or one.section.split("(")[0] in one.source
        assert rules.exemption_words(one.code) == f"Section {one.section}: {one.title}"
    offered = [code for code, _ in rules.exemption_choices(TODAY)]
    assert offered[:2] == ["FOI s.24(1)", "FOI s.31(1)"]
    assert rules.exemption_on("FOI s.43(2)", date(2012, 11, 21)) is None


def test_lifting_waits_for_the_review_once_it_is_public() -> None:
    later = date(2026, 12, 1)

    assert rules.lifting_problem(is_published=True, review=later, today=TODAY)
    assert rules.lifting_problem(is_published=True, review=TODAY, today=TODAY) is None
    assert rules.lifting_problem(is_published=False, review=later, today=TODAY) is None
    assert set(LIVE) < set(REDACTION_STATES)


@pytest.mark.parametrize(
    ("typed", "profile"),
    [
        ("", []),
        ("2026-27: £12,000", [{"year": "2026-27", "pence": 1_200_000}]),
        (
            "2026-27 12000.50\n\n2027-28 = 1",
            [{"year": "2026-27", "pence": 1_200_050}, {"year": "2027-28", "pence": 100}],
        ),
    ],
)
def test_spending_by_year_is_read_as_it_is_typed(
    typed: str, profile: list[dict[str, object]]
) -> None:
    assert rules.profile_of(typed) == profile
    assert rules.profile_of(rules.profile_words(profile)) == profile


@pytest.mark.parametrize("typed", ["2026: £1", "2026-28: £1", "£1", "2026-27: -£1", "2026-27: 1.5"])
def test_what_is_no_year_with_an_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="year"):
        rules.profile_of(typed)


@pytest.mark.parametrize(
    ("typed", "amount", "is_fine"),
    [
        ("2026-27: 10\n2027-28: 5", Money.of("15"), True),
        ("2026-27: 10\n2027-28: 5", Money.of("16"), False),
        ("2026-27: 10", None, False),
        ("2027-28: 5\n2026-27: 10", Money.of("15"), False),
        ("2026-27: 5\n2026-27: 10", Money.of("15"), False),
        ("", None, True),
    ],
)
def test_the_years_add_up_to_the_amount(typed: str, amount: Money | None, is_fine: bool) -> None:
    assert (rules.profile_problem(rules.profile_of(typed), amount) is None) is is_fine
