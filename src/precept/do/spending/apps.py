"""Where ``spending`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.spending"
    label = "spending"

    def ready(self) -> None:
        """Enter budgets in the books; commit what is signed, and follow what is varied."""
        from precept.do.agreements import sign_ups as agreements
        from precept.do.spending import actions, queries
        from precept.plan import sign_ups as plan

        plan.when_budgeted(actions.hear_budget)
        agreements.when_signed(actions.hear_signed)
        agreements.when_varied(actions.hear_varied)
        agreements.when_onboarded(actions.hear_onboarded)
        agreements.leads_to(queries.books_link)
