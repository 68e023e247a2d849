"""The scanner's screens. Views show values and emit intent as signals; they decide nothing."""
