"""A determination as accessible HTML, with pictures."""
