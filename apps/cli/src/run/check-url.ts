import { CliError } from './cli-error.js';

/** @throws {CliError} what was said or kept is no address of a server */
export function checkUrl(url: string): void {
  if (/^https?:\/\/[^/]/.test(url) && URL.canParse(url)) return;
  throw new CliError(
    'usage',
    `"${url}" is no URL of a server.`,
    'Write it as http://localhost:8080, in --url or CAXTON_URL.',
  );
}
