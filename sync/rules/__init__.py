"""Pure rules: values in, values out. No I/O, no clock, no network, nothing of ours outside this folder."""
