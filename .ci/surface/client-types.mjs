import openapiTS, { astToString } from 'openapi-typescript';

const notice =
  '// Made from the OpenAPI document by `npm run surface`: change the API, not this file.\n';

/** Leaves out the examples of schemas; not, under `properties`, a field of that name. */
function withoutExamples(node, areNames = false) {
  if (Array.isArray(node)) return node.map((item) => withoutExamples(item));
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => areNames || !/^examples?$/.test(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, withoutExamples(value, !areNames && key === 'properties')]),
  );
}

/** Errors have one shape, and examples would be half of the file: neither tells a client anything. */
function forTypes(document) {
  const copy = withoutExamples(JSON.parse(document));
  for (const operation of Object.values(copy.paths).flatMap(Object.values))
    operation.responses = Object.fromEntries(
      Object.entries(operation.responses).filter(([status]) => status.startsWith('2')),
    );
  return copy;
}

/** The types of every request and answer, for `libs/client`. */
export async function describeClientTypes(document) {
  const nodes = await openapiTS(forTypes(document), { defaultNonNullable: false });
  return `${notice}${astToString(nodes)}`;
}

const isOnce = ({ parameters = [] }) => parameters.some(({ name }) => name === 'Idempotency-Key');

/** A question that is too long for a URL: asking it again does no harm. */
const onlyReads = ({ 'x-scopes': scopes }) =>
  Array.isArray(scopes) && scopes.length > 0 && scopes.every((scope) => scope.endsWith(':read'));

/** The line of one operation: its method, its path, and what a client must know before it calls it. */
function describeRoute([method, operation], path) {
  const facts = [
    `method: '${method.toUpperCase()}', path: '${path}'`,
    ...(operation.requestBody ? ['takesBody: true'] : []),
    ...(isOnce(operation) ? ['takesKey: true'] : []),
    ...(method === 'post' && onlyReads(operation) ? ['onlyReads: true'] : []),
  ];
  return `  ${operation.operationId}: { ${facts.join(', ')} },\n`;
}

/** Where each operation is, for `libs/client`. */
export function describeClientRoutes(document) {
  const rows = Object.entries(JSON.parse(document).paths).flatMap(([path, operations]) =>
    Object.entries(operations).map((entry) => describeRoute(entry, path)),
  );
  return `${notice}export const routes = {\n${rows.join('')}} as const;\n`;
}

/** Every code that an error may have, for `libs/client`. */
export function describeClientCodes(codes) {
  const members = [...codes].sort().map((code) => `  | '${code}'`);
  return `${notice}export type ServerErrorCode =\n${members.join('\n')};\n`;
}
