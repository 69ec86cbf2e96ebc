"""The register answers which agreement evidence names by its reference."""

import pytest

from precept.do.agreements import queries
from precept.do.agreements.models import Agreement
from precept.understand.sign_ups import AgreementNamed, agreement_named

pytestmark = pytest.mark.django_db


def test_an_agreement_is_known_by_its_reference_however_it_is_spelled() -> None:
    Agreement.objects.create(reference="CORE004", title="Advocates", status="active")
    known = AgreementNamed("CORE004", "Advocates", "/office/register/CORE004")

    assert queries.agreement_named("core004") == known
    assert agreement_named("CORE004") == known
    assert agreement_named("CORE00") is None
    assert agreement_named("") is None
