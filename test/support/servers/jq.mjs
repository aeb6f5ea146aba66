import { findProgram } from './run-command.mjs';

/** The program jq, or undefined. */
export const findJq = () => findProgram('jq');
