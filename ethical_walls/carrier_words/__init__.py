"""What carriers say to us, sealed until the job of its own compartment takes it in."""
