"""Where briefings and answers stand in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.review.answers"
    label = "answers"

    def ready(self) -> None:
        """Sign up what this part publishes."""
        from precept.review.answers import published

        published.sign_up()
