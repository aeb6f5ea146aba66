import { CaxtonError } from '../errors/caxton-error.js';
import { requestIdOf } from '../errors/read-refusal.js';

/** The JSON of an answer. Thrown when it is none: UNEXPECTED_ANSWER. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const message = `The server at ${response.url} answered something that is not JSON`;
    throw new CaxtonError('UNEXPECTED_ANSWER', message, {
      status: response.status,
      requestId: requestIdOf(response),
      cause,
    });
  }
}

/** The answer as it is, for whoever reads its body at once or as it comes. */
export async function readWhole(response: Response): Promise<Response> {
  return Promise.resolve(response);
}
