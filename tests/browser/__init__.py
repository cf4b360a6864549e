"""A real Chromium at the doors of the product: people click, type and read, and nothing else."""
