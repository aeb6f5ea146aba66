export { faultPoint } from './fault-point.js';
export { faultPoints, type FaultPoint } from './fault-points.js';
