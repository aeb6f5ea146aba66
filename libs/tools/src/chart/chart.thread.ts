import { answerParent } from '../threads/thread-answer.js';
import { drawChart } from './draw-chart.js';

/* A thread that draws one chart and ends. */
await answerParent(drawChart);
