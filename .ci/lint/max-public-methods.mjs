const isPublicMethod = (member) =>
  /^(TSAbstract)?MethodDefinition$/.test(member.type) &&
  member.kind === 'method' &&
  member.key.type !== 'PrivateIdentifier' &&
  (member.accessibility ?? 'public') === 'public' &&
  (member.type === 'TSAbstractMethodDefinition' || member.value.body);

/** A class offers at most so many acts; accessors, overload signatures and the constructor are not counted. */
export const maxPublicMethods = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { max: { type: 'integer' } }, required: ['max'] }],
    messages: { tooMany: 'This class has {{count}} public methods; at most {{max}} are allowed.' },
  },
  create(context) {
    const [{ max }] = context.options;
    return {
      ClassBody(node) {
        const count = node.body.filter(isPublicMethod).length;
        if (count > max) context.report({ node, messageId: 'tooMany', data: { count, max } });
      },
    };
  },
};
