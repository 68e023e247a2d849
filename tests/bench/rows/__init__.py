"""One module a row: each has `run(rounds: int) -> list[Row]` and a docstring whose first line says what it measures."""
