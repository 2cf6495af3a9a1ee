"""Reading: one document in, a Reading out; no state, no other document."""
