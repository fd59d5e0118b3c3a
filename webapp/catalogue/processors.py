"""Who handles data for us: named by each deployment, because the hosting is a setting of it.

The list is empty on purpose. Kakao is not in it: it gives the member number to Duett under its
own consent screen, which is a provision to us and no work done for us. A deployment that uses a
hosting company names it here (PIPA 26(2)), with the facts of a transfer when it lies abroad.
"""

from webapp.catalogue.shapes import Processor

PROCESSORS: tuple[Processor, ...] = ()
