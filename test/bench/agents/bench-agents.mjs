/** @public loaded by the server, as CAXTON_AGENTS_DIR says: answers at once */
export const noop = {
  name: 'Noop',
  capabilities: ['noop'],
  handle: ({ message }) => ({ n: message.content.n }),
};

const answer = ({ message }) => ({ n: message.content.n });

const link = (n) => ({
  name: `Link${n}`,
  capabilities: [`link-${n}`],
  async handle({ message, ask }) {
    const { answers } = await ask([`link-${n + 1}`], message.content);
    return answers[0].content;
  },
});

/** @public each asks the next one, the fifth answers */
export const link1 = link(1);
/** @public */
export const link2 = link(2);
/** @public */
export const link3 = link(3);
/** @public */
export const link4 = link(4);
/** @public */
export const link5 = { name: 'Link5', capabilities: ['link-5'], handle: answer };

const member = (n) => ({ name: `Member${n}`, capabilities: ['everybody'], handle: answer });

/** @public ten who are told the same */
export const member1 = member(1);
/** @public */
export const member2 = member(2);
/** @public */
export const member3 = member(3);
/** @public */
export const member4 = member(4);
/** @public */
export const member5 = member(5);
/** @public */
export const member6 = member(6);
/** @public */
export const member7 = member(7);
/** @public */
export const member8 = member(8);
/** @public */
export const member9 = member(9);
/** @public */
export const member10 = member(10);
