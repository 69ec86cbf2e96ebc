"""Where ``spending`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.spending"
    label = "spending"

    def ready(self) -> None:
        """Enter budgets in the books; commit what is signed; say who may open a claim's evidence."""
        from precept.do.agreements import sign_ups as agreements
        from precept.do.spending import access, actions, queries, sign_ups
        from precept.do.spending.actions import disposing, succeeding
        from precept.foundation.documents import opening
        from precept.plan import sign_ups as plan

        opening.who_may(
            "payment-claim",
            access.may_open_evidence,
            remove=access.may_remove_evidence,
            work=access.reads_as_work,
        )
        sign_ups.hold_payments_where(queries.papers_missing)
        plan.when_budgeted(actions.hear_budget)
        agreements.when_signed(actions.hear_signed)
        agreements.when_varied(actions.hear_varied)
        agreements.when_onboarded(actions.hear_onboarded)
        agreements.leads_to(queries.books_link)
        succeeding.sign_up_for_successions()
        disposing.sign_up_kinds()
