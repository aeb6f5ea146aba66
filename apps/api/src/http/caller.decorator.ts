import { createParamDecorator } from '@nestjs/common';
import { localDeveloper, type Caller } from '#platform';

/** On whose behalf the request acts. Until identities exist: the local developer. */
export const CallerOf = createParamDecorator<undefined, Caller>(() => localDeveloper);
