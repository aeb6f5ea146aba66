/**
 * A lib shows at most so many values at its front door. Types are free: they say what the values
 * take and give, and hiding one only makes a caller spell it out again.
 */
export const maxExports = {
  meta: {
    type: 'suggestion',
    schema: [{ type: 'object', properties: { max: { type: 'integer' } }, required: ['max'] }],
    messages: { tooMany: 'This front door exports {{count}} values; at most {{max}} are allowed.' },
  },
  create(context) {
    const [{ max }] = context.options;
    const names = new Set();
    return {
      ExportSpecifier: ({ exported, exportKind, parent }) => {
        if (exportKind !== 'type' && parent.exportKind !== 'type') names.add(exported.name);
      },
      'ExportNamedDeclaration[exportKind="value"] > * > Identifier.id': ({ name }) =>
        names.add(name),
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
