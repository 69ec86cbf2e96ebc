"""The addresses of organisations and of the office's own page."""

from django.urls import path

from precept.parties.pages import changes, office, organisations, protection

ONE = "office/organisations/<slug:reference>"

urlpatterns = [
    path("office/organisations", organisations.organisations, name="parties.organisations"),
    path("office/organisations/new", organisations.new, name="parties.new"),
    path(ONE, organisations.organisation, name="parties.organisation"),
    path(f"{ONE}/details", changes.details, name="parties.details"),
    path(f"{ONE}/name", changes.name, name="parties.name"),
    path(f"{ONE}/former-names", changes.names, name="parties.names"),
    path(f"{ONE}/numbers", changes.identifiers, name="parties.identifiers"),
    path(f"{ONE}/contacts/new", changes.new_contact, name="parties.new_contact"),
    path(f"{ONE}/contacts/<slug:contact>", changes.contact, name="parties.contact"),
    path(f"{ONE}/end", changes.ending, name="parties.ending"),
    path(f"{ONE}/not-ended", changes.reopening, name="parties.reopening"),
    path(f"{ONE}/protection", protection.protection, name="parties.protection"),
    path(f"{ONE}/address", protection.address, name="parties.address"),
    path("office/set-up", office.office, name="parties.office"),
]
