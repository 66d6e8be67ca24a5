"""A determination told in words."""
