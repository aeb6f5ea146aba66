/**
 * So many of the texts of each as there is room for, the first to come first served; but each gets one of
 * its texts as long as there is room for one of each.
 */
export function dealTexts(
  textsOfEach: readonly (readonly string[])[],
  room: number,
): (readonly string[])[] {
  let left = room;
  return textsOfEach.map((texts, index) => {
    const others = textsOfEach.length - index - 1;
    const dealt = texts.slice(0, Math.max(Math.min(left, 1), left - others));
    left -= dealt.length;
    return dealt;
  });
}
