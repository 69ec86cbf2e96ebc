"""Where ``agreements`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Publish agreements, load files of them, and say what they intend to spend."""
        from precept.do.agreements import published, queries, sheets
        from precept.do.agreements.actions.protecting import name_area_alone
        from precept.foundation.intake import sheets as intake
        from precept.foundation.publications import kinds
        from precept.parties import sign_ups
        from precept.plan import intended_spend

        kinds.sign_up(
            kinds.Kind(
                name="agreement",
                title="Agreement",
                plural="Agreements",
                struct=published.AgreementPublished,
                address=published.address,
                entry=published.entry,
            )
        )
        intake.sign_up(sheets.CONTRACTS)
        intake.sign_up(sheets.CONTRACT_PERIODS)
        intended_spend.sign_up("agreements", queries.intended_spend)
        sign_ups.when_protected(name_area_alone)
