"""What people and machines see of a store: addresses, descriptions, pages. No web framework; a server and a publisher use the same."""
