"""The timeline of a case as a view."""
