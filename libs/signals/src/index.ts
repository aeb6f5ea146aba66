export { BoundedLabel, otherValue } from './bounded-label.js';
export { measure, tally, tellMeasures } from './measures.js';
export { stages } from './stages.js';
export { watched, type Ending } from './watched.js';
