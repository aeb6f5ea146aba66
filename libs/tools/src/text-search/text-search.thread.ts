import { answerParent } from '../threads/thread-answer.js';
import { searchText } from './search-text.js';

/* A thread that searches one text and ends. */
await answerParent(searchText);
