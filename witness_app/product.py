"""What the product calls itself: a name that tells an onlooker nothing about who is looking."""

PRODUCT_NAME = "Daybook"
