"""Whole cases, played from the first call on."""
