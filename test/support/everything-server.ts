import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';

/** A server that a test speaks with. */
export interface McpTestServer {
  readonly url: string;
  stop(): Promise<void>;
}

const require = createRequire(import.meta.url);

async function freePort(): Promise<number> {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo;
  socket.close();
  await once(socket, 'close');
  return port;
}

const programs = {
  everything: require.resolve('@modelcontextprotocol/server-everything/dist/index.js'),
  memory: require.resolve('@modelcontextprotocol/server-memory/dist/index.js'),
};

/** The program of a reference server of MCP. */
export const referenceServer = (name: keyof typeof programs): string => programs[name];

/** The reference server "everything", over Streamable HTTP: the revision before the current one. */
export async function startEverything(): Promise<McpTestServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [referenceServer('everything'), 'streamableHttp'], {
    env: { PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.setEncoding('utf8');
  for await (const text of child.stderr) if (String(text).includes('listening')) break;
  return {
    url: `http://127.0.0.1:${String(port)}/mcp`,
    stop: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
