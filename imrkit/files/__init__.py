"""Reading and writing data files: strict, with errors that name file, line and field."""
