"""Dated data of the office: the scale that risks are scored on, and what is to be done when an agreement ends."""
