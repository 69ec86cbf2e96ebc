"""Where ``spending`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.spending"
    label = "spending"

    def ready(self) -> None:
        """Enter budgets in the books; commit what is signed, and follow what is varied."""
        from precept.do.spending import actions
        from precept.plan import sign_ups as plan

        plan.when_budgeted(actions.hear_budget)
