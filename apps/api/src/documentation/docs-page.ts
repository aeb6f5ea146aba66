import type { SwaggerCustomOptions } from '@nestjs/swagger';

/** What the examples of the document take for the address of the server. */
const printed = 'http://localhost:8080';

/** Only this machine: another name in the header could have been written by anybody. */
const onThisMachine = /^(?:localhost|127\.0\.0\.1|\[::1\]):\d{1,5}$/;

/** The page where every call can be tried: chapters first, their calls when they are opened. */
export const docsPage: SwaggerCustomOptions = {
  raw: false,
  customSiteTitle: 'Caxton API',
  swaggerOptions: {
    ...{ docExpansion: 'none', filter: true, deepLinking: true },
    ...{ displayRequestDuration: true, defaultModelsExpandDepth: 0 },
  },
  patchDocumentOnRequest: (request, _response, document) =>
    withOwnAddress(document, (request as { headers: { host?: string } }).headers.host),
};

/** The same document with examples that lead to the server that is asked, on whichever port it is. */
export function withOwnAddress<Document>(document: Document, host = ''): Document {
  if (!onThisMachine.test(host)) return document;
  return JSON.parse(JSON.stringify(document).replaceAll(printed, `http://${host}`)) as Document;
}
