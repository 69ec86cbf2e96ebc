"""Pages: allocation."""

from django.urls import URLPattern

ADDRESSES: list[URLPattern] = []
