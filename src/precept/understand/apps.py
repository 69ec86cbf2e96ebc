"""Where ``understand`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.understand"
    label = "understand"

    def ready(self) -> None:
        """Sign up what this part publishes, and who may open files of measures, evidence and voices."""
        from precept.foundation.documents import opening
        from precept.understand import access
        from precept.understand.actions import succeeding
        from precept.understand.releases import sign_up

        sign_up()
        succeeding.sign_up_for_successions()
        opening.who_may("measure", access.may_open_evidence, remove=access.may_remove_evidence)
        opening.who_may(
            "evidence", access.may_open_source_file, remove=access.may_remove_source_file
        )
        opening.who_may("voice", access.may_open_voice_file, remove=access.may_remove_voice_file)
