"""Protected addresses in the database."""

import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.db.models.functions import Length
from django.forms import modelform_factory
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext, isolate_apps
from pytest_django.fixtures import Settings

from precept.foundation.private import CannotBePrinted, ProtectedAddress, ProtectedAddressField
from precept.foundation.private.field import CannotBeOpened

CANARY = "14 Canary Row, Nowhere"


@pytest.fixture
def refuge(db: None, settings: Settings) -> Iterator[Any]:
    """A model with a table of its own, both gone when the test's transaction is."""
    settings.PRECEPT_FIELD_KEYS = [Fernet.generate_key().decode()]
    with isolate_apps():

        class Refuge(models.Model):
            id = models.IntegerField(primary_key=True)
            name = models.CharField(max_length=20)
            address = ProtectedAddressField(null=True)

            class Meta:
                app_label = "refuges"
                db_table = "refuges_refuge"

        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE refuges_refuge "
                "(id integer PRIMARY KEY, name varchar(20) NOT NULL, address text)"
            )
        yield Refuge


def stored(row: int = 1) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM refuges_refuge WHERE id = %s", [row])
        return str(cursor.fetchone()[0])


def test_an_address_is_enciphered_where_it_is_stored_and_in_the_statement(refuge: Any) -> None:
    with CaptureQueriesContext(connection) as statements:
        refuge.objects.create(id=1, name="One", address=ProtectedAddress(CANARY))
    assert [each for each in statements.captured_queries if "Canary" in each["sql"]] == []
    assert "Canary" not in stored()
    assert refuge.objects.get().address.reveal() == CANARY


def test_the_same_address_is_stored_differently_each_time(refuge: Any) -> None:
    for row in (1, 2):
        refuge.objects.create(id=row, name="One", address=ProtectedAddress(CANARY))
    assert stored(1) != stored(2)


def test_no_address_is_none(refuge: Any) -> None:
    refuge.objects.create(id=1, name="One", address=None)
    assert refuge.objects.get().address is None


def test_values_give_the_address_that_cannot_be_printed(refuge: Any) -> None:
    refuge.objects.create(id=1, name="One", address=ProtectedAddress(CANARY))
    (row,) = refuge.objects.values()
    (flat,) = refuge.objects.values_list("address", flat=True)
    for given in (row["address"], flat, model_to_dict(refuge.objects.get())["address"]):
        assert type(given) is ProtectedAddress
    with pytest.raises(TypeError):
        json.dumps(row, cls=DjangoJSONEncoder)


@pytest.mark.parametrize(
    "lookup",
    ["exact", "iexact", "in", "contains", "icontains", "startswith", "regex", "gt", "range"],
)
def test_an_address_cannot_be_searched_for(refuge: Any, lookup: str) -> None:
    for sought in (CANARY, ProtectedAddress(CANARY), [CANARY, CANARY]):
        with pytest.raises(FieldError, match="only isnull is allowed"):
            refuge.objects.filter(**{f"address__{lookup}": sought})


def test_an_address_cannot_be_looked_through_a_function(refuge: Any) -> None:
    with pytest.raises(FieldError, match="only isnull is allowed"):
        refuge.objects.filter(address__length=3)
    with pytest.raises(FieldError, match="only isnull is allowed"):
        refuge.objects.filter(address=CANARY)


def test_what_a_function_sees_is_the_ciphertext(refuge: Any) -> None:
    refuge.objects.create(id=1, name="One", address=ProtectedAddress(CANARY))
    assert refuge.objects.annotate(long=Length("address")).get().long == len(stored())


def test_whether_there_is_an_address_can_be_asked(refuge: Any) -> None:
    refuge.objects.create(id=1, name="One", address=ProtectedAddress(CANARY))
    refuge.objects.create(id=2, name="Two", address=None)
    assert refuge.objects.get(address__isnull=False).id == 1
    assert refuge.objects.get(address__isnull=True).id == 2


def test_text_is_not_stored(refuge: Any) -> None:
    with pytest.raises(TypeError, match="Give a ProtectedAddress"):
        refuge.objects.create(id=1, name="One", address=CANARY)
    with pytest.raises(ValidationError) as refused:
        refuge(id=1, name="One", address=CANARY).clean_fields()
    assert refused.value.message_dict == {
        "address": ["A protected address can't be read from text."]
    }


@pytest.mark.parametrize("form", ["json", "xml", "python"])
def test_an_address_is_not_exported(refuge: Any, form: str) -> None:
    row = refuge(id=1, name="One", address=ProtectedAddress(CANARY))
    with pytest.raises(CannotBePrinted):
        serializers.serialize(form, [row])
    with pytest.raises(CannotBePrinted):
        pickle.dumps(row.__dict__)


def test_no_form_shows_an_address(refuge: Any) -> None:
    form = modelform_factory(refuge, fields=["name", "address"])
    row = refuge(id=1, name="One", address=ProtectedAddress(CANARY))
    assert list(form.base_fields) == ["name"]
    assert CANARY not in form(instance=row).as_p()


def test_a_new_first_key_enciphers_and_the_old_one_still_opens(
    refuge: Any, settings: Settings
) -> None:
    old, new = settings.PRECEPT_FIELD_KEYS[0], Fernet.generate_key().decode()
    refuge.objects.create(id=1, name="One", address=ProtectedAddress(CANARY))
    settings.PRECEPT_FIELD_KEYS = [new, old]
    row = refuge.objects.get()
    assert row.address.reveal() == CANARY
    row.save()
    settings.PRECEPT_FIELD_KEYS = [new]
    assert refuge.objects.get().address.reveal() == CANARY
    settings.PRECEPT_FIELD_KEYS = [old]
    with pytest.raises(CannotBeOpened, match="None of the keys"):
        refuge.objects.get()


def test_what_was_tampered_with_is_not_opened_and_its_error_shows_nothing(refuge: Any) -> None:
    refuge.objects.create(id=1, name="One", address=ProtectedAddress(CANARY))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE refuges_refuge SET address = %s", [f"{stored()[:-4]}AAA="])
    with pytest.raises(CannotBeOpened) as refused:
        refuge.objects.get()
    assert refused.value.__suppress_context__


@pytest.mark.parametrize(
    ("keys", "words"), [([], "names no key"), (["short"], "32 bytes in URL-safe base64")]
)
def test_missing_and_faulty_keys_are_refused(
    settings: Settings, keys: list[str], words: str
) -> None:
    settings.PRECEPT_FIELD_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match=words):
        ProtectedAddressField().get_prep_value(ProtectedAddress(CANARY))


@pytest.mark.parametrize("option", ["unique", "db_index", "primary_key"])
def test_an_address_column_cannot_be_compared_by_the_database(option: str) -> None:
    with pytest.raises(TypeError, match=f"can't have “{option}”"):
        ProtectedAddressField(**{option: True})


def test_migrations_write_the_field_down_by_its_own_name() -> None:
    assert ProtectedAddressField(null=True).deconstruct()[1:] == (
        "precept.foundation.private.field.ProtectedAddressField",
        [],
        {"null": True},
    )
