"""Where publications stand in the house."""

from django.apps import AppConfig


class Part(AppConfig):
    """The part as Django knows it."""

    name = "precept.foundation.publications"
    label = "publications"

    def ready(self) -> None:
        """Release each checkpoint as it is sealed."""
        from precept.foundation.ledger import sealing
        from precept.foundation.publications import kinds
        from precept.foundation.publications.actions import publish_checkpoint
        from precept.foundation.publications.published import CheckpointPublished

        kinds.sign_up(
            kinds.Kind(
                name="checkpoint",
                title="Checkpoint of the ledger",
                plural="Checkpoints of the ledger",
                struct=CheckpointPublished,
                address=lambda key: f"/ledger/{key}",
            )
        )
        sealing.when_sealed(publish_checkpoint)
