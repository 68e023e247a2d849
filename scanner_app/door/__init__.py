"""From a payload to a verdict: the door session and what it tells the screen. No Qt."""
