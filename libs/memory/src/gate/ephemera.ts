/** What people say to be kind, and what machines say to be understood. */
const smallTalk = [
  /^(?:hi|hey|hello|hiya|howdy|greetings|good (?:morning|afternoon|evening|night|day)|welcome)\b/i,
  /^(?:bye|goodbye|see you|cheers|take care|have a (?:nice|good|great|lovely))\b/i,
  /^(?:thanks?|thank you|thx|ta|much appreciated|many thanks)\b/i,
  /^(?:ok(?:ay)?|sure|yes|yeah|yep|no|nope|right|great|nice|cool|fine|perfect|lol|haha|wow|oh|hmm+|well|agreed|sounds good|got it|noted|you're welcome|no problem|never mind)[\s,.!]*$/i,
  /^(?:how (?:are|is|was|were|have|do|did)|what'?s up|nice to|glad to|happy to|sorry|please|let me know|i hope|hope you)\b/i,
  /^(?:as an? (?:ai|language model|assistant)|i (?:can|can't|cannot|am unable|don't know)|found nothing|nothing was analysed)\b/i,
];

/** What holds only for a moment. */
const passing =
  /\b(?:today|tonight|yesterday|tomorrow|right now|at the moment|just now|currently raining|this (?:morning|afternoon|evening|week|weekend|minute)|a (?:minute|moment|second) ago|lunch|coffee|weather|raining|sunny|cloudy|snowing|traffic|weekend)\b/i;

/** Moods and opinions of the moment. */
const mood =
  /^(?:i|we|you|it|that|this|he|she|they|there|everything|everybody|something|nothing|someone|people)(?:'s|'m|'re| (?:am|is|are|was|were|feel|felt|think|guess|hope|love|like|hate|wonder|need|want|will|would|should|might|have|had|has|just|got|really|do|did|went|saw|heard))\b/i;

/** Whether a sentence is of the moment: greeting, thanks, weather, mood, a question. */
export function isEphemeral(sentence: string): boolean {
  const said = sentence.trim();
  if (said.endsWith('?')) return true;
  return smallTalk.some((form) => form.test(said)) || passing.test(said) || mood.test(said);
}
