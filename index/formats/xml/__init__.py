"""XML as it is found, read as a stream."""
