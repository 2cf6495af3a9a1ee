"""Views of a record for people: a text for the terminal and one self-contained page for the browser.

A view only shows.  It adds no value to the record, ranks nothing by truth, and never shows a claim without its words.
"""
