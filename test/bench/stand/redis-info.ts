import { once } from 'node:events';
import { connect } from 'node:net';

/** One section of a Redis's INFO, by its keys; asked without a library, on a connection of its own. */
export async function readRedisInfo(url: string, section: string): Promise<Map<string, string>> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port || 6379), hostname);
  socket.setEncoding('utf8').write(`INFO ${section}\r\n`);
  let text = '';
  while (!isWhole(text)) {
    const [data] = (await once(socket, 'data')) as [string];
    text += data;
  }
  socket.destroy();
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
}

function isWhole(text: string): boolean {
  const length = /^\$(\d+)\r\n/.exec(text);
  return length !== null && text.length >= length[0].length + Number(length[1]) + 2;
}
