const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token in the form of `libs/identity`, of whoever `iss` says. */
export function aToken(iss: string): string {
  const claims = { ver: 1, ws: 'default', roles: ['admin'], sub: 'usr-1', iss, aud: 'caxton-api' };
  return `${encode({ alg: 'HS256', typ: 'JWT', kid: 'k1' })}.${encode(claims)}.${'s'.repeat(43)}`;
}

/** One of each kind, in the form that the server gives out. */
export const credentials = {
  api_key: `cxk_live_Ab3dEf9h_${'K'.repeat(43)}_0aZ9bY`,
  refresh_token: `cxr_${'r-_'.repeat(14)}R`,
  webhook_secret: `whsec_${Buffer.alloc(32, 251).toString('base64')}`,
  access_token: aToken('caxton'),
} as const;
