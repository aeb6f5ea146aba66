import { EgressFailed } from './egress.errors.js';

/** They govern the connection, not the request: setting them desynchronises or redirects it. */
const ours = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** All that another origin gets to see of the first one's request. */
const harmless = new Set(['accept', 'accept-language', 'user-agent']);

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
const fieldText = /^[\t\x20-\x7e\x80-\xff]*$/;
const longest = 8_192;

/**
 * The headers by lower-case name.
 * @throws {EgressFailed} EGRESS_INVALID_REQUEST for names and values that HTTP does not know or
 * that are not the caller's to set
 */
export function checkHeaders(given: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const lower = name.toLowerCase();
    if (!token.test(name)) throw refused(`"${name.slice(0, 64)}" is not a header name`);
    if (ours.has(lower)) throw refused(`the header ${name} is set by the connection`);
    if (!fieldText.test(value) || value.length > longest) {
      throw refused(
        `the value of the header ${name} has characters or a length HTTP does not allow`,
      );
    }
    checked[lower] = value;
  }
  return checked;
}

/** Leaves out Authorization, cookies and everything else the new origin was not meant to see. */
export function headersForOtherOrigin(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.has(name)));
}

const refused = (message: string): EgressFailed =>
  new EgressFailed('EGRESS_INVALID_REQUEST', message);
