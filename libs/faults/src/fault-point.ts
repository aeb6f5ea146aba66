import type { FaultPoint } from './fault-points.js';

/**
 * Marks work in which a fault may strike: before it begins, or after it took effect and before anybody
 * learned of it. In production this is all there is: the work. The resilience tests start the
 * server with another module under the name `#faults`, in which the same call kills, stops, delays
 * or fails; nothing of that is ever loaded otherwise.
 */
export function faultPoint<T>(_name: FaultPoint, work: () => Promise<T>): Promise<T> {
  return work();
}
