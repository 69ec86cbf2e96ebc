"""Where the management of agreements stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.review.management"
    label = "management"

    def ready(self) -> None:
        """Lead to it from an agreement's page, count exits again when an end moves, guard their evidence."""
        from precept.do.agreements import sign_ups as agreements
        from precept.foundation.documents import opening
        from precept.review.management import access, actions, queries

        agreements.leads_to(queries.lead_of_agreement)
        agreements.when_varied(actions.hear_varied)
        opening.who_may("exit-task", access.may_open_evidence)
