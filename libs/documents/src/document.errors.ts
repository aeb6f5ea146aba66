/** `unreadable`: what somebody sent is not the document it is taken for. `undrawable`: what is asked for cannot be drawn. */
type DocumentFaultKind = 'unreadable' | 'undrawable';

/**
 * Thrown when a document cannot be read or drawn. Remedy: the message says what is wrong with it, in words that
 * can be passed on to whoever sent it.
 */
export class DocumentFault extends Error {
  constructor(
    readonly kind: DocumentFaultKind,
    message: string,
  ) {
    super(message);
    this.name = 'DocumentFault';
  }
}
