/** What this server gives out for others to prove who they are, and what they check it by. */
export const credentialKinds = [
  'api_key',
  'refresh_token',
  'access_token',
  'webhook_secret',
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

interface CredentialForm {
  readonly kind: CredentialKind;
  readonly form: RegExp;
  /** What else must hold of a text of this form. */
  readonly isOurs?: (text: string) => boolean;
}

/** As libs/identity and libs/webhooks make them; docs/security.md tells scanners of the first. */
const forms: readonly CredentialForm[] = [
  { kind: 'api_key', form: /cxk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}/g },
  { kind: 'refresh_token', form: /cxr_[\w-]{43}/g },
  { kind: 'webhook_secret', form: /whsec_[A-Za-z0-9+/]{32,88}={0,2}/g },
  {
    kind: 'access_token',
    form: /eyJ[\w-]{10,400}\.eyJ[\w-]{10,2000}\.[\w-]{43}/g,
    isOurs: isAccessToken,
  },
];

/** A text that goes on so may be the beginning of a credential: what is not there yet decides. */
export const maybeBegun =
  /(?:cxk_|cxr_|whsec_|eyJ)[\w.+/=-]*$|(?:c|cx|cxk|cxr|w|wh|whs|whse|whsec|e|ey)$/;

/** Says what was found, so that nobody looks for a fault of the model. */
function inPlaceOf(kind: CredentialKind): string {
  return `[${kind.replace('_', ' ')} withheld]`;
}

/** The text as it is read: in plain letters, without characters that nobody sees. */
export function undisguised(text: string): string {
  return text.normalize('NFKC').replace(/[\p{Cf}\p{Mn}]/gu, '');
}

/**
 * The text without credentials of this server; `onFound` is told of each. One that was written with other letters or
 * with invisible characters in it is one all the same: then the text is given in plain letters.
 */
export function withoutCredentials(text: string, onFound: (kind: CredentialKind) => void): string {
  const left = withheldFrom(text, onFound);
  const plain = undisguised(left);
  if (plain === left) return left;
  const better = withheldFrom(plain, onFound);
  return better === plain ? left : better;
}

function withheldFrom(text: string, onFound: (kind: CredentialKind) => void): string {
  return forms.reduce(
    (left, { kind, form, isOurs = () => true }) =>
      left.replace(form, (found) => {
        if (!isOurs(found)) return found;
        onFound(kind);
        return inPlaceOf(kind);
      }),
    text,
  );
}

/** Tokens of others have the same form: what it says of itself tells whose it is. */
function isAccessToken(text: string): boolean {
  try {
    const claims: unknown = JSON.parse(
      Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    return (
      typeof claims === 'object' && claims !== null && 'iss' in claims && claims.iss === 'caxton'
    );
  } catch {
    return false;
  }
}
