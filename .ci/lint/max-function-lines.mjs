import { builtinRules } from 'eslint/use-at-your-own-risk';

const core = builtinRules.get('max-lines-per-function');

const calleeName = (callee) => {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return calleeName(callee.object);
  if (callee.type === 'CallExpression') return calleeName(callee.callee);
  if (callee.type === 'TaggedTemplateExpression') return calleeName(callee.tag);
  return '';
};

/** `describe`, and the house's own that skips visibly where a server is missing. */
const chapters = ['describe', 'describeWith'];

/** A `describe` callback is a chapter of the specification, not a function that does something. */
const isDescribeCallback = ({ parent }) =>
  parent?.type === 'CallExpression' && chapters.includes(calleeName(parent.callee));

/** ESLint's own function cap, except for `describe` callbacks. */
export const maxFunctionLines = {
  meta: core.meta,
  create(context) {
    const listeners = core.create(context);
    return Object.fromEntries(
      Object.entries(listeners).map(([selector, visit]) => [
        selector,
        (node) => {
          if (!isDescribeCallback(node)) visit(node);
        },
      ]),
    );
  },
};
