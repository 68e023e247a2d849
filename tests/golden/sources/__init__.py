"""The sources' own examples, sent as they stand to a server that is deployed as the sources describe it.

``said/`` holds for each example its request as the source prints it, the fields and types that the source promises,
and the fields that are ours beside them. ``answers/`` holds what is answered, with ids, codes and times written one
way. After a change that is meant, write the answers anew with
``DOORWARD_WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/golden/sources`` and read the difference before committing.
"""
