"""Protected addresses in the database: enciphered at rest, and nothing to search for."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup

from precept.foundation.private.addresses import CannotBePrinted, ProtectedAddress

# The two types of a field's attribute, given and taken: the type checker's Django plugin fills them
# in, with None where the column is nullable. Django's own fields take none when they run.
_Given = TypeVar("_Given", contravariant=True)
_Taken = TypeVar("_Taken", covariant=True)

if TYPE_CHECKING:

    class _TypedTextField(models.TextField[_Given, _Taken]): ...

else:

    class _TypedTextField(models.TextField, Generic[_Given, _Taken]): ...


class CannotBeOpened(ValueError):
    """A stored protected address that none of the keys of this installation opens."""

    def __init__(self) -> None:
        super().__init__("None of the keys in PRECEPT_FIELD_KEYS opens this protected address.")


class ProtectedAddressField(_TypedTextField[_Given, _Taken]):
    """Keeps a ProtectedAddress as ciphertext and gives it back as one, also from `values()`.

    Takes a ProtectedAddress or None; TypeError for text. FieldError for every lookup but `isnull`.
    It has no form field, so that nothing renders what is stored: a part's form asks for a new
    address in a field of its own, and its action wraps it. `settings.PRECEPT_FIELD_KEYS` lists
    Fernet keys: the first enciphers, all decipher, and saving a row brings it under the first.
    """

    description = "A protected address"

    _pyi_private_set_type: ProtectedAddress  # type: ignore[assignment]  # text for the base
    _pyi_private_get_type: ProtectedAddress  # type: ignore[assignment]  # text for the base

    def __init__(self, *args: Any, **options: Any) -> None:
        for option in ("unique", "db_index", "primary_key", "choices"):
            if options.get(option):
                raise TypeError(f"A protected address can't have “{option}”: it can't be compared.")
        super().__init__(*args, **options)

    def from_db_value(
        self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> ProtectedAddress | None:
        """The address that was stored. CannotBeOpened where no key fits."""
        if value is None:
            return None
        try:
            text = _cipher().decrypt(value.encode("ascii")).decode()
        except (InvalidToken, UnicodeError):
            # Without the cause: it holds what was to be opened.
            raise CannotBeOpened from None
        return ProtectedAddress(text)

    def get_prep_value(self, value: object) -> str | None:
        """The ciphertext to store, different each time. TypeError for anything but an address."""
        if value is None:
            return None
        if not isinstance(value, ProtectedAddress):
            raise TypeError(
                "Give a ProtectedAddress: text could have been printed on its way here."
            )
        return _cipher().encrypt(value.reveal().encode()).decode("ascii")

    def to_python(self, value: object) -> ProtectedAddress | None:
        """The address itself; ValidationError for text, which is no way to bring one in."""
        if value is None or isinstance(value, ProtectedAddress):
            return value
        raise ValidationError("A protected address can't be read from text.", code="invalid")

    def value_to_string(self, obj: models.Model) -> NoReturn:  # noqa: ARG002 - Django's signature
        """Refuses every export that writes fields out as text."""
        raise CannotBePrinted

    def get_lookup(
        self, lookup_name: str
    ) -> "type[Lookup[Any]] | None":  # a class that is not generic at run time
        """`isnull`, and FieldError for all others."""
        if lookup_name != "isnull":
            raise FieldError("A protected address can't be searched for: only isnull is allowed.")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> NoReturn:  # noqa: ARG002 - Django's signature
        """Refuses every lookup through a function of the address."""
        raise FieldError("A protected address can't be searched for: only isnull is allowed.")

    def formfield(self, *_arguments: Any, **_options: Any) -> None:
        """None: no form renders what is stored."""
        return


def _cipher() -> MultiFernet:
    keys = getattr(settings, "PRECEPT_FIELD_KEYS", None)
    if not keys:
        raise ImproperlyConfigured("PRECEPT_FIELD_KEYS names no key for protected addresses.")
    return _cipher_of(tuple(keys))


@lru_cache(maxsize=4)
def _cipher_of(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        # Without the cause, whose traceback holds the keys.
        raise ImproperlyConfigured(
            "Each key in PRECEPT_FIELD_KEYS is 32 bytes in URL-safe base64."
        ) from None
