"""What people type to begin a call."""

from typing import Any

from precept.do.opportunities import queries, rules
from precept.foundation.web.forms import Form
from precept.foundation.web.inputs import choice, line, whole
from precept.plan import queries as plan

AFRESH = "afresh"


def _copyable() -> list[tuple[str, str]]:
    return [(AFRESH, "Start afresh"), *queries.copyable_choices()]


class NewCall(Form):
    """A round to set up: of a fund, or like an earlier one."""

    copy_from = choice(
        "Is it like an earlier round?",
        "Choose an earlier round, or “Start afresh”",
        _copyable,
        hint="Everything is copied: questions, criteria, eligibility, money. Dates are moved on.",
        drops_down=True,
    )
    fund = choice(
        "Fund it draws on",
        "",
        plan.fund_choices,
        hint="A copied round keeps its fund.",
        drops_down=True,
    )
    programme = line(
        "Programme",
        hint="Such as Commissioner’s Safety Fund. Leave it empty to call it as the fund.",
        most=120,
        called="The programme",
    )
    theme = line("Theme", "Enter the round’s theme", most=rules.LONGEST_THEME, called="The theme")
    year = choice(
        "Financial year",
        "",
        queries.years,
        hint="Leave it for the year in which the round closes.",
        drops_down=True,
    )
    number = whole(
        "Round number",
        "",
        most=rules.LARGEST_NUMBER,
        hint="Leave it empty for the next number of the programme in that year.",
    )

    def clean(self) -> dict[str, Any]:
        """A round that is like no other needs a fund or a programme."""
        cleaned = self.cleaned_data
        afresh = cleaned.get("copy_from") == AFRESH
        if afresh and not cleaned.get("fund") and not cleaned.get("programme"):
            self.add_error("fund", "Choose the fund that the round draws on")
        return cleaned


class BeginCall(Form):
    """Setting up a round that the register knows: nothing to type."""
