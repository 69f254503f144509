import { Injectable } from '@nestjs/common';
import type { ModelSpending, Writer, WritingTask, Written } from './writer';

/** Writes by template: needs no model and always says the same about the same facts. */
@Injectable()
export class TemplateWriter implements Writer {
  write<Words>(task: WritingTask<Words>): Promise<Written<Words>> {
    return Promise.resolve(writtenByTemplate(task, null));
  }
}

/**
 * The template's words as something written.
 *
 * @param spending what a model used before it came to that.
 */
export function writtenByTemplate<Words>(
  task: WritingTask<Words>,
  spending: ModelSpending | null,
): Written<Words> {
  return { words: task.template(), writer: 'template', model: null, promptVersion: null, spending };
}
