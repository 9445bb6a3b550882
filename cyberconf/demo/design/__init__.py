"""The page ``/design/``, for those who work on the site: every component in every state (docs/design.md).

Components are the partials that the pages show, with samples made in memory. What the page itself says is
English, as code is; what the components say is in the language of the page.
"""
