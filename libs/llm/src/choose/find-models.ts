/** Nothing on the way to a start may take longer. Milliseconds. */
const patienceMs = 500;

type Fetch = typeof globalThis.fetch;

/**
 * The models an Ollama server has, newest first as it lists them; models that only embed are left
 * out. `undefined` when no Ollama answers there within half a second.
 * @param baseUrl with its `/v1`
 */
export async function findOllamaModels(
  baseUrl: string,
  fetch: Fetch = globalThis.fetch,
): Promise<string[] | undefined> {
  const body = await getJson(`${baseUrl.replace(/\/v1$/, '')}/api/tags`, fetch);
  return readNames(body, 'models', 'name')?.filter((name) => !/embed|minilm|bge-/i.test(name));
}

/** The models an OpenAI-compatible server has; `undefined` when it does not say. */
export async function findCompatibleModels(
  baseUrl: string,
  apiKey: string | undefined,
  fetch: Fetch = globalThis.fetch,
): Promise<string[] | undefined> {
  const headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  return readNames(
    await getJson(`${baseUrl.replace(/\/+$/, '')}/models`, fetch, headers),
    'data',
    'id',
  );
}

async function getJson(
  url: string,
  fetch: Fetch,
  headers: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  try {
    const signal = AbortSignal.timeout(patienceMs);
    const response = await fetch(url, { signal, headers, redirect: 'error' });
    return response.ok ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}

function readNames(body: unknown, list: string, key: string): string[] | undefined {
  const entries = (body as Readonly<Record<string, unknown>> | null | undefined)?.[list];
  if (!Array.isArray(entries)) return undefined;
  return entries
    .map((entry) => (entry as Readonly<Record<string, unknown>> | null)?.[key])
    .filter((name) => typeof name === 'string');
}
