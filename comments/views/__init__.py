"""The pages of discussions: one module a kind."""
