"""The file that the finance system takes: one row a payment. Pure."""

from typing import Final

from precept.foundation.money import Money
from precept.parties.rules import Account

PAYMENT_COLUMNS: Final = (
    "Payment reference",
    "Payee name",
    "Sort code",
    "Account number",
    "Roll number",
    "Amount",
    "Agreement",
)


def payment_row(
    reference: str, amount: Money, account: Account, agreement: str
) -> tuple[str | Money, ...]:
    """A payment as a row of the file."""
    return (
        reference,
        account.name,
        account.sort_code,
        account.number,
        account.roll,
        amount,
        agreement,
    )
