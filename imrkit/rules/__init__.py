"""Facts' vocabulary, guidelines, rules, and which of them governs."""
