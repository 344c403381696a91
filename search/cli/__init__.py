"""The commands that read an index, one module each."""
