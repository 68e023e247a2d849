"""Qt models behind the scanner's lists."""
