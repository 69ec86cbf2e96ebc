"""Addresses of the money under agreements: the books, claims, payments, underspends, and a provider's own."""

from precept.do.spending.pages import (
    books,
    claims,
    finance,
    my_claims,
    outturn,
    payments,
    scenarios,
    underspends,
    years,
)

urlpatterns = [
    *books.urlpatterns,
    *years.urlpatterns,
    *outturn.urlpatterns,
    *scenarios.urlpatterns,
    *claims.urlpatterns,
    *payments.urlpatterns,
    *finance.urlpatterns,
    *underspends.urlpatterns,
    *my_claims.urlpatterns,
]
