"""What people type about bids."""
