"""WordPress.com as a provider to sign in through, which allauth does not have."""
