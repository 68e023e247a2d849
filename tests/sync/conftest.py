"""How Hypothesis works here: no example is judged by a busy machine's clock, and a failure says how to repeat it."""

from hypothesis import HealthCheck, settings

settings.register_profile("doorward", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("doorward")
