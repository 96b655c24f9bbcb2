"""One file a page: reads words, calls one service, and shows its answer."""
