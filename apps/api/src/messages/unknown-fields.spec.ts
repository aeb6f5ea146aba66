import { tellUnknownFields } from './unknown-fields.js';

const message = { capability: 'a', content: {}, conversation_id: 'c', metadata: {} };

describe(tellUnknownFields, () => {
  it('says nothing of what a message may have', () => {
    expect(tellUnknownFields(message)).toEqual({});
    expect(tellUnknownFields(undefined)).toEqual({});
  });

  it('tells of a field that no message has, with the one that may be meant', () => {
    expect(tellUnknownFields({ ...message, conversationid: 'd' })).toEqual({
      warnings: [
        {
          field: 'conversationid',
          code: 'UNKNOWN_FIELD',
          message: 'is not known here and was left out (did you mean conversation_id?)',
        },
      ],
    });
  });

  it('tells of ten at most', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`zz${String(at)}`, at]));
    expect(tellUnknownFields(many).warnings).toHaveLength(10);
  });
});
