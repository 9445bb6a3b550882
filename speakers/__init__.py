"""People who appear on a programme."""
