import { Injectable } from '@nestjs/common';
import type { Writer, WritingTask, Written } from './writer';

/** Writes by template: needs no model and always says the same about the same facts. */
@Injectable()
export class TemplateWriter implements Writer {
  write<Words>(task: WritingTask<Words>): Promise<Written<Words>> {
    return Promise.resolve(writtenByTemplate(task));
  }
}

/** The template's words as something written. */
export function writtenByTemplate<Words>(task: WritingTask<Words>): Written<Words> {
  return { words: task.template(), writer: 'template', model: null, promptVersion: null };
}
