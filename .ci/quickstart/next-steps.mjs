import { say, style } from '../prepare/progress.mjs';

const curl = (url, { content, capability }) =>
  `curl -s -X POST ${url}/api/v1/messages -H 'Content-Type: application/json' \\
    -d '${JSON.stringify({ capability, content, wait: '60s' })}'`;

/** What to try next: the page to click through, requests to paste, and how to get a real model. */
export function showNextSteps(url, message, conversationId) {
  say(`\n${style.bold('What to try next')}`);
  say(`  Every call, to be tried in the browser:  ${style.cyan(`${url}/docs`)}`);
  say(`\n  This conversation again, and the agents:`);
  say(`    curl -s ${url}/api/v1/conversations/${conversationId}/messages`);
  say(`    curl -s ${url}/api/v1/agents`);
  say(`\n  Ask the same again and wait for the answer:`);
  say(`    ${curl(url, message)}`);
  say(`\n  With a language model, set one of these before you start:`);
  say(`    ANTHROPIC_API_KEY=…            OPENAI_API_KEY=…`);
  say(
    `    CAXTON_LLM_BASE_URL=http://localhost:11434/v1 CAXTON_LLM_MODEL=…   (Ollama, vLLM, llama.cpp)`,
  );
}
