"""The tests: what the product promises, said so that it can fail."""
