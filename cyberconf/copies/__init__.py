"""Static copies: a conference as files that any web server shows, asked of the site's own views."""
