"""Where the management of agreements stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.review.management"
    label = "management"

    def ready(self) -> None:
        """Lead to it from pages below, hear when an end moves, guard the evidence of exits, pass with the office."""
        from precept.do.agreements import sign_ups as agreements
        from precept.do.partners import sign_ups as partners
        from precept.foundation.documents import opening
        from precept.review.management import access, actions, queries
        from precept.review.management.actions import disposing, succeeding

        agreements.leads_to(queries.lead_of_agreement)
        partners.leads_to(queries.lead_of_service)
        agreements.when_varied(actions.hear_varied)
        opening.who_may("exit-task", access.may_open_evidence)
        succeeding.sign_up_for_successions()
        disposing.sign_up_kinds()
