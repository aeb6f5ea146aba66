/**
 * Answers with the number it was told and the process that the turn ran in.
 * @public loaded by the server, as CAXTON_AGENTS_DIR says
 */
export const witness = {
  name: 'Witness',
  capabilities: ['witness'],
  description: 'Says which process heard which number.',
  async handle({ message }) {
    const { number } = message.content;
    await new Promise((resolve) => setTimeout(resolve, (number * 7) % 30));
    return { number, process: process.pid };
  },
};
