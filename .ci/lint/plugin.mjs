import { fileName } from './file-name.mjs';
import { maxExports } from './max-exports.mjs';
import { maxFunctionLines } from './max-function-lines.mjs';
import { maxPublicMethods } from './max-public-methods.mjs';
import { ownedTodo } from './owned-todo.mjs';

/** The house rules that ESLint does not have. */
export const house = {
  meta: { name: 'house' },
  rules: {
    'file-name': fileName,
    'max-exports': maxExports,
    'max-function-lines': maxFunctionLines,
    'max-public-methods': maxPublicMethods,
    'owned-todo': ownedTodo,
  },
};
