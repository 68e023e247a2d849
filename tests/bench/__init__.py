"""The benchmarks: `python -m tests.bench` runs the rows, each against a baseline of the same run."""
