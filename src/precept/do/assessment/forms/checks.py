"""What a check of a bid asks for."""

from collections.abc import Sequence
from typing import Any

from django.forms import BoundField
from django.http import QueryDict

from precept.do.assessment import rules
from precept.do.assessment.actions import Said
from precept.do.assessment.queries import CheckShown
from precept.foundation.web.forms import AsRead, Form
from precept.foundation.web.inputs import choice, hidden_number, text


class Checks(AsRead):
    """Every check of a bid at once: what came of it, what was looked at. Only what is changed is recorded."""

    read = hidden_number(least=0)

    def __init__(self, given: QueryDict | None, *, checks: Sequence[CheckShown], read: int) -> None:
        initial: dict[str, Any] = {"read": read}
        for one in checks:
            if one.is_earlier:
                continue
            field = rules.check_field(one.kind, one.rule)
            initial |= {
                f"outcome_{field}": one.outcome,
                f"evidence_{field}": one.evidence,
                f"told_{field}": one.told,
            }
        super().__init__(given, initial=initial)
        self.checks = list(checks)
        for one in checks:
            field = rules.check_field(one.kind, one.rule)
            self.fields[f"outcome_{field}"] = choice(
                one.title,
                "",
                rules.check_outcomes,
                hint=one.hint,
                wrong=f"Choose what came of “{one.title}”",
            )
            self.fields[f"evidence_{field}"] = text(
                f"What you looked at: {one.title}",
                rows=2,
                most=rules.LONGEST_EVIDENCE,
                called="What you looked at",
            )
            if one.kind == rules.ELIGIBILITY:
                self.fields[f"told_{field}"] = text(
                    f"What the applicant may be told: {one.title}",
                    hint="Needed where it failed: it is why the bid is not marked.",
                    rows=2,
                    most=rules.LONGEST_EVIDENCE,
                    called="What the applicant may be told",
                )

    def clean(self) -> dict[str, Any]:
        """Say everything that is missing at once, each beside its field."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        for said in self.said(typed):
            where = said.field
            if not said.outcome:
                self.add_error(f"outcome_{where}", "Choose what came of the check")
            if not said.evidence:
                self.add_error(f"evidence_{where}", "Say what you looked at")
            if said.kind == rules.ELIGIBILITY and said.outcome == "fail" and not said.told:
                self.add_error(f"told_{where}", "Say what the applicant may be told")
        return typed

    def said(self, typed: dict[str, Any]) -> list[Said]:
        """What was changed, check by check."""
        found = []
        for one in self.checks:
            field = rules.check_field(one.kind, one.rule)
            said = Said(
                kind=one.kind,
                rule=one.rule,
                outcome=typed.get(f"outcome_{field}") or "",
                evidence=(typed.get(f"evidence_{field}") or "").strip(),
                told=(typed.get(f"told_{field}") or "").strip(),
            )
            was = ("", "", "") if one.is_earlier else (one.outcome, one.evidence, one.told)
            if (said.outcome, said.evidence, said.told) != was:
                found.append(said)
        return found

    def taken(self) -> dict[str, Any]:
        """What was changed, as the action takes it."""
        return {"said": self.said(self.cleaned_data), "read": self.cleaned_data["read"]}

    def groups(self) -> list[tuple[CheckShown, list[BoundField]]]:
        """The fields of each check, in order."""
        return [
            (
                one,
                [
                    self[name]
                    for what in ("outcome", "evidence", "told")
                    if (name := f"{what}_{rules.check_field(one.kind, one.rule)}") in self.fields
                ],
            )
            for one in self.checks
        ]


class StillHolds(Form):
    """Why what was checked of an earlier version of a bid holds for the one that stands."""

    read = hidden_number(least=0)
    why = text(
        "How do you know that it still holds?",
        "Say how you know that it still holds",
        hint="Such as: only the start date changed.",
        rows=3,
        most=rules.LONGEST_EVIDENCE,
    )
