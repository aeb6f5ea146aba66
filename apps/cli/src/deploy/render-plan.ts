import { countSteps, type Plan, type Step } from './plan.js';

/** A plan as people read it, before they agree to it. */
export function renderPlan(plan: Plan): string {
  const { create, update, remove, keep } = countSteps(plan);
  const lines = plan.steps.filter(({ kind }) => kind !== 'keep').map(renderStep);
  const sum = `${String(create)} to create, ${String(update)} to update, ${String(remove)} to remove, ${String(keep)} unchanged.`;
  return [...lines, sum, ''].join('\n');
}

function renderStep(step: Step): string {
  switch (step.kind) {
    case 'create':
      return `+ ${step.name}  (${step.file})`;
    case 'update':
      return `~ ${step.name}  ${step.changes.join(', ')}  (${step.file})`;
    case 'remove':
      return `- ${step.name}`;
    case 'keep':
      return `  ${step.name}`;
  }
}

/** What is wrong with files, each with its fields. */
export function renderBad({ bad }: Pick<Plan, 'bad'>): string {
  return bad
    .flatMap(({ file, faults }) =>
      faults.map(({ field, message }) => `${file}: ${[field, message].filter(Boolean).join(' ')}`),
    )
    .join('\n');
}
