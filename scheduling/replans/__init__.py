"""Re-plans: what one party does about its visits when the court changes a hearing."""
