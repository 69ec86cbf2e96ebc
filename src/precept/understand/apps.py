"""Where ``understand`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.understand"
    label = "understand"

    def ready(self) -> None:
        """Sign up what this part publishes."""
        from precept.understand.releases import sign_up

        sign_up()
