"""Addresses of the money under agreements: claims, payments, underspends, and a provider's own."""

from precept.do.spending.pages import claims, finance, my_claims, payments, underspends

urlpatterns = [
    *claims.urlpatterns,
    *payments.urlpatterns,
    *finance.urlpatterns,
    *underspends.urlpatterns,
    *my_claims.urlpatterns,
]
