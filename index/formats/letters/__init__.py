"""Messages of mail and news."""
