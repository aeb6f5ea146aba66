/**
 * Ends with 0 when the process in this container is alive, else with 1. An argument asks for another
 * page of the operators' port: `healthcheck.mjs /health/ready`.
 */
const { CAXTON_HOST: host = '', CAXTON_METRICS_PORT: port } = process.env;
const here = ['', '0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
const url = `http://${here.includes(':') ? `[${here}]` : here}:${port || '9090'}`;

try {
  const { ok } = await fetch(`${url}${process.argv[2] ?? '/health/live'}`, {
    signal: AbortSignal.timeout(3_000),
  });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
