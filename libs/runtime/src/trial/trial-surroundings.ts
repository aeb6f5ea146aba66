import { apiClient, type MessageView } from '#protocol';
import type { Directory } from '../directory.js';
import type { StepJournal } from '../journal/step-recorder.js';
import { NotSendable } from '../outgoing/outgoing.errors.js';
import type { Surroundings } from '../surroundings.js';
import { CountedModel } from './counted-model.js';
import { trialFiles } from './trial-files.js';
import { trialMemories } from './trial-memories.js';
import { trialTools } from './trial-tools.js';
import type { TrialTurn } from './trial-turn.js';

/**
 * What surrounds a turn that only tries a configuration: model, prompt, tools and rules are those of every turn, and
 * nothing that it does lasts. `onAsked` hears of the capabilities that it would have sent to.
 */
export function trialSurroundings(
  around: Surroundings,
  trial: TrialTurn,
  onAsked: (capability: string) => void,
): Surroundings {
  return {
    ...around,
    directory: trialDirectory(around.directory, trial, onAsked),
    history: () => Promise.resolve(trial.history.map(viewPast)),
    chooseModel: (settings) => new CountedModel(around.chooseModel(settings), trial.onSpent),
    toolsOf: async (workspace) => trialTools(await around.toolsOf(workspace), trial.allowTools),
    memories: trialMemories(trial.memories),
    files: trialFiles,
    journal: forgetful,
    approvals: nothing,
    answers: nothing,
    lineage: { agents: () => Promise.resolve(new Set()), repeats: () => Promise.resolve(0) },
    tell: () => undefined,
  };
}

const nothing = { load: () => Promise.resolve([]) };

/** There is no other attempt that could want to know. */
const forgetful: StepJournal = {
  ...nothing,
  ...{ note: done, start: done, finish: done, supersede: done },
};

function done(): Promise<void> {
  return Promise.resolve();
}

/** It sees who there is, and sends nothing to anybody. */
function trialDirectory(
  directory: Directory,
  { profile }: TrialTurn,
  onAsked: (capability: string) => void,
): Directory {
  return {
    load: () => Promise.resolve(profile),
    neighbours: (lease, grants) => directory.neighbours(lease, grants),
    subscribers: () => Promise.resolve([]),
    route: (_caller, { capability }) => {
      onAsked(capability);
      return Promise.reject(new NotSendable('NOT_RUN_IN_TRIAL', 'A trial sends no messages.'));
    },
    find: () => Promise.resolve(undefined),
  };
}

function viewPast({ sender = apiClient, content }: TrialTurn['history'][number]): MessageView {
  return {
    ...{ id: 'msg-0', sender, performative: 'inform', timestamp: new Date(0).toISOString() },
    content: typeof content === 'string' ? { text: content } : content,
  };
}
