"""Benchmarks: ratios within one run, each with why its bound."""
