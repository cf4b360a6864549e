"""Rapid Review: a case moves one way, through rooms that stand in the order of the procedure."""
