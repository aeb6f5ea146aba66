import { answerParent } from '../threads/thread-answer.js';
import { renderTemplate } from './render-template.js';

/* A thread that renders one document and ends. */
await answerParent(renderTemplate);
