/** Beginnings of talk that nobody needs to remember. */
const openings = [
  'Hi there!',
  'Hello again.',
  'Good morning!',
  'Hey, how are you?',
  'Thanks a lot for yesterday.',
  'Nice to hear from you.',
  'Oh well.',
  'Haha, that is funny.',
  'How was your weekend?',
  'Sorry for being late.',
];

/** What people say in between: moods, weather, opinions, questions, courtesies. */
const remarks = [
  'It is raining again.',
  'The weather is lovely today.',
  'I am a bit tired this morning.',
  'We had a great lunch.',
  'That was a long day.',
  'The coffee is cold again.',
  'I love this song.',
  'My dog is asleep on the sofa.',
  'Did you see the game last night?',
  'The traffic was terrible.',
  'I wonder what is for dinner.',
  'The new series is really good.',
  'You are always so kind.',
  'Time flies.',
  'I think I need a holiday.',
  'The bus was late once more.',
  'What a day!',
  'Everything is fine over here.',
  'My neighbour plays the piano badly.',
  'I might go for a walk later.',
  'Somebody left the window open.',
  'The cake was delicious.',
  'It has been a while.',
  'You never know.',
  'The train is delayed, as usual.',
  'People are in a good mood.',
  'I hope you slept well.',
  'The sun is finally out.',
  'That movie was a waste of time.',
  'Can you believe it is November already?',
  'I am looking forward to the holidays.',
  'This place is getting crowded.',
  'The kids are home from school.',
  'No worries at all.',
  'The meeting went on forever.',
  'Let us talk about something else.',
  'Just saying hello.',
  'Someone brought doughnuts to the office.',
  'The printer is acting up again.',
  'Fingers crossed!',
];

/** What ends it. */
const endings = [
  'Take care!',
  'See you soon.',
  'Cheers.',
  'Talk to you later.',
  'Bye for now.',
  '',
];

/** One turn of small talk: always the same for the same number. */
export function smallTalk(number: number): string {
  const opening = openings[number % openings.length] ?? '';
  const remark = remarks[(number * 7) % remarks.length] ?? '';
  const other = remarks[(number * 11 + 3) % remarks.length] ?? '';
  const ending = endings[(number * 5) % endings.length] ?? '';
  return [opening, remark, number % 3 === 0 ? other : '', ending].join(' ').trim();
}
