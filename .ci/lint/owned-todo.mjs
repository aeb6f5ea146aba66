const unowned = /\b(TODO|FIXME|XXX)\b(?!\s*\(?#\d+)/;

/** Work left for later names the issue that will do it: `TODO(#12)`. */
export const ownedTodo = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { unowned: 'Name the issue that will do this, or do it now: {{word}}(#number).' },
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const word = unowned.exec(comment.value)?.[1];
          if (word) context.report({ loc: comment.loc, messageId: 'unowned', data: { word } });
        }
      },
    };
  },
};
