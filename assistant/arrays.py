"""The one array type of the project."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Embeddings: float32, shape (dimension,) for one and (count, dimension) for several, rows of unit length.
Vectors = NDArray[np.float32]
