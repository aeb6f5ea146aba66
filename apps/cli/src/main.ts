#!/usr/bin/env node
import { CommanderError } from 'commander';
import { composeProgram } from './compose-program.js';
import { exitCodes } from './run/exit-codes.js';
import { leaveQuietly } from './run/leave-quietly.js';

leaveQuietly();
try {
  await composeProgram().parseAsync();
} catch (error) {
  // What was wrong has been told; a question for help is no mistake.
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.done.code : exitCodes.usage.code;
}
