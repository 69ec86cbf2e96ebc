"""Where ``agreements`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Publish agreements and results, load files, make awards of what is decided, hold what waits."""
        from precept.decisions import sign_ups as decisions
        from precept.do.agreements import access, actions, published, queries, sheets, thread
        from precept.do.agreements.actions import disposing
        from precept.do.agreements.actions.award_moves import take_over_body
        from precept.do.agreements.actions.protecting import name_area_alone
        from precept.do.bids import sign_ups as bids
        from precept.do.opportunities import sign_ups as opportunities
        from precept.do.procedures import sign_ups as procedures
        from precept.foundation.documents import opening
        from precept.foundation.intake import sheets as intake
        from precept.foundation.publications import kinds
        from precept.parties import sign_ups
        from precept.plan import intended_spend
        from precept.understand import sign_ups as understand

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
        kinds.sign_up(
            kinds.Kind(
                name="round-results",
                title="Results of a round",
                plural="Results of rounds",
                struct=published.ResultsPublished,
                address=published.results_address,
                entry=published.results_entry,
            )
        )
        kinds.sign_up(
            kinds.Kind(
                name="agreement-paper",
                title="Redacted copy of an agreement",
                plural="Redacted copies of agreements",
                struct=published.PaperPublished,
                address=published.paper_address,
                files=published.paper_files,
                in_feeds=False,
                withdrawn_at=published.paper_withdrawn_at,
            )
        )
        opening.who_may("agreement", access.may_open_agreement_paper)
        intake.sign_up(sheets.CONTRACTS)
        intake.sign_up(sheets.CONTRACT_PERIODS)
        intake.sign_up(sheets.ONBOARDING)
        intended_spend.sign_up("agreements", queries.intended_spend)
        intended_spend.sign_up_doubts("agreements", queries.doubts_of_agreements)
        understand.knows_agreements(queries.agreement_named)
        sign_ups.when_protected(name_area_alone)
        sign_ups.when_protected(actions.hide_protected)
        decisions.when_signed(actions.make_awards)
        decisions.hold_until(actions.hold_publication)
        decisions.when_published(actions.publish_results)
        decisions.knows_money(queries.money_of_agreement)
        opportunities.next_steps(queries.next_steps)
        procedures.keeps_words(queries.kept_words)
        bids.when_body_settled(take_over_body)
        understand.knows_services("agreement", queries.known_services)
        actions.sign_up_for_successions()
        disposing.sign_up_kinds()
        thread.sign_up()
