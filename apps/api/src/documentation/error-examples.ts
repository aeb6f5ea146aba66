import { errorCatalogue, type ErrorCode } from '#protocol';

interface ErrorExample {
  readonly summary: string;
  readonly value: object;
}

/** An error as it is answered, one for each code; operations refer to those that they may answer. */
export const errorExamples: Readonly<Record<string, ErrorExample>> = Object.fromEntries(
  Object.entries(errorCatalogue).map(([code, { when, remedy }]) => [
    code,
    { summary: when, value: exampleOf(code, when, remedy) },
  ]),
);

function exampleOf(code: string, message: string, suggestion: string): object {
  return {
    error: {
      ...{ code, message, details: { suggestion } },
      ...{ timestamp: '2025-09-10T15:50:00.000Z', request_id: 'req-123456' },
    },
  };
}

/** The codes that the description of an answer tells of, in its order. */
export function codesIn(description: string): ErrorCode[] {
  return [...description.matchAll(/`([A-Z_]+)`: /g)]
    .map(([, code]) => code)
    .filter((code): code is ErrorCode => code !== undefined && code in errorCatalogue);
}

/** Those that a text refers to: a document has no parts that nothing of it uses. */
export function examplesIn(text: string): Record<string, ErrorExample> {
  const used = Object.entries(errorExamples).filter(([code]) =>
    text.includes(`"${placeOf(code)}"`),
  );
  return Object.fromEntries(used);
}

const placeOf = (code: string): string => `#/components/examples/${code}`;

/** References to the examples of these codes. */
export function examplesOf(codes: readonly ErrorCode[]): Record<string, { $ref: string }> {
  return Object.fromEntries(codes.map((code) => [code, { $ref: placeOf(code) }]));
}
