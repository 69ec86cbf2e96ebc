"""Addresses of procedures and documents."""

from precept.do.procedures.pages import rows, standing, versions

urlpatterns = [*standing.urlpatterns, *versions.urlpatterns, *rows.urlpatterns]
