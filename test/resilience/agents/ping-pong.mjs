/**
 * Two agents who answer every message by asking each other.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const ping = asks('Ping', 'ping', 'pong');

/** @public */
export const pong = asks('Pong', 'pong', 'ping');

function asks(name, capability, other) {
  return {
    name,
    capabilities: [capability],
    async handle({ message: { content }, send }) {
      await send(other, { hop: content.hop + 1 });
    },
  };
}
