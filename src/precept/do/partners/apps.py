"""Where ``partners`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.partners"
    label = "partners"

    def ready(self) -> None:
        """Publish its records, load partners' services, guard meetings' papers, hide what is protected."""
        from precept.do.agreements import sign_ups as agreements
        from precept.do.partners import access, actions, published, queries, sheets, thread
        from precept.do.partners.actions import succeeding
        from precept.do.spending import sign_ups as spending
        from precept.foundation.documents import opening
        from precept.foundation.intake import sheets as intake
        from precept.parties import sign_ups as parties
        from precept.plan import intended_spend

        published.sign_up()
        intake.sign_up(sheets.PARTNER_SERVICES)
        opening.who_may("partner-meeting", access.may_open_paper, remove=access.may_remove_paper)
        agreements.leads_to(queries.leads_of_agreement)
        spending.others_bear(queries.borne_by_partners)
        parties.when_protected(actions.name_area_alone)
        parties.when_succeeded(actions.take_over_body)
        succeeding.sign_up_for_successions()
        thread.sign_up()
        intended_spend.sign_up("formula", queries.intended_formula)
        intended_spend.sign_up_doubts("formula", queries.doubts_of_formula)
