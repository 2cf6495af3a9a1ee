"""Tables that the look-ups read; each states its source and licence."""
