"""Where ``desk`` stands in the house: it joins the parts, and so tells the lower ones of each other."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.desk"
    label = "desk"

    def ready(self) -> None:
        """Tell the lower parts what only the joined house knows."""
        from precept.desk import shell, telling
        from precept.foundation.outbox import mailbox
        from precept.foundation.people import sign_ups
        from precept.foundation.web import shell as web_shell
        from precept.foundation.web import story
        from precept.parties import queries as parties

        web_shell.sign_up(shell.shell_of)
        story.facts_are_told_as(telling.TELLING)
        sign_ups.sign_up_office_name(parties.office_name)
        sign_ups.sign_up_demonstration(parties.is_demonstration)
        mailbox.opens_when(parties.is_demonstration)
