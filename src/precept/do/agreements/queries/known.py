"""Agreements as parts below the register know them: a needs assessment maps the services that they deliver."""

from collections.abc import Collection

from precept.do.agreements import rules
from precept.do.agreements.models import Agreement
from precept.understand.sign_ups import KnownService

MOST_KNOWN = 200


def known_services(references: Collection[str]) -> list[KnownService]:
    """The agreements of these references; a protected provider appears by its area alone."""
    rows = Agreement.objects.filter(reference__in=references).select_related("provider")
    return [
        KnownService(
            reference=one.subject,
            title=one.title,
            by_whom=_provider(one),
            href=f"/office/register/{one.reference}",
            public_href=f"/register/{one.reference}",
        )
        for one in rows[:MOST_KNOWN]
    ]


def _provider(one: Agreement) -> str:
    body = one.provider
    if body is None:
        return "Not stated"
    return rules.provider_in_public(body.name, body.area, is_protected=body.is_protected)
