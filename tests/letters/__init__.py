"""The letters: each fits a screen, is plain English, and names nobody it may not name."""
