"""From the facts of a case to its determination, with the tree of reasons that justifies it."""
