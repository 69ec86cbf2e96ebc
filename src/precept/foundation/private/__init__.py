"""What may not be printed, and what looks as though it should not be published.

The field is imported when it is first asked for: the values and detectors need no Django.
"""

from typing import TYPE_CHECKING

from precept.foundation.private.addresses import CannotBePrinted, ProtectedAddress
from precept.foundation.private.personal import Finding, PersonalKind, looks_like_personal

if TYPE_CHECKING:
    from precept.foundation.private.field import ProtectedAddressField

__all__ = [
    "CannotBePrinted",
    "Finding",
    "PersonalKind",
    "ProtectedAddress",
    "ProtectedAddressField",
    "looks_like_personal",
]


def __getattr__(name: str) -> object:
    if name == "ProtectedAddressField":
        from precept.foundation.private.field import ProtectedAddressField

        return ProtectedAddressField
    raise AttributeError(f"precept.foundation.private has no {name}")
