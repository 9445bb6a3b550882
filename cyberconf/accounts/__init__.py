"""People who sign in, and the pages of their accounts."""
