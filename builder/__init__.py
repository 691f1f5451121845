"""Tansiq: a knowledge-graph builder for Arabic security news."""

__version__ = "0.1.0"
