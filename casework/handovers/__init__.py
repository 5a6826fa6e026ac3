"""Handing a witness over warmly: with consent field by field, answered by the receiver, chased."""
