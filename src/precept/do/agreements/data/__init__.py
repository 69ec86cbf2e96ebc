"""Dated text of the office: the standard conditions of its funds."""
