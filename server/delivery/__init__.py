"""Mail, WhatsApp and outgoing webhooks."""
