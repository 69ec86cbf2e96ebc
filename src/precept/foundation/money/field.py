"""Money in the database: whole pence in an integer column."""

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable

from precept.foundation.money.reading import NotMoney, read_money
from precept.foundation.money.values import Amount, Money

# The two types of a field's attribute, given and taken: the type checker's Django plugin fills them
# in, with None where the column is nullable. Django's own fields take none when they run.
_Given = TypeVar("_Given", contravariant=True)
_Taken = TypeVar("_Taken", covariant=True)

if TYPE_CHECKING:

    class _TypedBigIntegerField(models.BigIntegerField[_Given, _Taken]): ...

else:

    class _TypedBigIntegerField(models.BigIntegerField, Generic[_Given, _Taken]): ...


class MoneyField(_TypedBigIntegerField[_Given, _Taken]):
    """Keeps Money as whole pence, and gives Money back, also from `Sum`, `Min` and `Max` over it.

    Takes Money, or None where it is null; TypeError for any number, which could be pounds or pence.
    Arithmetic between columns gives int pence unless `output_field=MoneyField()` is asked for, and
    `Avg` gives a float of pence: divide with `share` instead. What is not yet known is no amount:
    a part that can say so keeps that in a column of its own.
    """

    description = "An amount of money, in whole pence"

    _pyi_private_set_type: Money | Combinable  # type: ignore[assignment]  # numbers for the base
    _pyi_private_get_type: Money  # type: ignore[assignment]  # a number for the base

    @cached_property
    def validators(self) -> list[Any]:
        """Its own alone: Django's range of whole numbers can't be compared with Money."""
        return [*self.default_validators, *self._validators]  # type: ignore[attr-defined]

    def from_db_value(
        self, value: int | Decimal | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> Money | None:
        """The amount that is stored, in pence; PostgreSQL gives a sum of them as Decimal."""
        return None if value is None else Money(int(value))

    def get_prep_value(self, value: object) -> int | None:
        """The pence to store or to compare with. TypeError for anything but Money and None."""
        if value is None:
            return None
        if not isinstance(value, Money):
            raise TypeError(f"Give Money, not {type(value).__name__}: is it pounds or pence?")
        return value.pence

    def to_python(self, value: object) -> Money | None:
        """Money itself, or pounds as fixtures write them ("56000.00"); else ValidationError."""
        if value is None or isinstance(value, Money):
            return value
        if isinstance(value, str):
            try:
                return Money.of(value)
            except ValueError as refused:
                raise ValidationError(str(refused), code="invalid") from refused
        raise ValidationError("Give Money, or pounds as text.", code="invalid")

    def value_to_string(self, obj: models.Model) -> str:
        """Pounds as fixtures write them: "56000.00"."""
        value = self.value_from_object(obj)
        return str(value.pounds) if isinstance(value, Money) else ""

    def formfield(self, **options: Any) -> forms.Field:
        """A text field that reads what people type."""
        options.setdefault("required", not self.blank)
        options.setdefault("label", self.verbose_name)
        options.setdefault("help_text", self.help_text)
        if self.has_default():
            options.setdefault("initial", self.get_default())
        options.pop("form_class", None)
        options.pop("choices_form_class", None)
        return MoneyFormField(**options)


class MoneyFormField(forms.Field):
    """Reads an amount people typed, with plain words for what is wrong; gives Money, None if empty.

    With `may_be_unknown`, "tbc" is an answer too, and gives TBC.
    """

    widget = forms.TextInput
    default_error_messages = {"required": "Enter an amount of money, like £1,234.56."}

    def __init__(self, *, may_be_unknown: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.may_be_unknown = may_be_unknown

    def to_python(self, value: object) -> Amount | None:
        """The amount. ValidationError with the words of `NotMoney`."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            amount = read_money(value)
        except NotMoney as refused:
            raise ValidationError(refused.words, code="invalid") from refused
        if not isinstance(amount, Money) and not self.may_be_unknown:
            raise ValidationError("Enter the amount: it has to be known here.", code="unknown")
        return amount

    def prepare_value(self, value: object) -> object:
        """What the field shows: without the pound sign, which stands before the field."""
        return value.short.replace("£", "") if isinstance(value, Money) else value
