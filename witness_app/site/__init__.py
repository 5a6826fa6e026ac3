"""What both sites are made of: who asks, what they may, how a page is answered."""
