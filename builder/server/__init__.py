"""The web server: an ASGI application over a store, read-only."""
