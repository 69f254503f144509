import { Injectable, type PipeTransform } from '@nestjs/common';
import { LABEL_PATTERN } from '../../../domain/prompts/prompt-label';
import { Invalid } from '../../../kernel/errors';
import { PathParameter } from '../../http/path-parameter';

/** Reads a label from the path. */
@Injectable()
class PromptLabelPipe implements PipeTransform<string, string> {
  transform(label: string): string {
    if (LABEL_PATTERN.test(label)) return label;
    const message = 'value is not a label such as production';
    throw new Invalid([{ path: ['path', 'label'], message, rule: 'label' }]);
  }
}

/** The label of a prompt in the path. */
export function PromptLabelParameter(): ParameterDecorator {
  return PathParameter('label', PromptLabelPipe, {
    schema: { type: 'string', pattern: LABEL_PATTERN.source, example: 'production' },
  });
}
