"""Many processes at one index for some time."""
