/** Personal data that nobody needs to remember for long: an account, a card, an identity number. */
type Numbers = 'card number' | 'bank account' | 'identity number';

/** Personal data that may belong to a fact, if people say so. */
type Contact = 'email address' | 'phone number' | 'date of birth';

/** What of a person a text holds. */
export type PersonalData =
  | { readonly kind: 'forbidden'; readonly what: Numbers }
  | { readonly kind: 'delicate'; readonly what: Contact };

const card = /\b\d(?:[ -]?\d){12,18}\b/g;
const account = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g;
const identity = /\b\d{3}-\d{2}-\d{4}\b|\b(?:ssn|social security|passport)\b\D{0,20}\w*\d/i;
const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+/;
const phone =
  /(?:\+\d{1,3}[ .-]?)(?:\(?\d{1,4}\)?[ .-]?){2,5}\d\b|\(\d{3}\) ?\d{3}[ .-]\d{4}\b|\b\d{3}[.-]\d{3}[.-]\d{4}\b/;
const birth = /\b(?:born on|date of birth|birthday is|dob)\b/i;

/** The most delicate of what a text says of a person; nothing when it holds none of it. */
export function findPersonalData(text: string): PersonalData | undefined {
  if ((text.match(card) ?? []).some(passesLuhn)) return forbidden('card number');
  if ((text.match(account) ?? []).some(isIban)) return forbidden('bank account');
  if (identity.test(text)) return forbidden('identity number');
  if (email.test(text)) return delicate('email address');
  if (phone.test(text)) return delicate('phone number');
  return birth.test(text) ? delicate('date of birth') : undefined;
}

function forbidden(what: Numbers): PersonalData {
  return { kind: 'forbidden', what };
}

function delicate(what: Contact): PersonalData {
  return { kind: 'delicate', what };
}

/** The check digit that every card number carries (ISO/IEC 7812). */
function passesLuhn(text: string): boolean {
  const digits = (text.match(/\d/g) ?? []).reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    if (index % 2 === 0) return total + digit;
    return total + (digit > 4 ? digit * 2 - 9 : digit * 2);
  }, 0);
  return sum % 10 === 0 && new Set(digits).size > 1;
}

/** The check digits of an IBAN (ISO 13616). */
function isIban(text: string): boolean {
  const flat = text.replaceAll(' ', '');
  if (flat.length < 15 || flat.length > 34) return false;
  const moved = `${flat.slice(4)}${flat.slice(0, 4)}`;
  const digits = moved.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}
