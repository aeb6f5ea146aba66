import { nearestNames } from '#agents';
import { sendMessage, type DeploymentWarning } from '#protocol';

/** A body may hold ten thousand unknown fields; nobody looks at more than these. */
const mostTold = 10;

const known = Object.keys(sendMessage.shape);
const isKnown = new Set(known);

/** What a message brings that no message has: typing errors, most likely. It is left out, and that is told. */
export function tellUnknownFields(body: unknown): { warnings?: DeploymentWarning[] } {
  const names = Object.keys(body ?? {}).filter((name) => !isKnown.has(name));
  if (names.length === 0) return {};
  return { warnings: names.slice(0, mostTold).map((name) => tell(name.slice(0, 100))) };
}

function tell(field: string): DeploymentWarning {
  const [nearest] = nearestNames(field, known);
  const meant = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
  const message = `is not known here and was left out${meant}`;
  return { field, code: 'UNKNOWN_FIELD', message };
}
