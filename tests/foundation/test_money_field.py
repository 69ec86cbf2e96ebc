"""Money in the database and in forms."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.db.models import F, Max, Min, Sum, Value
from django.test.utils import isolate_apps

from precept.foundation.money import TBC, Money
from precept.foundation.money.field import MoneyField, MoneyFormField


@pytest.fixture
def purse(db: None) -> Iterator[Any]:
    """A model with a table of its own, both gone when the test's transaction is."""
    with isolate_apps():

        class Purse(models.Model):
            id = models.IntegerField(primary_key=True)
            held = MoneyField()
            spent = MoneyField(null=True, blank=True)

            class Meta:
                app_label = "purses"
                db_table = "purses_purse"

        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE purses_purse "
                "(id integer PRIMARY KEY, held bigint NOT NULL, spent bigint)"
            )
        yield Purse


def test_money_is_kept_as_whole_pence_and_given_back(purse: Any) -> None:
    purse.objects.create(id=1, held=Money.of("204030.33"), spent=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT held, spent FROM purses_purse")
        assert cursor.fetchall() == [(20_403_033, None)]
    kept = purse.objects.get()
    assert (kept.held, kept.spent) == (Money(20_403_033), None)
    assert list(purse.objects.values_list("held", "spent")) == [(Money(20_403_033), None)]


def test_sums_are_exact_money(purse: Any) -> None:
    for row, pounds in enumerate(["70111.47", "104780.00", "49049.00", "65474.00", "204030.33"]):
        purse.objects.create(id=row, held=Money.of(pounds))
    assert purse.objects.aggregate(Sum("held"), Min("held"), Max("held"), Sum("spent")) == {
        "held__sum": Money.of("493444.80"),
        "held__min": Money.of("49049.00"),
        "held__max": Money.of("204030.33"),
        "spent__sum": None,
    }


def test_filters_take_money_and_refuse_bare_numbers(purse: Any) -> None:
    for row in (1, 2, 3):
        purse.objects.create(id=row, held=Money(row * 100), spent=Money(150))
    rows = purse.objects.order_by("id").values_list("id", flat=True)
    assert list(rows.filter(held=Money(200))) == [2]
    assert list(rows.filter(held__gt=Money(100))) == [2, 3]
    assert list(rows.filter(held__in=[Money(100), Money(300)])) == [1, 3]
    assert list(rows.filter(held__range=(Money(150), Money(250)))) == [2]
    assert list(rows.filter(held__gt=F("spent"))) == [2, 3]
    assert list(rows.filter(spent__isnull=True)) == []
    for bare in (200, "200", 2.0, Decimal(2), TBC):
        with pytest.raises(TypeError, match="Give Money"):
            rows.filter(held=bare)


def test_bare_numbers_are_not_stored(purse: Any) -> None:
    with pytest.raises(TypeError, match="Give Money, not int"):
        purse.objects.create(id=1, held=5_600)


def test_arithmetic_between_columns_is_pence_unless_money_is_asked_for(purse: Any) -> None:
    purse.objects.create(id=1, held=Money(500), spent=Money(150))
    left = F("held") - F("spent")
    row = purse.objects.annotate(
        pence=left, left=models.ExpressionWrapper(left, output_field=MoneyField())
    ).get()
    assert (row.pence, row.left) == (350, Money(350))
    purse.objects.update(held=F("held") + Value(Money(50), output_field=MoneyField()))
    assert purse.objects.get().held == Money(550)


def test_a_sum_that_comes_as_a_decimal_is_money() -> None:
    # PostgreSQL adds bigint columns up to numeric.
    assert MoneyField().from_db_value(Decimal("49344480"), None, connection) == Money(49_344_480)


def test_a_row_with_money_is_checked_before_it_is_saved(purse: Any) -> None:
    purse(id=1, held=Money(-5)).full_clean(validate_unique=False, validate_constraints=False)
    with pytest.raises(ValidationError) as refused:
        purse(id=1, held=5).full_clean(validate_unique=False, validate_constraints=False)
    assert refused.value.message_dict == {"held": ["Give Money, or pounds as text."]}


def test_fixtures_write_pounds_and_read_them_back(purse: Any) -> None:
    written = serializers.serialize("python", [purse(id=1, held=Money(-123_456), spent=None)])
    assert written[0]["fields"] == {"held": "-1234.56", "spent": None}
    field = purse._meta.get_field("held")
    assert field.to_python("-1234.56") == Money(-123_456)
    with pytest.raises(ValidationError, match="not pounds written like"):
        field.to_python("£1,234.56")


def test_migrations_write_the_field_and_its_default_down() -> None:
    field = MoneyField(default=Money(5_000))
    _name, path, arguments, options = field.deconstruct()
    assert (path, arguments, options) == (
        "precept.foundation.money.field.MoneyField",
        [],
        {"default": Money(5_000)},
    )
    written, imports = MigrationWriter.serialize(field)
    assert written == (
        "precept.foundation.money.field.MoneyField(default=precept.foundation.money.Money(5000))"
    )
    assert imports == {"import precept.foundation.money.field", "import precept.foundation.money"}
    assert field.db_type(connection) == models.BigIntegerField().db_type(connection)


def test_a_form_reads_what_people_type() -> None:
    field = MoneyField(verbose_name="value", help_text="In pounds").formfield()
    assert isinstance(field, MoneyFormField)
    assert (field.label, field.help_text, field.required) == ("value", "In pounds", True)
    assert field.clean(" £56,000.50 ") == Money(5_600_050)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter an amount of money, like £1,234.56."),
        ("  ", "Enter an amount of money, like £1,234.56."),
        ("tbc", "Enter the amount: it has to be known here."),
        ("£2.8m", "Write the amount out in full, like £2,800,000: “£2.8m” is shortened."),
        ("-5", "Enter an amount that is not less than nothing: “-5” is negative."),
    ],
)
def test_a_form_says_in_plain_words_what_is_wrong(typed: str, words: str) -> None:
    field = MoneyField().formfield()
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert refused.value.messages == [words]


def test_a_form_field_that_may_be_empty_or_unknown() -> None:
    assert MoneyField(null=True, blank=True).formfield().clean("") is None
    assert MoneyFormField(may_be_unknown=True).clean("tbc") is TBC


def test_a_form_shows_the_amount_without_the_sign_that_stands_before_the_field() -> None:
    field = MoneyField(default=Money(5_600_000)).formfield()
    assert field.prepare_value(field.initial) == "56,000"
    assert field.prepare_value("what was typed") == "what was typed"
    assert not field.has_changed(Money(5_600_000), "56,000.00")
    assert field.has_changed(Money(5_600_000), "56,001")


def test_rules_can_use_money_and_time_without_django() -> None:
    import subprocess
    import sys

    code = (
        "import sys, precept.foundation.money, precept.foundation.clock, "
        "precept.foundation.private; "
        "print([name for name in sys.modules if name.split('.')[0] == 'django'])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
