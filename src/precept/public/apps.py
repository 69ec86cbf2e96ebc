"""Where ``public`` stands in the house, and where it signs up with the parts below it."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.public"
    label = "public"

    def ready(self) -> None:
        """Show rounds that are rehearsed on the public site's own pages."""
        from precept.do.opportunities import sign_ups
        from precept.public.pages.opportunities import rehearsed

        sign_ups.public_pages(rehearsed)
