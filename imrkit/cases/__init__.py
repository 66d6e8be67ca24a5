"""Cases: the content of their files, what is known in each, and how they are read."""
