"""Determinations and rules as text for a terminal."""
