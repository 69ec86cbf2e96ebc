"""Where ``assessment`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.assessment"
    label = "assessment"

    def ready(self) -> None:
        """Let markers open the files of bids they were given, hold a bid that is marked, load past rounds."""
        from precept.do.assessment import access, queries, sheets
        from precept.do.assessment.actions.disposing import dispose_marks
        from precept.do.bids import sign_ups
        from precept.do.opportunities import sign_ups as rounds
        from precept.foundation.intake import sheets as intake
        from precept.records import sign_ups as records

        sign_ups.who_also_reads(access.may_open_file)
        sign_ups.hold_where(queries.held_because)
        rounds.next_steps(queries.next_steps)
        intake.sign_up(sheets.PAST_ROUND)
        for kind in ("unsuccessful-bid", "unsent-bid", "funded-bid"):
            records.goes_with(kind, dispose_marks)
