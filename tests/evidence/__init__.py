"""Tests of what a return says: values in, values out, no database."""
