"""Pages about the entries of speakers: merging, sheets, what people say of themselves."""
