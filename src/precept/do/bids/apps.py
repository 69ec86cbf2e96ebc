"""Where ``bids`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.bids"
    label = "bids"

    def ready(self) -> None:
        """Say who may open the files of a bid, hear of changes of rounds, offer the next steps."""
        from precept.do.bids import access
        from precept.do.bids.actions import disposing, hear_change, succeeding
        from precept.do.bids.queries import asked_why_not, next_steps
        from precept.do.opportunities import sign_ups
        from precept.do.procedures import sign_ups as procedures
        from precept.foundation.documents import opening

        opening.who_may(
            "bid", access.may_open_file, remove=access.may_remove_file, work=access.reads_as_work
        )
        sign_ups.when_changed(hear_change)
        sign_ups.next_steps(next_steps)
        disposing.sign_up_kinds()
        procedures.asks_bidders(asked_why_not)
        succeeding.sign_up_for_successions()
