"""Nothing is being imported in the midst of the fork of a worker: its lock would be shut there for ever."""

import subprocess
import sys

ASKS_TWICE = """
import sys
from precept.site import serving
serving._answers("127.0.0.1", 1)
loaded = set(sys.modules)
serving._answers("127.0.0.1", 1)
assert "encodings.idna" in loaded
assert set(sys.modules) == loaded, set(sys.modules) - loaded
"""


def test_who_asks_whether_the_site_answers_has_loaded_everything_the_first_time() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASKS_TWICE], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
