"""Where ``outbox`` stands in the house."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Part(AppConfig):
    """The part as Django knows it; it reads every part's ``tasks.py``, to know each by name."""

    name = "precept.foundation.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Learn the tasks of every part; tell those again who failed to hear of a checkpoint."""
        from precept.foundation.ledger import sealing
        from precept.foundation.outbox.tasks import tell_again

        autodiscover_modules("tasks")
        sealing.when_not_heard(tell_again)
