"""Facts: what can be known of each, how it is written, and the vocabulary that names them."""
