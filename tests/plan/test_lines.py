"""A draft's lines: taken from the register, or typed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from precept.foundation.ledger import actions as ledger
from precept.foundation.ledger.actions import Changed, Refused
from precept.foundation.ledger.models import Event
from precept.foundation.money import TBC, Money
from precept.foundation.people.models import Person
from precept.plan import actions, queries, rules
from precept.plan.intended_spend import IntendedSpend, Source, intended_spend, sign_up
from precept.plan.models import Framework, FrameworkLine, FrameworkSection
from tests.plan.appendix import appendix

pytestmark = pytest.mark.django_db


def said(event_type: str) -> dict[str, Any]:
    return ledger.said(Event.objects.filter(type=event_type).latest("id"))


def names(framework: Framework, key: str) -> list[str]:
    section = next(one for one in queries.sections_with_lines(framework) if one.key == key)
    return [line.number or line.name for line in section.lines.all()]


def section(framework: Framework, key: str = "core") -> FrameworkSection:
    return queries.section_of(framework, key)


def project(name: str = "A project", **fields: Any) -> rules.TypedLine:
    plain: dict[str, Any] = {"kind": "project", "fund": "CORE", "amount": TBC}
    return rules.TypedLine(name=name, **{**plain, **fields})


@pytest.fixture
def framework(draft: Callable[..., Framework]) -> Framework:
    return draft()


def test_the_draft_takes_the_three_tables_from_the_register(framework: Framework) -> None:
    payload = queries.framework_payload(framework)

    assert [rules.printed(one).total for one in payload.sections] == [
        "£3,586,615 plus 1 not yet known",
        "£1,118,333",
        "£493,444.80 plus 1 not yet known",
    ]
    assert names(framework, "core") == [
        "CORE018",
        "CORE028",
        "CORE025",
        "CORE026",
        "CORE004",
        "CORE005",
        "CORE027",
    ]
    assert names(framework, "vrn")[1] == "VRN001 and VRN002"


def test_a_second_refresh_changes_nothing(officer: Person, framework: Framework) -> None:
    before = list(FrameworkLine.objects.order_by("pk").values())

    done = actions.refresh_from_register(by=officer, framework=framework)

    assert done == actions.Refreshed()
    assert done.words == "The draft says what the register says already."
    assert list(FrameworkLine.objects.order_by("pk").values()) == before


def test_a_refresh_says_what_it_added_changed_and_removed(
    officer: Person, framework: Framework, register: dict[str, Source]
) -> None:
    def later(year: str) -> list[IntendedSpend]:
        rows = [one for one in appendix(year) if one.number != "CORE018"]
        rows = [replace(one, when="Spring") if one.number == "CORE026" else one for one in rows]
        new = replace(rows[0], subject="agreement:CORE030", number="CORE030", name="New", place=9)
        return [*rows, new, replace(new, section="elsewhere", subject="agreement:X", number="X1")]

    register["appendix"] = later

    done = actions.refresh_from_register(by=officer, framework=framework)

    assert done == actions.Refreshed(
        added=("CORE030 New",),
        changed=("CORE026 PAVE",),
        removed=("CORE018 CARA",),
        unplaced=("X1 New",),
    )
    assert done.words == (
        "Refreshed from the register: 1 added, 1 changed, 1 removed, 1 without a table."
    )
    assert names(framework, "core") == [
        "CORE028",
        "CORE025",
        "CORE026",
        "CORE004",
        "CORE005",
        "CORE027",
        "CORE030",
    ]
    assert said("framework refreshed from the register")["after"] == {
        "added": ["CORE030 New"],
        "changed": ["CORE026 PAVE"],
        "removed": ["CORE018 CARA"],
        "without a table": ["X1 New"],
    }


def test_a_line_that_moved_to_another_table_moves_and_keeps_its_name(
    officer: Person, framework: Framework, register: dict[str, Source]
) -> None:
    reference = FrameworkLine.objects.get(number="CORE018").reference
    register["appendix"] = lambda year: [
        replace(one, section="vrn", place=0) if one.number == "CORE018" else one
        for one in appendix(year)
    ]

    done = actions.refresh_from_register(by=officer, framework=framework)

    assert done.changed == ("CORE018 CARA",)
    assert names(framework, "vrn")[0] == "CORE018"
    assert FrameworkLine.objects.get(number="CORE018").reference == reference


def test_what_was_typed_stays_after_what_comes_from_the_register(
    officer: Person, framework: Framework, register: dict[str, Source]
) -> None:
    actions.add_line(by=officer, section=section(framework), line=project("Typed one"))
    actions.add_line(by=officer, section=section(framework), line=project("Typed two"))
    register["more"] = lambda _: [
        IntendedSpend(section="core", subject="agreement:Z", name="Late", kind="contract", place=99)
    ]

    actions.refresh_from_register(by=officer, framework=framework)

    assert names(framework, "core")[-3:] == ["Late", "Typed one", "Typed two"]


def test_a_typed_line_is_kept_as_it_prints(officer: Person, framework: Framework) -> None:
    typed = rules.TypedLine(
        kind="round",
        name="Diversion",
        number="7",
        when="1 March 2023",
        limit="£20,000 per contract",
        fund="CSF",
        amount=Money.of("204030.33"),
        shares=(
            rules.TypedShare("CSF", "OPCC", Money.of("100000")),
            rules.TypedShare("VRN", "VRN", Money.of("104030.33")),
        ),
    )
    line = actions.add_line(by=officer, section=section(framework, "csf"), line=typed)

    published = queries.line_published(line)
    assert rules.cell_text(published, "value") == (
        "£204,030.33 (OPCC £100,000.00) (VRN £104,030.33)"
    )
    assert (line.place, line.subject) == (7, "")
    assert said("line added")["after"] == {
        "table": "Commissioners Safety Fund 2022 – 2023",
        "line": "7 Diversion",
        "kind": "Round of grants",
        "when": "1 March 2023",
        "limit": "£20,000 per contract",
        "fund": "OPCC and VRN",
        "value": "£204,030.33 (OPCC £100,000.00) (VRN £104,030.33)",
    }


def test_a_typed_line_that_does_not_add_up_is_refused(
    officer: Person, framework: Framework
) -> None:
    wrong = project(
        amount=Money(300),
        shares=(
            rules.TypedShare("CORE", "OPCC", Money(100)),
            rules.TypedShare("VRN", "VRN", Money(100)),
        ),
    )
    with pytest.raises(Refused) as refused:
        actions.add_line(by=officer, section=section(framework), line=wrong)

    assert refused.value.field == "other_amount"
    assert FrameworkLine.objects.count() == 18


def test_a_framework_holds_a_bounded_number_of_lines(
    officer: Person, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_LINES", 18)

    with pytest.raises(Refused, match="at most"):
        actions.add_line(by=officer, section=section(framework), line=project())
    monkeypatch.setattr(rules, "MOST_LINES", 17)
    with pytest.raises(Refused, match="at most"):
        actions.refresh_from_register(by=officer, framework=framework)


def test_a_typed_line_is_changed_unless_somebody_was_first(
    officer: Person, framework: Framework
) -> None:
    line = actions.add_line(by=officer, section=section(framework), line=project())
    now = actions.change_line(
        by=officer, line=line, revision=1, typed=project("Ours", amount=Money(5_000))
    )
    assert (now.name, now.revision) == ("Ours", 2)
    told = said("line changed")
    assert (told["before"]["value"], told["after"]["value"]) == ("Not yet known", "£50")

    with pytest.raises(Changed):
        actions.change_line(by=officer, line=line, revision=1, typed=project("Mine"))
    with pytest.raises(Changed):
        actions.remove_line(by=officer, line=line, revision=1)
    actions.remove_line(by=officer, line=line, revision=2)

    assert FrameworkLine.objects.filter(subject="").count() == 0
    assert said("line removed")["before"]["line"] == "A project"


def test_a_line_from_the_register_is_changed_there_alone(
    officer: Person, framework: Framework
) -> None:
    line = FrameworkLine.objects.select_related("section__framework").get(number="CORE018")
    changes: list[Callable[[], Any]] = [
        lambda: actions.change_line(by=officer, line=line, revision=1, typed=project()),
        lambda: actions.remove_line(by=officer, line=line, revision=1),
        lambda: actions.move_line(by=officer, line=line, up=True),
    ]
    for change in changes:
        with pytest.raises(Refused, match="comes from the register"):
            change()


def test_typed_lines_are_moved_among_themselves(officer: Person, framework: Framework) -> None:
    first, second = (
        actions.add_line(by=officer, section=section(framework), line=project(name))
        for name in ("First", "Second")
    )
    with pytest.raises(Refused, match="end of its table"):
        actions.move_line(by=officer, line=first, up=True)

    actions.move_line(by=officer, line=second, up=True)
    assert names(framework, "core")[-2:] == ["Second", "First"]
    assert said("line moved")["after"] == {"line": "Second", "now": "before", "of": "First"}
    actions.move_line(by=officer, line=second, up=False)
    assert names(framework, "core")[-2:] == ["First", "Second"]


def test_intended_spend_comes_in_the_order_of_tables_and_places(
    register: dict[str, Source],
) -> None:
    register.clear()
    one = IntendedSpend(section="b", subject="x:1", name="One", kind="contract", place=2)
    sign_up("second", lambda _: [one, replace(one, subject="x:2", place=1)])
    sign_up("first", lambda year: [replace(one, section="a", subject=f"x:{year}")])

    assert [found.subject for found in intended_spend("2022-23")] == ["x:2022-23", "x:2", "x:1"]
