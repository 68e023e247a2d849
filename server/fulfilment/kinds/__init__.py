"""The kinds of product, one file each. A file put here is a new kind: it needs only a ``HOOK``."""
