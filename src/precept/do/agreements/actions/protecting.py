"""What the register does when an organisation is marked as protected: it names its area alone, at once."""

from precept.do.agreements import queries, rules
from precept.do.agreements.models import Agreement
from precept.foundation.ledger.actions import action
from precept.foundation.publications import actions as publications
from precept.foundation.publications import queries as released
from precept.parties.sign_ups import Protection


@action
def name_area_alone(protection: Protection) -> None:
    """Release the organisation's public agreements again with its area in place of its name.

    What it wrote of its project goes too. Only that changes: what somebody changed in the register and has
    not published stays unpublished.
    """
    body = protection.organisation
    in_public = rules.provider_in_public(body.name, body.area, is_protected=True)
    held = Agreement.objects.filter(provider=body, published_version__gt=0).order_by("pk")
    for agreement in held.iterator(chunk_size=200):
        latest = released.latest_or_none("agreement", agreement.reference)
        if latest is None:
            continue
        own_words = queries.kept_in(latest.payload, queries.award_of(agreement))
        publications.publish(
            kind_name="agreement",
            key=agreement.reference,
            title=own_words.get("title", latest.title),
            payload=latest.payload.model_copy(
                update={
                    **own_words,
                    "provider": in_public,
                    "provider_reference": None,
                    "provider_area": body.area,
                }
            ),
            by=protection.by,
            why="Its provider is protected",
        )
