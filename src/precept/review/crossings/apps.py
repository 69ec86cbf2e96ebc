"""Where the cross-check of interests stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.review.crossings"
    label = "crossings"

    def ready(self) -> None:
        """Lead to what was found from the pages of rounds and decisions."""
        from precept.decisions import sign_ups as decisions
        from precept.do.opportunities import sign_ups as rounds
        from precept.review.crossings import queries

        rounds.next_steps(queries.step_of_round)
        decisions.warn_of(queries.warnings_of_decision)
