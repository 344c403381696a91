"""What the items of feeds hold."""
