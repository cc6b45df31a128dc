"""What comes before the window: choosing, making and unlocking a ledger."""
