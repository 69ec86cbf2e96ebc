"""Pages: checks."""

from django.urls import URLPattern

ADDRESSES: list[URLPattern] = []
