"""The pages of the reading room: each module makes one kind, from records to HTML."""
