"""An account whose numbers must stand nowhere, and the steps that bring it into force."""

from typing import Any

from precept.foundation import clock
from precept.foundation.people.models import Person
from precept.parties import actions
from precept.parties.models import BankDetails, Organisation

SORT_CODE = "40-47-84"
NUMBER = "70872490"
NAME = "Oxenmere Canary Account"


def says_account(text: str) -> bool:
    """Whether a text holds the account's numbers, however they are spelled."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return "404784" in digits or NUMBER in digits or "Canary Account" in text


def give(by: Person, organisation: Organisation, **said: Any) -> BankDetails:
    return actions.give_bank_details(
        **{
            "by": by,
            "organisation": organisation,
            "sort_code": SORT_CODE,
            "account_number": NUMBER,
            "name": NAME,
            "proved": clock.now(),
            **said,
        }
    )


def call(by: Person, details: BankDetails, **said: Any) -> BankDetails:
    return actions.record_call_back(
        **{
            "by": by,
            "details": details,
            "number_from": "register",
            "spoke_to": "Tam Trustee",
            "is_confirmed": True,
            **said,
        }
    )
