"""Puts this folder on the path, so that tests in folders below it can import what tests share; keeps a person's own places out."""

import os
import tempfile

os.environ["REPORTEDLY_DATA"] = tempfile.mkdtemp(prefix="reportedly-tests-")
