"""What doors and server share: rules, protocol, and the device's own end."""
