"""The pure core: no database, seconds."""
