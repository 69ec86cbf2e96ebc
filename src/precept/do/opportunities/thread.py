"""Rounds on the thread of a commissioning project."""

from precept.do.opportunities import access, published, rules
from precept.do.opportunities.models import Opportunity
from precept.plan import sign_ups
from precept.plan.thread import kind_of_rows

PLACE = 50


def _state(one: Opportunity) -> tuple[str, str]:
    tag = "govuk-tag--green" if one.state == "open" else "govuk-tag--grey"
    return rules.STATES[one.state], tag


def sign_up() -> None:
    """Let projects be tied to rounds."""
    sign_ups.thread_of(
        kind_of_rows(
            "opportunity",
            "Round of grants",
            phase="do",
            place=PLACE,
            hint="Such as CSF-2026-27-3",
            rows=access.visible_to,
            view="opportunities.one",
            titled=lambda one: f"{one.reference} {one.theme}",
            state=_state,
            public=lambda one: published.address(one.reference) if one.published_version else "",
            is_bid_for=True,
        )
    )
