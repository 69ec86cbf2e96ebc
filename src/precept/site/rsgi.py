"""What our own server serves: the site, behind a door where requests wait for their bodies."""

import os

from precept.foundation.web.arrivals import Arrivals
from precept.site.wsgi import application as site

THREADS = "PRECEPT_THREADS"
"""How many threads answer in each process."""

application = Arrivals(site, int(os.environ.get(THREADS, "4")))
