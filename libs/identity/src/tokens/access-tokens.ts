import { errors, jwtVerify, SignJWT } from 'jose';
import type { KeptUser } from '../users/user.repository.js';
import type { JwtKeys } from './jwt-keys.js';

const issuer = 'caxton';
const audience = 'caxton-api';

/** Clocks of two processes may differ by so many seconds. */
const clockTolerance = 30;

/** Whom a token names, and as of which version of what they may do. */
export interface TokenClaims {
  readonly userId: string;
  readonly version: number;
  /** The login that it came of; none in tokens of the version before. */
  readonly login: string | undefined;
}

/**
 * Access tokens: JWT under HS256 (quick start, section 22), with the id of the key. Only this algorithm, issuer and
 * audience are taken, whatever the token says of itself (RFC 8725 §3.1).
 */
export class AccessTokens {
  constructor(
    private readonly keys: JwtKeys,
    /** How long one is good for, in seconds. */
    readonly lifetime: number,
  ) {}

  /** `login`: the family of refresh tokens that it is given with, and ends with. */
  async sign(user: KeptUser, login: string): Promise<string> {
    const { kid, secret } = await this.keys.newest();
    return new SignJWT({
      ver: user.tokenVersion,
      ws: user.workspace,
      roles: user.roles,
      sid: login,
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
      .setSubject(user.id)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${this.lifetime}s`)
      .sign(secret);
  }

  /** Why a token is not taken: `expired`, or `invalid` for everything else. */
  async read(token: string): Promise<TokenClaims | 'expired' | 'invalid'> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.keyOf(kid), {
        algorithms: ['HS256'],
        ...{ issuer, audience, clockTolerance, typ: 'JWT' },
        requiredClaims: ['sub', 'exp', 'iat', 'ver'],
      });
      const { sub, ver, sid } = payload;
      if (sub === undefined || typeof ver !== 'number') return 'invalid';
      return { userId: sub, version: ver, login: typeof sid === 'string' ? sid : undefined };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'expired';
      if (error instanceof errors.JOSEError || error instanceof UnknownKey) return 'invalid';
      throw error;
    }
  }

  private async keyOf(kid: string | undefined): Promise<Uint8Array> {
    const key = kid === undefined ? undefined : await this.keys.find(kid);
    if (key === undefined) throw new UnknownKey();
    return key.secret;
  }
}

/** Thrown when a token names a key that does not exist, or none. */
class UnknownKey extends Error {}
