import { Module, type DynamicModule } from '@nestjs/common';
import { WorkerLoop } from './worker-loop.js';

/** The queue edge: it has no controllers, only a loop that starts and stops with the application. */
@Module({})
export class WorkerModule {
  static over(loop: WorkerLoop): DynamicModule {
    return { module: WorkerModule, providers: [{ provide: WorkerLoop, useValue: loop }] };
  }
}
