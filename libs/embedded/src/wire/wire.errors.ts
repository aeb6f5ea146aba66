/**
 * Thrown when a client says what the protocol does not allow: its connection is ended with a FATAL
 * error, nobody else notices.
 * Remedy: the message says what was wrong; speak version 3.0 of the Postgres protocol.
 */
export class ProtocolViolation extends Error {
  constructor(
    readonly sqlState: string,
    message: string,
  ) {
    super(message);
    this.name = 'ProtocolViolation';
  }
}
