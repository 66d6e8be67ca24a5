"""The small language of rules, and truth on pairs."""
