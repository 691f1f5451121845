"""The site as static files: every page and document of a store, written once for any host that serves files."""
