import { SetMetadata } from '@nestjs/common';

export const unlimitedKey = 'caxton:unlimited';

/** Operations that are never too many: whoever watches the server must be able to, also when it is flooded. */
export const Unlimited = (): ClassDecorator => SetMetadata(unlimitedKey, true);
