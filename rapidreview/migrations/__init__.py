"""The one linear series of migrations of the product."""
