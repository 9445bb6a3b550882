"""Signing in through a provider that somebody has an account with already."""
