import { toFieldErrors } from './field-errors.js';
import { webhookRegistration } from './webhook.schema.js';

describe('the URL of a webhook', () => {
  it.each([
    [undefined, 'is required'],
    ['ftp://example.com', 'must be a URL that starts with https:// or http://'],
    ['nowhere', 'must be a URL that starts with https:// or http://'],
  ])('is refused with what it would have to be: %p', (url, message) => {
    const { error } = webhookRegistration.safeParse({ url, events: ['message.response'] });

    expect(toFieldErrors(error?.issues ?? [])).toMatchObject([{ field: 'url', message }]);
  });
});
