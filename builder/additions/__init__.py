"""A user's own lexicon: folders of tables and Turtle, checked, and made into what is laid over the lexicon that ships."""
