"""What every address of the API shares: problems, pages, bodies, answers that a reader may keep."""
