"""What every page shares: static files, security headers, health, template tags."""
