"""Where the management of agreements stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.review.management"
    label = "management"

    def ready(self) -> None:
        """Lead to it from pages below, count exits again when an end moves, guard their evidence."""
        from precept.do.agreements import sign_ups as agreements
        from precept.do.partners import sign_ups as partners
        from precept.foundation.documents import opening
        from precept.review.management import access, actions, queries

        agreements.leads_to(queries.lead_of_agreement)
        partners.leads_to(queries.lead_of_service)
        agreements.when_varied(actions.hear_varied)
        opening.who_may("exit-task", access.may_open_evidence)
