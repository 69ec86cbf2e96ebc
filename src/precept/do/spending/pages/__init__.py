"""The doors of the money under agreements."""
