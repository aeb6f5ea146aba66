import { createServer } from 'node:net';
import { Obstacle, say } from '../prepare/progress.mjs';

/** Whether nobody listens on a port; 0 asks for any free one and gives it. */
function probe(host, port) {
  return new Promise((settle) => {
    const server = createServer();
    server.once('error', () => settle(undefined));
    server.listen(port, host, () => {
      const { port: bound } = server.address();
      server.close(() => settle(bound));
    });
  });
}

/**
 * The port that a variable asks for, or its default; when the default is taken, a free one, and the person is
 * told. A port that was asked for and is taken is refused: another one would not be what was asked for.
 */
export async function choosePort(variable, usual, what) {
  const host = process.env.CAXTON_HOST ?? '127.0.0.1';
  const wanted = process.env[variable];
  const port = await probe(host, Number(wanted ?? usual));
  if (port !== undefined) return port;
  if (wanted !== undefined)
    throw new Obstacle(
      `${variable}=${wanted} cannot be used: something else listens on that port. Choose another one.`,
    );
  const other = await probe(host, 0);
  say(`  Port ${usual} is taken, so ${what} is on port ${other}. ${variable} chooses another one.`);
  return other;
}
