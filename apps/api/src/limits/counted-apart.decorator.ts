import { SetMetadata } from '@nestjs/common';

export const apartKey = 'caxton:counted-apart';

/**
 * Operations without credentials that are counted by address like all of them, but by themselves: whoever tries out
 * keys or paths must not use up what a login behind the same address needs.
 */
export const CountedApart = (): ClassDecorator => SetMetadata(apartKey, true);
