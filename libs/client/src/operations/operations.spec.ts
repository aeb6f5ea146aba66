import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callOf } from '../calls/call-of.js';
import type { OperationId } from '../calls/operation.js';
import { routes } from '../generated/routes.js';

interface Operation {
  readonly operationId: string;
  readonly requestBody?: object;
  readonly parameters?: readonly { readonly name: string }[];
}

const document = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../docs/surface/openapi.json'), 'utf8'),
) as { paths: Record<string, Record<string, Operation>> };

const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    id: operation.operationId as OperationId,
    path,
    method: method.toUpperCase(),
    takesBody: operation.requestBody !== undefined,
    takesKey: operation.parameters?.some(({ name }) => name === 'Idempotency-Key') ?? false,
  })),
);

/** Those that are more than a method and JSON, each with a function of its own. */
const apart = [
  ...['sendMessage', 'uploadArtifact', 'downloadArtifact', 'getExample'],
  'exportConversation',
];

async function readGroups(): Promise<OperationId[]> {
  const files = readdirSync(import.meta.dirname).filter((name) => !name.includes('.spec.'));
  const modules = await Promise.all(
    files.map(async (name) => import(`./${name.replace('.ts', '.js')}`) as Promise<object>),
  );
  return modules
    .flatMap((module) => Object.values(module) as Readonly<Record<string, OperationId>>[])
    .flatMap((group) => Object.values(group));
}

describe('the operations that the client offers', () => {
  it('are those of the OpenAPI document, each once', async () => {
    const offered = [...(await readGroups()), ...apart];
    expect(offered.sort()).toEqual(documented.map(({ id }) => id).sort());
  });

  it('are called as the document says', () => {
    expect(Object.keys(routes).sort()).toEqual(documented.map(({ id }) => id).sort());
    for (const { id, path, method, takesBody, takesKey } of documented) {
      const names = path.match(/\{\w+\}/g)?.map(() => 'x') ?? [];
      const call = callOf(id, [...names, ...(takesBody ? [{ a: 1 }] : []), { limit: 1 }]);
      expect(call).toMatchObject({ method, path: `${path.replaceAll(/\{\w+\}/g, 'x')}?limit=1` });
      expect([id, call.json]).toEqual([id, takesBody ? { a: 1 } : undefined]);
      expect([id, 'idempotency-key' in call.headers]).toEqual([id, takesKey]);
    }
  });
});
