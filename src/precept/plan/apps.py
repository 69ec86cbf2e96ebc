"""Where ``plan`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.plan"
    label = "plan"

    def ready(self) -> None:
        """Say what this part publishes, what projects are tied to, and what their gates ask for."""
        from precept.decisions import sign_ups as decisions
        from precept.foundation.documents import opening
        from precept.foundation.people import sign_ups as people
        from precept.plan import (
            access,
            intended_spend,
            queries,
            releases,
            resting,
            sign_ups,
            thread,
        )
        from precept.plan.actions import succeeding

        releases.sign_up()
        succeeding.sign_up_for_successions()
        opening.who_may("project-step", access.may_open_step_file)
        sign_ups.gate_facts(queries.own_facts)
        intended_spend.sign_up_beside("projects", queries.intended_projects)
        intended_spend.sign_up_doubts("projects", queries.doubts_of_projects)
        people.belongs_to(queries.way_back)
        thread.sign_up()
        resting.sign_up()
        decisions.knows_money(queries.money_of_lines)
        decisions.knows_money(queries.money_of_project)
