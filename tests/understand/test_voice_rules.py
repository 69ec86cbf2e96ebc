"""Nobody is named in what people said, small groups are not counted, and what is missing is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precept.understand import rules
from precept.understand.rules import PointSaid, VoiceSaid


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Write to a.nother@mail.example please", "e-mail address", "a.nother@mail.example"),
        ("Anna, a dot b [at] mail [dot] example", "e-mail address", "b [at] mail [dot] example"),
        ("She rang from 07700 900123 at night", "phone number", "07700 900123"),
        ("Anna Bell, 0116 496 0123", "phone number", "0116 496 0123"),
        ("They live in LE1 5WW near the park", "postcode", "LE1 5WW"),
        ("born 3 May 1985", "date of birth", "born 3 May 1985"),
        ("Mrs Quillfeather said so", "name", "Mrs Quillfeather"),
        ("as Mr. O’Marrowby told us", "name", "Mr. O’Marrowby"),
        ("Dr J. Longacre was kind", "name", "Dr J. Longacre"),
        ("Ms Plainsong-Harbour", "name", "Ms Plainsong-Harbour"),
        ("My name is Perpetua and I", "name", "My name is Perpetua"),
        ("a man whose name was Otto", "name", "whose name was Otto"),
        ("She is called Linden by all", "name", "She is called Linden"),
        ("We live at 12 Mill Lane, upstairs", "street address", "12 Mill Lane"),
        ("Flat 4, 12a Old Station Road", "street address", "12a Old Station Road"),
        ("Find her as @larkmantle_99", "name of an account", "@larkmantle_99"),
        ("AB 12 34 56 C is the number", "National Insurance number", "AB 12 34 56 C"),
    ],
)
def test_what_tells_who_somebody_is_is_found_and_told(text: str, kind: str, words: str) -> None:
    assert (kind, words) in [(one.kind, one.words) for one in rules.names_somebody(text)]
    assert f"“{words}” looks like a" in rules.naming_problem(text).replace("an e-mail", "a e-mail")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Weeks of waiting between the first call and the first talk",
        "17 people who did harm, 23 victims and 11 partners took part",
        "Vouchers of £20, £940.00 altogether",
        "From 1 September 2026 to 15 October 2026",
        "Children born before 1 April 2020 came with a parent",
        "People of Mill Lane and of Old Station Road would like lamps",
        "24 hours a day, 7 days a week",
        "We miss Monday’s group and Friday evenings",
        "Miss Monday evenings at your peril",
        "Mr and Mrs are words that nobody wants in letters",
        "The Leicester and Rutland Drug Service, Domestic Abuse Link Worker",
        "A worker is called within three weeks",
        "It was called a breach, it was called off",
        "What is a name worth? My name is not known, and their name is kept",
        "Contract CORE004, decision 2026-014, round DEMO-2026-10",
        "Section 17 of the Crime and Disorder Act 1998",
        "at 2pm @ the library",
        "Annex B2 1st floor",
        "Two-thirds (67%) stayed; 1,200 did not",
        "The Doctor and the Nurse; Dr alone is nobody",
        "Call 999, 101 or 0808 in an emergency",
        "No. 10 said so",
        "100 Families Together is a project",
    ],
)
def test_false_friends_are_left_alone(text: str) -> None:
    assert rules.names_somebody(text) == []
    assert rules.naming_problem(text) == ""


def test_at_most_three_findings_are_told() -> None:
    found = rules.naming_problem("Mr Able, Mr Baker, Mr Carter, Mr Draper")

    assert found.count("looks like a name") == 3
    assert found.startswith("Take out what tells who somebody is: “Mr Able” looks like a name; ")


@given(st.text(max_size=200))
def test_any_text_is_looked_through_without_harm(text: str) -> None:
    for one in rules.names_somebody(text):
        assert one.words
        assert one.words in text


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (17, "17"), (1_200, "1,200")],
)
def test_a_small_group_is_not_counted_in_public(number: int, words: str) -> None:
    assert rules.number_in_public(number) == words
    assert rules.groups_in_public([("victims", number)]) == (("Victims and survivors", words),)


def test_a_small_group_is_not_named_beside_what_it_said() -> None:
    groups = [("victims", 4), ("partners", 5)]

    assert rules.group_of_point_in_public("victims", groups) == ""
    assert rules.group_of_point_in_public("partners", groups) == "Partners"
    assert rules.group_of_point_in_public("", groups) == ""


WHOLE = VoiceSaid(
    groups=frozenset({"victims"}),
    consent="A sheet was signed",
    told_them="That they may stop",
    points=(PointSaid("Too long a wait", "done"),),
    told_back="A letter",
    is_for_perpetrators=True,
    victims_considered="They were asked first",
)


def test_what_is_whole_lacks_nothing() -> None:
    assert rules.missing_of_voice(WHOLE) == []


def test_everything_that_is_missing_is_said() -> None:
    nothing = VoiceSaid(
        groups=frozenset(),
        consent=" ",
        told_them="",
        points=(),
        told_back="",
        is_for_perpetrators=True,
        victims_considered="",
    )

    assert rules.missing_of_voice(nothing) == [
        "Nobody was asked yet.",
        "It does not say how people agreed to take part.",
        "It does not say what people were told before.",
        "Nothing is noted of what they said.",
        "It does not say how the needs of victims were considered.",
        "Nothing was told back to the people who were asked.",
    ]


def test_a_point_without_an_answer_is_missed_and_telling_back_may_be_the_publishing() -> None:
    said = VoiceSaid(
        groups=WHOLE.groups,
        consent=WHOLE.consent,
        told_them=WHOLE.told_them,
        points=(*WHOLE.points, PointSaid("Weekends", "")),
        told_back="",
        is_for_perpetrators=False,
        victims_considered="",
    )

    assert rules.missing_of_voice(said) == ["“Weekends” is not answered.", rules.NOT_TOLD_BACK]
    assert rules.missing_to_publish_voice(said) == ["“Weekends” is not answered."]


@pytest.mark.parametrize(
    ("answer", "words", "has_day", "problem"),
    [
        ("done", "It is so", False, {}),
        ("will be done", "It will be", True, {}),
        ("not done", "No money", False, {}),
        ("", "It is so", False, {"answer": "Choose what becomes of it"}),
        ("done", " ", False, {"answer_words": "Say what changes because of it"}),
        ("not done", "", False, {"answer_words": "Say why not"}),
        ("will be done", "It will be", False, {"by_when": "Enter by when it will be done"}),
    ],
)
def test_an_answer_says_what_changes_or_why_not(
    answer: str, words: str, has_day: bool, problem: dict[str, str]
) -> None:
    assert rules.answer_problem(answer, words, has_day=has_day) == problem


def test_thanks_are_paid_with_their_sum_and_group_or_there_is_a_reason() -> None:
    assert rules.thanks_problem(True, 94_000, "Victims", "") == {}
    assert rules.thanks_problem(False, None, "", "Nobody wanted any") == {}
    assert list(rules.thanks_problem(True, None, "Victims", "")) == ["thanks"]
    assert list(rules.thanks_problem(True, 94_000, " ", "")) == ["thanks_to"]
    assert list(rules.thanks_problem(False, None, "", "")) == ["thanks_why_none"]


def test_groups_and_ways_are_data_with_keys_that_fit_their_column() -> None:
    for keys in (rules.voice_groups(), rules.voice_ways()):
        assert len(dict(keys)) == len(keys)
        assert all(len(key) <= 20 and title for key, title in keys)
    assert rules.group_title("victims") == "Victims and survivors"
    assert rules.way_title("nothing known") == "nothing known"
