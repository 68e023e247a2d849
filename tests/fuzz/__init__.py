"""Bytes from outside, made worse: every parser of them gets inputs that no honest program sends."""
