"""What a buyer gets for each kind of product."""
