"""Pages filled with made-up values. Every module here has ``PAGES``: a name → a function that makes the page.

A page has one entry for each state that looks different: usual, empty, loading, failed, long names.
"""
