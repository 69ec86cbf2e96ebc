"""What people type about the money under agreements."""
