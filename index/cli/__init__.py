"""The commands that write an index, one module each."""
