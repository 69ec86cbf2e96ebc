"""Addresses of the desk."""

from django.urls import path

from precept.desk import pages

urlpatterns = [
    path("office/", pages.home, name="desk.home"),
    path("office/ledger", pages.the_ledger, name="desk.ledger"),
    path("office/ledger/<path:name>", pages.subject, name="desk.subject"),
]
