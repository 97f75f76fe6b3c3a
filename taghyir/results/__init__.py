"""Results: the planning matrix, its indicators typed or computed from the work, and figures that open down to their proof."""
