"""Many products: what will be made, the making, and what came of it."""
