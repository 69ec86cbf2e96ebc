"""Bank details of a provider, let through by two people as long ago as five days need: nobody waits in a journey.

python -m tests.journeys.banking tanglewick-youth-project
"""

import os
import sys
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "precept.site.settings"

import django

django.setup()

from precept.foundation import clock  # noqa: E402
from precept.foundation.people.models import Person  # noqa: E402
from precept.parties import actions  # noqa: E402
from precept.parties.models import BankDetails, Organisation  # noqa: E402


def let_in(reference: str) -> None:
    """Given by whoever signs, called back on, approved; and then time passes."""
    provider = Organisation.objects.get(reference=reference)
    given = actions.give_bank_details(
        by=provider.members.get(signs=True).person,
        organisation=provider,
        sort_code="20-29-59",
        account_number="63748472",
        name=provider.name,
        proved=clock.now(),
    )
    given = actions.record_call_back(
        by=Person.objects.get(roles_held__role="commissioning-officer", name="Joss Merrivale"),
        details=given,
        number_from="register",
        spoke_to="The treasurer",
        is_confirmed=True,
    )
    actions.approve_bank_details(
        by=Person.objects.get(roles_held__role="finance-officer"), details=given
    )
    long_ago = clock.today() - timedelta(days=60)
    BankDetails.objects.filter(pk=given.pk).update(payable_from=long_ago)


let_in(sys.argv[1])
