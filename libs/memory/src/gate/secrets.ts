/** Keys and tokens that their makers gave a form of their own. */
const knownForms = [
  /\bsk-[A-Za-z0-9_-]{16,}/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_\w{20,}/,
  /\bglpat-[\w-]{20,}/,
  /\bxox[abposr]-[\w-]{10,}/,
  /\bAIza[\w-]{30,}/,
  /\bwhsec_[A-Za-z0-9+/=]{16,}/,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** A value that is called a secret: `password: hunter2`, "the API key is …". */
const named =
  /\b(?:pass(?:word|phrase|code)|pwd|api[ _-]?keys?|secret(?:[ _-]key)?|(?:access|auth|bearer|refresh)[ _-]?token|token|private[ _-]key|credentials?|pin(?: code)?)\b\s*(?:is|are|was|=|:|of)+\s*\S+/i;

const bearer = /\b(?:bearer|basic)\s+[\w+/=.~-]{16,}/i;
/** `postgres://user:password@host`. */
const urlWithPassword = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{1,100}:[^\s/@]{1,200}@/i;

/** Words of letters and digits so long and so mixed are made by machines. */
const longWord = /[A-Za-z0-9+/_=-]{32,}/g;
const mixedEnough = 4;

/** Whether the text holds a secret: a key, a token, a password. */
export function holdsSecret(text: string): boolean {
  if (named.test(text) || bearer.test(text) || urlWithPassword.test(text)) return true;
  if (knownForms.some((form) => form.test(text))) return true;
  return (text.match(longWord) ?? []).some((word) => isMixed(word));
}

/** Bits of information per letter, as Shannon counts them: prose has some three. */
function isMixed(word: string): boolean {
  if (!/\d/.test(word) || !/[A-Za-z]/.test(word)) return false;
  const counts = new Map<string, number>();
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  const bits = [...counts.values()].reduce((sum, count) => {
    const share = count / word.length;
    return sum - share * Math.log2(share);
  }, 0);
  return bits >= mixedEnough;
}
