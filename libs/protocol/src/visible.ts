/** Neither a space, nor a control or format character, nor one that fonts draw as nothing. */
const visible = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a text shows anything: nobody can find, or tell apart, what is named by spaces alone. */
export function isVisible(text: string): boolean {
  return visible.test(text);
}

export const visibleRule = 'must hold a visible character';
