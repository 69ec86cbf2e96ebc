"""Where ``records`` stands in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.records"
    label = "records"

    def ready(self) -> None:
        """Let people be held, and their accounts go: every other thing is a part's above."""
        from precept.records import queries, sign_ups
        from precept.records.actions import accounts

        sign_ups.can_be_held(sign_ups.Holdable("person", "A person", queries.person_named))
        accounts.sign_up_kinds()
