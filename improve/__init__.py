"""`make improve`: teaches what staff accepted, and proves that nothing gets worse by it."""
