import { answerParent } from '../threads/thread-answer.js';
import { queryJson } from './query-json.js';

/* A thread that answers one query and ends. */
await answerParent(queryJson);
