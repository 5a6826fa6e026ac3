"""Hearings: when and where a case is listed, in versions that are never overwritten."""
