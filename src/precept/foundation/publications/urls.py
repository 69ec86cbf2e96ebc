"""Addresses of the office's pages of what it published."""

from django.urls import path

from precept.foundation.publications import pages

urlpatterns = [
    path("office/published", pages.published, name="publications.published"),
    path("office/published/<slug:kind>/<str:key>", pages.one, name="publications.one"),
    path("office/remove-detail", pages.remove_detail, name="publications.remove_detail"),
]
