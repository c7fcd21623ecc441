"""What every write leaves behind: its audit entry, its events, its answer under a key."""
