"""Tests of the contracts: what a file says, and what is wrong with it."""
