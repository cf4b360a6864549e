"""Documents out, documents in: no database, seconds."""
