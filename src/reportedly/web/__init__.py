"""The desk: pages in a browser where people read a case, judge what the machine read, and decide.

It is served on this machine alone unless it is told otherwise, works offline, and keeps nothing of its own but who is signed in:
whatever is shown comes from the case, and whatever is ruled goes into the case's ledger before the page answers.
"""
