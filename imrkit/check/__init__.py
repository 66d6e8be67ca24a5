"""The rules verify themselves, and real determinations judge them."""
