"""Where ``understand`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.understand"
    label = "understand"

    def ready(self) -> None:
        """Sign up what this part publishes and loads, and who may open files of measures, evidence and voices."""
        from precept.foundation.documents import opening
        from precept.foundation.intake import sheets as intake
        from precept.understand import access, need_releases, sheets
        from precept.understand.actions import disposing, needs_passing, succeeding
        from precept.understand.releases import sign_up

        sign_up()
        need_releases.sign_up()
        intake.sign_up(sheets.COUNTS)
        disposing.sign_up_kinds()
        needs_passing.sign_up_for_successions()
        succeeding.sign_up_for_successions()
        opening.who_may("measure", access.may_open_evidence, remove=access.may_remove_evidence)
        opening.who_may(
            "evidence", access.may_open_source_file, remove=access.may_remove_source_file
        )
        opening.who_may("voice", access.may_open_voice_file, remove=access.may_remove_voice_file)
