/** The only user and the only database there are. */
export const onlyName = 'postgres';

/** No other machine can reach it. */
export const loopback = '127.0.0.1';

/** Where clients of this machine connect. */
export function connectionStringOf(port: number, password: string): string {
  return `postgres://${onlyName}:${password}@${loopback}:${port}/${onlyName}`;
}
