"""Where ``procedures`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.do.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Say what this part publishes, and what passes with the office."""
        from precept.do.procedures import releases
        from precept.do.procedures.actions import succeeding

        releases.sign_up()
        succeeding.sign_up_for_successions()
