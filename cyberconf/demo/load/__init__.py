"""A discussion under load: many people who post at once, over HTTP, to the server of the real site."""
