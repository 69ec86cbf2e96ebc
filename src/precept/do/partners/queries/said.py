"""What the ledger keeps of the work with partners, in words."""

from precept.do.partners.models import (
    Chance,
    Formula,
    GrantBid,
    JointService,
    PartnerService,
    Partnership,
)
from precept.foundation import clock
from precept.foundation.money import Money

Said = dict[str, object]


def stated(amount: Money | None) -> str:
    """An amount, or that it is not stated."""
    return "Not stated" if amount is None else amount.short


def said_of_partnership(of: Partnership) -> Said:
    """What is kept of a partnership; who attends by their reference alone."""
    return {
        "name": of.name,
        "kind": of.kind,
        "purpose": of.purpose,
        "run by": of.run_by.reference if of.run_by else "",
        "attends": of.attends.reference if of.attends else "",
        "area": of.area,
        "terms": of.terms,
        "terms dated": clock.iso(of.terms_dated),
        "review": clock.iso(of.review_on),
        "outcomes": of.outcomes,
        "priorities": of.priorities,
        "source": of.source,
        "ended": clock.iso(of.ended),
    }


def said_of_service(of: JointService) -> Said:
    """What is kept of a joint service."""
    return {
        "title": of.title,
        "purpose": of.purpose,
        "priorities": of.priorities,
        "starts": clock.iso(of.starts),
        "ends": clock.iso(of.ends),
        "longest": of.longest,
        "partnership": of.partnership.reference if of.partnership else "",
        "commissioners": list(of.commissioners.values_list("organisation__reference", flat=True)),
        "source": of.source,
        "note": of.note,
    }


def said_of_partner_service(of: PartnerService) -> Said:
    """What is kept of a partner's own service."""
    return {
        "organisation": of.organisation.reference,
        "title": of.title,
        "purpose": of.purpose,
        "priorities": of.priorities,
        "area": of.area,
        "starts": clock.iso(of.starts),
        "ends": clock.iso(of.ends),
        "amount": stated(of.amount),
        "source": of.source,
    }


def said_of_chance(of: Chance) -> Said:
    """What is kept of an entry of the partnerships plan."""
    return {
        "title": of.title,
        "why": of.why,
        "things": of.things,
        "owner": of.owner.reference,
        "next step": of.next_step,
        "due": clock.iso(of.due),
        "state": of.state,
    }


def said_of_formula(of: Formula) -> Said:
    """What is kept of a formula."""
    return {
        "title": of.title,
        "fund": of.fund.code,
        "amount": of.amount.short,
        "weights": of.weights,
        "phase": of.phase,
        "conditions": of.conditions,
        "accept by": clock.iso(of.accept_by),
        "returns due": of.returns_due,
        "source": of.source,
    }


def said_of_grant(of: GrantBid) -> Said:
    """What is kept of a bid for government money."""
    return {
        "title": of.title,
        "programme": of.programme,
        "department": of.department.reference,
        "what": of.what,
        "priorities": of.priorities,
        "closes": of.closes_wall,
        "lead": of.lead.reference,
        "partners": list(of.partners.values_list("reference", flat=True)),
        "amount": of.amount.short,
        "match": stated(of.match),
        "match from": of.match_words,
        "owner": of.owner.reference,
        "instead": of.instead,
        "instead owner": of.instead_owner.reference,
        "instead days": of.instead_days,
    }
