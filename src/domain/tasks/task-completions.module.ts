import { Module } from '@nestjs/common';
import { TaskCompletions } from './task-completions.service';

/** Whether tasks are done, for features on which tasks themselves rest. */
@Module({ providers: [TaskCompletions], exports: [TaskCompletions] })
export class TaskCompletionsModule {}
