const megabyte = 1_048_576;

/** What one connection may ask of the thread. */
export const limits = {
  /** A message, and a batch of them. 200 MB of it made the engine take 1.4 GB of its 2 GB. */
  messageBytes: 128 * megabyte,
  /** Work that waits; beyond it the client is not read from until some is done. */
  waitingBytes: 8 * megabyte,
  /** Answers that the client has not read; beyond it none of its work is done. */
  unreadBytes: megabyte,
  /** A listener that lets so much lie will never read it. */
  unreadNotificationBytes: 32 * megabyte,
  /** How long a client may take to show its password, in milliseconds. */
  authenticationMs: 10_000,
  /** How long a client may take to read why it was hung up on, in milliseconds. */
  lingerMs: 1_000,
  /**
   * How long a stop waits for clients that are about to leave, in milliseconds: a pool that was
   * ended just now would hear that the server ends its connections, as an error.
   */
  leaveMs: 250,
  /** More clients are told so. BullMQ alone may want one for each of 128 queues. */
  connections: 1_000,
} as const;
