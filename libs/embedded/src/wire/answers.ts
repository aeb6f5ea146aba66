import { frame } from './frame.js';

/** How a session stands: idle, in a transaction, or in one that has failed. */
export type Readiness = 'I' | 'T' | 'E';

/** What Postgres says when something went wrong. */
export interface Fault {
  readonly sqlState: string;
  readonly message: string;
  readonly hint?: string;
}

const endOfFields = Buffer.from([0]);

/** An error that the client survives. */
export const errorAnswer = (fault: Fault): Buffer => problem('ERROR', fault);

/** An error that ends the connection. */
export const fatalAnswer = (fault: Fault): Buffer => problem('FATAL', fault);

/** The session waits for the next query. */
export const readyAnswer = (readiness: Readiness): Buffer => frame('Z', Buffer.from(readiness));

/** The client shall send its data for COPY. How many columns is not known before the query runs. */
export const copyInAnswer = (isBinary: boolean): Buffer =>
  frame('G', Buffer.from([isBinary ? 1 : 0, 0, 0]));

/** The client shall send its password, in clear: the server listens on loopback alone. */
export const passwordRequest = frame('R', int32(3));

/** The client is who it says. */
export const authenticationOk = frame('R', int32(0));

/** The value of a setting that clients want to know. */
export const parameterAnswer = (name: string, value: string): Buffer => frame('S', name, value);

/** What a client needs to cancel a query of this session. */
export const cancelKey = (id: number, secret: number): Buffer =>
  frame('K', int32(id), int32(secret));

/** We speak 3.0 and know none of these options. */
export const onlyVersion3 = (unknownOptions: readonly string[]): Buffer =>
  frame('v', int32(0), int32(unknownOptions.length), ...unknownOptions);

/** We do not encrypt: bytes that never leave the machine. */
export const noEncryption = Buffer.from('N');

function problem(severity: string, { sqlState, message, hint }: Fault): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${sqlState}`, `M${message}`];
  if (hint !== undefined) fields.push(`H${hint}`);
  return frame('E', ...fields, endOfFields);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
