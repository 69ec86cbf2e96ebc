"""Where ``plan`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.plan"
    label = "plan"

    def ready(self) -> None:
        """Say what this part publishes."""
        from precept.plan import releases
        from precept.plan.actions import succeeding

        releases.sign_up()
        succeeding.sign_up_for_successions()
