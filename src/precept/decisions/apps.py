"""Where ``decisions`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.decisions"
    label = "decisions"

    def ready(self) -> None:
        """Publish decisions, and say who may open the papers that are kept with one."""
        from precept.decisions import access, published
        from precept.decisions.actions import succeeding
        from precept.foundation.documents import opening

        published.sign_up()
        succeeding.sign_up_for_successions()
        opening.who_may("decision", access.may_open_paper, remove=access.may_remove_paper)
