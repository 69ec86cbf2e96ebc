"""The data files: that they all load, and that a slip in one is refused in words."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from precept.law.rules import BrokenLaw
from precept.law.rules.loading import book, read

RULE = """
[[rule]]
id = "cap"
title = "Cap"
kind = "threshold"
applies_from = 2024-01-01
applies_to = 2024-12-31
figures = [{ name = "cap", money = "£1,000" }]
condition = "Always."
source = "An Act, section 1"
"""


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "caps.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_every_data_file_loads_and_holds_what_it_is_named_for() -> None:
    names = sorted(
        entry.name for entry in files("precept.law.data").iterdir() if entry.name.endswith(".toml")
    )
    assert names == [
        "answers.toml",
        "below_threshold.toml",
        "lead_times.toml",
        "modifications.toml",
        "notices.toml",
        "office_policies.toml",
        "periods.toml",
        "powers.toml",
        "publication_duties.toml",
        "thresholds.toml",
    ]
    assert {rule.kind for rule in book().rules} == {
        "threshold",
        "duty",
        "period",
        "power",
        "policy",
    }


def test_every_rule_has_a_source_and_every_law_names_an_act_or_instrument() -> None:
    instruments = ("Act 20", "Regulations 20", "Order 20")
    for rule in book().rules:
        named = any(word in rule.source for word in instruments)
        assert named is rule.is_law, rule.id


def test_links_to_law_lead_to_legislation_gov_uk() -> None:
    for rule in book().rules:
        if rule.is_law:
            assert rule.link is not None, rule.id
            assert rule.link.startswith("https://www.legislation.gov.uk/"), rule.id


def test_an_office_s_policy_says_that_it_is_not_law() -> None:
    policies = [rule for rule in book().rules if not rule.is_law]
    assert [rule.id for rule in policies] == [
        "answer-councillor",
        "answer-panel",
        "answer-press",
        "framework-always-active",
        "framework-warning",
        "lead-times-call-off",
        "lead-times-competitive-flexible",
        "lead-times-direct-award",
        "lead-times-direct-grant",
        "lead-times-grant-round",
        "lead-times-joint",
        "lead-times-not-stated",
        "lead-times-open",
        "lead-times-quotations",
        "procurement-ladder",
        "safety-fund-cap",
        "safety-fund-cap-2022-23-round-5",
        "social-value-costs-nothing",
        "social-value-question",
        "spending-outside-framework",
    ]
    for rule in policies:
        assert rule.note is not None
        assert rule.note.startswith("Policy, not law"), rule.id


def test_every_notice_says_how_light_touch_differs() -> None:
    notices = [rule for rule in book().rules if rule.notice]
    assert len(notices) == 21
    for rule in notices:
        assert rule.light_touch is not None, rule.id
        assert rule.due is not None, rule.id
        assert rule.title.startswith(f"{rule.notice} "), rule.id
        assert rule.id.startswith(f"{rule.notice.lower() if rule.notice else ''}-"), rule.id


def test_a_good_file_loads_with_its_figures_as_money(tmp_path: Path) -> None:
    (rule,) = read(folder(tmp_path, RULE)).rules
    assert rule.figure("cap").text == "£1,000"
    assert (rule.applies_from, rule.applies_to) == (date(2024, 1, 1), date(2024, 12, 31))
    assert rule.confidence == "confirmed"


def test_a_rule_may_apply_for_one_day_alone(tmp_path: Path) -> None:
    (rule,) = read(folder(tmp_path, changed("2024-12-31", "2024-01-01"))).rules
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 2)]
    assert [rule.applies_on(day) for day in days] == [False, True, False]


def test_files_that_are_not_toml_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a rule", encoding="utf-8")
    assert len(read(folder(tmp_path, RULE)).rules) == 1


def changed(old: str, new: str) -> str:
    assert RULE.count(old) == 1
    return RULE.replace(old, new)


BEGUN = "applies_from = 2024-01-01"
FIGURES = 'figures = [{ name = "cap", money = "£1,000" }]'
ONE_UNIT = "a figure has exactly one of money, days, months, percent and count"
COUNTED = "due: a length is given where days are counted: how is"


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        (changed(BEGUN, 'applies_from = "2024"'), "applies_from: "),
        (changed(BEGUN, "applies_from = 2024-01-01T09:00:00"), "applies_from: "),
        (changed('source = "An Act, section 1"\n', ""), "source: Field required"),
        (changed("An Act, section 1", ""), "source: "),
        (changed("An Act, section 1", " "), "source: "),
        (changed('"threshold"', '"treshold"'), "kind: "),
        (changed("condition", "conditions"), "condition: Field required; conditions: "),
        (
            changed("£1,000", "£1000"),
            "figures.0.money: money is written like £1,234 or £1,234.56, not '£1000'",
        ),
        (
            changed('"£1,000"', "1000.0"),
            "figures.0.money: money is written like £1,234 or £1,234.56, not 1000.0",
        ),
        (changed('"£1,000" ', '"£1,000", days = 3 '), f"figures.0: {ONE_UNIT}"),
        (changed(', money = "£1,000"', ""), f"figures.0: {ONE_UNIT}"),
        (
            changed('money = "£1,000"', 'days = 3, vat = "including VAT"'),
            "figures.0: only money includes or excludes VAT",
        ),
        (changed('money = "£1,000"', "days = 0"), "figures.0.days: "),
        (changed('money = "£1,000"', 'days = "3"'), "figures.0.days: "),
        (changed(BEGUN, 'applies_from = "2024-01-01"'), "applies_from: "),
        (changed("}]", '}, { name = "cap", days = 1 }]'), "two figures have the same name"),
        (changed(FIGURES, ""), "a threshold has a figure"),
        (changed("2024-12-31", "2023-12-31"), "applies_to is before applies_from"),
        (
            RULE + 'confidence = "to be confirmed"',
            "a rule to be confirmed has a note that says what to check",
        ),
        (RULE + 'link = "http://www.legislation.gov.uk/"', "link: "),
        (RULE + 'notice = "UK18"', "notice: "),
        (RULE + 'notice = "UK7"', "a notice says which regimes it belongs to"),
        (
            RULE + 'due = { how = "days beginning with", trigger = "it ends" }',
            f"{COUNTED} “days beginning with”",
        ),
        (
            RULE + 'due = { how = "before", length = 3, trigger = "it ends" }',
            f"{COUNTED} “before”",
        ),
        (RULE + 'due = { how = "soon", trigger = "it ends" }', "due.how: "),
        (changed('"threshold"', '"duty"'), "a duty says what is to be done"),
        (RULE + 'publication = ["sio"]', "publication: there is no duty “sio”"),
        (RULE + 'publication = ["cap"]', "publication: there is no duty “cap”"),
    ],
)
def test_a_slip_in_a_rule_is_refused_naming_file_rule_and_field(
    tmp_path: Path, text: str, slip: str
) -> None:
    with pytest.raises(BrokenLaw) as refusal:
        read(folder(tmp_path, text))
    assert str(refusal.value).startswith(f"caps.toml, cap: {slip}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (changed('id = "cap"\n', ""), "caps.toml, rule 1: id: Field required"),
        (changed('"cap"\ntitle', '"The Cap"\ntitle'), "caps.toml, The Cap: id: "),
        ("rule = [3]", "caps.toml, rule 1: "),
        ("[[rule]", "caps.toml: not readable as TOML: "),
        ("", "caps.toml: a file holds [[rule]] tables and nothing else"),
        ('title = "Caps"\n' + RULE, "caps.toml: a file holds [[rule]] tables and nothing else"),
        ("rule = 3", "caps.toml: a file holds [[rule]] tables and nothing else"),
    ],
)
def test_a_file_that_holds_no_rules_is_refused_by_its_name(
    tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(BrokenLaw) as refusal:
        read(folder(tmp_path, text))
    assert str(refusal.value).startswith(words)


def version(first: str, last: str | None) -> str:
    text = RULE.replace("2024-01-01", first)
    return text.replace("applies_to = 2024-12-31", f"applies_to = {last}" if last else "")


@pytest.mark.parametrize(
    ("versions", "words"),
    [
        (
            [("2024-01-01", "2024-12-31"), ("2024-12-31", None)],
            "caps.toml, cap: applies_from: 31 December 2024 overlaps "
            "the version from 1 January 2024 to 31 December 2024",
        ),
        (
            [("2024-01-01", None), ("2025-01-01", None)],
            "caps.toml, cap: applies_from: 1 January 2025 overlaps "
            "the version from 1 January 2024 to no end",
        ),
        (
            [("2024-01-01", None), ("2024-01-01", None)],
            "caps.toml, cap: applies_from: 1 January 2024 overlaps "
            "the version from 1 January 2024 to no end",
        ),
        (
            [("2025-01-02", None), ("2024-01-01", "2024-12-31")],
            "caps.toml, cap: applies_from: 2 January 2025 leaves a gap: "
            "the version before ends on 31 December 2024",
        ),
    ],
)
def test_versions_that_overlap_or_leave_a_gap_are_refused(
    tmp_path: Path, versions: list[tuple[str, str | None]], words: str
) -> None:
    with pytest.raises(BrokenLaw) as refusal:
        read(folder(tmp_path, "".join(version(*ends) for ends in versions)))
    assert str(refusal.value) == words


def test_versions_in_two_files_are_checked_against_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(version("2024-01-01", "2024-12-31"), encoding="utf-8")
    (tmp_path / "b.toml").write_text(version("2024-06-01", None), encoding="utf-8")
    with pytest.raises(BrokenLaw) as refusal:
        read(tmp_path)
    assert str(refusal.value) == (
        "b.toml, cap: applies_from: 1 June 2024 overlaps "
        "the version from 1 January 2024 to 31 December 2024"
    )


def test_versions_that_meet_are_put_in_order(tmp_path: Path) -> None:
    text = version("2025-01-01", None) + version("2024-01-01", "2024-12-31")
    held = read(folder(tmp_path, text)).versions["cap"]
    assert [rule.applies_from for rule in held] == [date(2024, 1, 1), date(2025, 1, 1)]
