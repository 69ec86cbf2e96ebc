"""Why words may be withheld: the exemptions that hold on a day, and what each asks."""

from datetime import date

from precept.decisions.rules import dated
from precept.decisions.rules.dated import Exemption


def exemption_on(code: str, on: date) -> Exemption | None:
    """The exemption of this code as it stood on a day; None where there was none."""
    return next(
        (one for one in dated.exemptions() if one.code == code and one.applies_on(on)), None
    )


def exemption_words(code: str) -> str:
    """What an exemption is called: "Section 43(2): commercial interests"; the code where it is unknown."""
    found = next((one for one in reversed(dated.exemptions()) if one.code == code), None)
    return found.words if found else code


def exemption_choices(on: date) -> list[tuple[str, str]]:
    """The exemptions that may be relied on, on a day, with whether the public interest is to be weighed."""
    return [
        (one.code, f"{one.words} ({'qualified' if one.is_qualified else 'absolute'})")
        for one in sorted(dated.exemptions(), key=lambda one: one.order)
        if one.applies_on(on)
    ]


def grounds_problem(
    *, exemption: str, why: str, review: date | None, today: date
) -> tuple[str, str] | None:
    """Why an exemption cannot be relied on like this, as (field, words); nothing where it can.

    A qualified exemption asks how the public interest was weighed, an absolute one does not
    (Freedom of Information Act 2000, section 2(2) and (3)).
    """
    found = exemption_on(exemption, today)
    if found is None:
        return "exemption", "Choose the exemption that applies."
    if found.is_qualified and not why.strip():
        asks = f" {found.asks}" if found.asks else ""
        return "why", f"Say how the public interest was weighed. This is published.{asks}"
    if review is None:
        return "review", "Enter the day on which this is looked at again."
    if review <= today:
        return "review", "The day of the review must be after today."
    return None
