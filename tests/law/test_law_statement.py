"""The rules in force on a day, as the public page shows them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from precept.law import rules
from precept.law.rules import Line, Statement


def line(shown: Statement, identity: str) -> Line:
    (found,) = [line for group in shown.groups for line in group.lines if line.id == identity]
    return found


def test_the_page_of_a_day_shows_each_kind_under_its_heading() -> None:
    shown = rules.statement(date(2026, 3, 1))
    assert shown.on_text == "1 March 2026"
    assert [(group.kind, group.heading) for group in shown.groups] == [
        ("threshold", "Amounts and limits in law"),
        ("duty", "What must be published or done"),
        ("period", "Periods in law"),
        ("power", "Powers"),
        ("policy", "The office's own policies, which are not law"),
    ]


def test_a_line_is_ready_to_print() -> None:
    shown = line(rules.statement(date(2026, 3, 1)), "threshold-goods-and-services")
    assert shown == Line(
        id="threshold-goods-and-services",
        title="Goods and services threshold",
        figures=(("threshold", "£207,720 including VAT"),),
        what="",
        condition=(
            "A contract for goods or services whose estimated value, with VAT, "
            "is this much or more."
        ),
        due="",
        applies="From 1 January 2026; next revision due 1 January 2028",
        light_touch="",
        source=(
            "Procurement Act 2023, Schedule 1, as amended by the Procurement Act 2023 "
            "(Threshold Amounts) (Amendment) Regulations 2025 (SI 2025/1200)"
        ),
        link="https://www.legislation.gov.uk/uksi/2025/1200",
        note=(
            "Lower than before, so more contracts are caught. "
            "The amounts are revised every two years."
        ),
        is_law=True,
        is_confirmed=True,
    )


def test_an_ended_version_says_until_when() -> None:
    shown = line(rules.statement(date(2025, 12, 31)), "threshold-works")
    assert shown.applies == "From 24 February 2025 to 31 December 2025"
    assert shown.figures == (("threshold", "£5,372,609 including VAT"),)


def test_figures_are_shown_in_their_units() -> None:
    shown = rules.statement(date(2026, 3, 1))
    assert line(shown, "procurement-ladder").figures == (
        ("three written quotations from", "£5,000"),
        ("full tender above", "£214,904"),
        ("written quotations", "3"),
    )
    assert line(shown, "modification-value").figures == (
        ("goods or services, at most", "10%"),
        ("works, at most", "15%"),
    )
    assert line(shown, "tender-period-after-planned-notice").figures == (
        ("at least", "10 days"),
        ("notice published ahead by at least", "40 days"),
        ("notice published ahead by at most", "12 months"),
    )


def test_a_notice_shows_when_it_is_due_and_what_is_uncertain() -> None:
    shown = line(rules.statement(date(2026, 3, 1)), "uk17-payments-compliance")
    assert shown.due == (
        "Within 30 days beginning with the last day of the half-year, "
        "31 March or 30 September, in which the payment is made or falls due"
    )
    assert (shown.is_law, shown.is_confirmed, shown.light_touch) == (True, False, "The same.")


def test_a_policy_is_shown_as_no_law() -> None:
    shown = line(rules.statement(date(2026, 3, 1)), "social-value-question")
    assert (shown.is_law, shown.figures) == (False, (("more than", "£50,000"),))


def test_before_any_law_held_the_page_is_empty() -> None:
    assert rules.statement(date(2004, 12, 31)) == Statement(
        date(2004, 12, 31), "31 December 2004", ()
    )


@given(st.dates(min_value=date(2005, 1, 1), max_value=date(2060, 12, 31)))
def test_the_page_shows_every_rule_in_force_once_with_its_source(day: date) -> None:
    lines = [line for group in rules.statement(day).groups for line in group.lines]
    assert [shown.id for shown in lines] == [rule.id for rule in rules.rules_on(day)]
    assert [shown.source for shown in lines] == [rule.source for rule in rules.rules_on(day)]
