"""What goes over the wire, as the REST API names it (docs/surface/openapi.json has all of it)."""

from typing import Any, Dict, List, Optional, TypedDict


class AgentDeployed(TypedDict, total=False):
    """The answer to a deployment."""

    agent_id: str
    status: str
    version: str
    capabilities: List[str]
    tools: List[str]
    memory_enabled: bool
    deployment_time: str


class Message(TypedDict, total=False):
    """One thing said."""

    id: str
    performative: str
    sender: str
    receiver: str
    capability_target: str
    routed_to: str
    in_reply_to: str
    content: Dict[str, Any]
    metadata: Dict[str, Any]
    status: str
    timestamp: str


class MessageAccepted(TypedDict, total=False):
    """The answer to a message: it is stored."""

    message_id: str
    conversation_id: str
    routed_to: str
    routing_strategy: str
    status: str
    timestamp: str
    follow_url: str
    reply: Optional[Message]
    waiting_for: List[Dict[str, Any]]


class Conversation(TypedDict, total=False):
    """The messages of a conversation, in their order."""

    conversation_id: str
    messages: List[Message]
    next_cursor: str


class ConversationEvent(TypedDict, total=False):
    """Something that happened in a conversation; without an id it happens right now and is not kept."""

    id: int
    type: str
    conversation_id: str
    at: str
    data: Dict[str, Any]
