/** What else is to be said of a refusal. */
export interface Denial {
  /** The operator's settings could open the address. @default false */
  readonly isOperators?: boolean;
  /** An answer led there, so a request was made before. @default false */
  readonly isRedirect?: boolean;
}

/**
 * Thrown when a request must not leave: its URL, one of its addresses or a redirect is refused.
 * Nothing was sent there. Remedy: use a public address; if it is meant to be reached, the operator
 * adds it to the allow list of the egress policy.
 */
export class EgressDenied extends Error {
  readonly code = 'EGRESS_DENIED';
  readonly isOperators: boolean;
  readonly isRedirect: boolean;

  constructor(reason: string, { isOperators = false, isRedirect = false }: Denial = {}) {
    const remedy = isOperators ? '; the operator opens addresses with CAXTON_EGRESS_ALLOW' : '';
    super(`the address is refused: ${reason}${remedy}`);
    this.name = 'EgressDenied';
    this.isOperators = isOperators;
    this.isRedirect = isRedirect;
  }
}

export type EgressFailureCode =
  | 'EGRESS_UNREACHABLE'
  | 'EGRESS_TIMEOUT'
  | 'EGRESS_TOO_LARGE'
  | 'EGRESS_TOO_MANY_REDIRECTS'
  | 'EGRESS_CONTENT_TYPE'
  | 'EGRESS_INVALID_REQUEST'
  | 'EGRESS_INVALID_RESPONSE';

/**
 * Thrown when a request was allowed to leave but brought back nothing usable.
 * Remedy: by code. UNREACHABLE and TIMEOUT may pass; the others need another request.
 */
export class EgressFailed extends Error {
  /** No connection came about, so that nothing of the request left. Otherwise it may have. */
  readonly neverLeft: boolean;

  constructor(
    readonly code: EgressFailureCode,
    message: string,
    { neverLeft = false, ...options }: ErrorOptions & { readonly neverLeft?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'EgressFailed';
    this.neverLeft = neverLeft;
  }
}

/**
 * Thrown when the policy itself cannot be read.
 * Remedy: write each rule as a CIDR, an address, a host, host:port, `*.domain` or a URL prefix.
 */
export class InvalidEgressRule extends Error {
  readonly code = 'INVALID_EGRESS_RULE';

  constructor(rule: string) {
    super(
      `egress rule "${rule}" is none of: CIDR, address, host, host:port, *.domain, URL prefix such as http://localhost:8080/examples/`,
    );
    this.name = 'InvalidEgressRule';
  }
}
