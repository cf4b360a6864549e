"""Returns as Word files, with the findings that an experienced officer would mark in each."""
