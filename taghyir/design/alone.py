"""A picture opened by itself: the browser draws a page around it, which may style itself and do nothing else."""

PICTURE_ALONE = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; sandbox"
