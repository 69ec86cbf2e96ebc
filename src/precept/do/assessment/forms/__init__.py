"""What people type in assessment."""
