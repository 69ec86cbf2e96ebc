"""What an organisation's own people type to have its address kept secret."""

from typing import Any

from precept.foundation.web import inputs
from precept.foundation.web.forms import Versioned
from precept.parties.forms import fields
from precept.parties.models import Organisation


class KeepSecret(Versioned):
    """The area that is shown instead, and the address where none is kept."""

    area = inputs.line(
        "Area",
        "Enter the area: it is all that anybody will see",
        most=120,
        hint="Wide enough that nobody finds the place by it, such as a county.",
    )
    secret_address = inputs.text(
        "Its address, if the one in the profile is not it (optional)",
        rows=4,
        most=1_000,
        hint="Kept enciphered, and not shown again.",
    )
    sure = fields.sure("Its address must stay secret. We cannot undo this by ourselves.")

    def __init__(self, typed: Any = None, *, organisation: Organisation) -> None:
        super().__init__(
            typed, initial={"version": organisation.version, "area": organisation.area}
        )

    def taken(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        said = super().taken()
        del said["sure"]
        return said
