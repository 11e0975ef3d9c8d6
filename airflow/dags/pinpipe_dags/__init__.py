"""What the DAGs of pinpipe are made of. Nothing here reads a network or imports a provider before a task needs it."""
