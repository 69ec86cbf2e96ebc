"""The doors of bids: the office's, and declaring interests."""
