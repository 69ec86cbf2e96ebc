"""Addresses of the money under agreements."""

from precept.do.spending.pages import books, outturn, scenarios, years

urlpatterns = [
    *books.urlpatterns,
    *years.urlpatterns,
    *outturn.urlpatterns,
    *scenarios.urlpatterns,
]
