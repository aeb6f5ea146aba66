/** A lib shows at most so many names at its front door; a type and a value of one name count once. */
export const maxExports = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { max: { type: 'integer' } }, required: ['max'] }],
    messages: { tooMany: 'This front door exports {{count}} names; at most {{max}} are allowed.' },
  },
  create(context) {
    const [{ max }] = context.options;
    const names = new Set();
    return {
      ExportSpecifier: ({ exported }) => names.add(exported.name),
      'ExportNamedDeclaration > * > Identifier.id': ({ name }) => names.add(name),
      'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > Identifier.id': ({
        name,
      }) => names.add(name),
      'Program:exit'(node) {
        const count = names.size;
        if (count > max) context.report({ node, messageId: 'tooMany', data: { count, max } });
      },
    };
  },
};
