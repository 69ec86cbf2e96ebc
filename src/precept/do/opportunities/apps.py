"""Where ``opportunities`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.opportunities"
    label = "opportunities"

    def ready(self) -> None:
        """Publish rounds, load files of them, and say what they intend to spend."""
        from precept.decisions import sign_ups as decisions
        from precept.do.opportunities import published, queries, sheets, thread
        from precept.do.opportunities.actions import succeeding
        from precept.foundation.intake import sheets as intake
        from precept.foundation.publications import kinds
        from precept.plan import intended_spend
        from precept.records import sign_ups as records

        kinds.sign_up(
            kinds.Kind(
                name="opportunity",
                title="Round of grants",
                plural="Rounds of grants",
                struct=published.OpportunityPublished,
                address=published.address,
                entry=published.entry,
            )
        )
        intake.sign_up(sheets.ROUNDS)
        intended_spend.sign_up("opportunities", queries.intended_spend)
        intended_spend.sign_up_doubts("opportunities", queries.doubts_of_rounds)
        records.can_be_held(records.Holdable("opportunity", "A round", queries.round_named))
        succeeding.sign_up_for_successions()
        thread.sign_up()
        decisions.knows_money(queries.money_of_round)
