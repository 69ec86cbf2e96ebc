"""Dated data of areas: codes, what follows them, where they lie on a drawing."""
