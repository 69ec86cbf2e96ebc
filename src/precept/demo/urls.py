"""Addresses of the demonstration."""

from django.urls import path

from precept.demo import pages

urlpatterns = [path("demo/people", pages.people, name="demo.people")]
