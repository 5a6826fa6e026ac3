"""Slots: one bookable time each, made ahead from the windows."""
