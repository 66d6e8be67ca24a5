"""The questions that any case gives: to read, to judge, to argue; each yields one, or none."""
