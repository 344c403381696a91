"""The terminal app: draws what `search` finds, and asks it for more."""
