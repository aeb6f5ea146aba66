"""The Python client of Caxton, a server for multi-agent systems."""

from .client import CaxtonClient
from .errors import CaxtonError, MessageFailedError, WebhookVerificationError
from .webhooks import verify_webhook
from .wire import AgentDeployed, Conversation, ConversationEvent, Message, MessageAccepted

__all__ = [
    "AgentDeployed",
    "CaxtonClient",
    "CaxtonError",
    "Conversation",
    "ConversationEvent",
    "Message",
    "MessageAccepted",
    "MessageFailedError",
    "WebhookVerificationError",
    "verify_webhook",
]
