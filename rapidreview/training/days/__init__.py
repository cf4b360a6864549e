"""The first six days of the training case, one module a day, one act an event."""
