"""Names that no list holds: a statistical recogniser that proposes stretches of text, each a person, a place or a body, with a probability.

It decides nothing: what becomes of a proposal is settled by the rules of `builder.extractors.learned`.
"""
