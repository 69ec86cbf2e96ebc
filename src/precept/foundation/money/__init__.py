"""Money: whole pence, what kind of value it is, and adding up with what is not yet known.

`MoneyField` is in `precept.foundation.money.field`, so that rules stay free of Django.
"""

from precept.foundation.money.cells import ReadAmount, read_amounts
from precept.foundation.money.reading import NotMoney, read_money
from precept.foundation.money.sharing import SharesDoNotAddUp, check_shares, share
from precept.foundation.money.totals import Total, column, total
from precept.foundation.money.values import (
    TBC,
    Amount,
    KindOfValue,
    Money,
    NotYetKnown,
    Value,
    VatBasis,
)

__all__ = [
    "TBC",
    "Amount",
    "KindOfValue",
    "Money",
    "NotMoney",
    "NotYetKnown",
    "ReadAmount",
    "SharesDoNotAddUp",
    "Total",
    "Value",
    "VatBasis",
    "check_shares",
    "column",
    "read_amounts",
    "read_money",
    "share",
    "total",
]
