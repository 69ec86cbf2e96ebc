"""Joint services and bids for government money on the thread of a commissioning project."""

from precept.do.partners import access, rules
from precept.do.partners.models import GrantBid, JointService
from precept.do.partners.published import service_address
from precept.plan import sign_ups
from precept.plan.thread import kind_of_rows

SERVICES, GRANTS = 52, 54


def _grant_state(one: GrantBid) -> tuple[str, str]:
    tags = {"won": "govuk-tag--green", "lost": "govuk-tag--red"}
    return rules.GRANT_STATES[one.state], tags.get(one.state, "govuk-tag--blue")


def _service_state(one: JointService) -> tuple[str, str]:
    if one.lead_on is None:
        return "Who leads is not agreed", "govuk-tag--yellow"
    return "Agreed who leads", "govuk-tag--green"


def sign_up() -> None:
    """Let projects be tied to joint services and to bids for government money."""
    sign_ups.thread_of(
        kind_of_rows(
            "joint-service",
            "Joint service",
            phase="do",
            place=SERVICES,
            hint="The last part of its page’s address",
            rows=access.services_for,
            view="partners.service",
            titled=lambda one: one.title,
            state=_service_state,
            public=lambda one: service_address(one.reference) if one.published_version else "",
        )
    )
    sign_ups.thread_of(
        kind_of_rows(
            "grant-bid",
            "Bid for government money",
            phase="do",
            place=GRANTS,
            hint="The last part of its page’s address",
            rows=access.grants_for,
            view="partners.grant",
            titled=lambda one: one.title,
            state=_grant_state,
        )
    )
