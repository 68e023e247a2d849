"""What is on sale: events, products, and the offers that link them."""
