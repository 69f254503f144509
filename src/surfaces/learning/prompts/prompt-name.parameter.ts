import { Injectable, type PipeTransform } from '@nestjs/common';
import { LONGEST_PROMPT_NAME, promptNameFault } from '../../../domain/prompts/prompt-name';
import { Invalid } from '../../../kernel/errors';
import { PathParameter } from '../../http/path-parameter';

/** Reads a prompt's name from the path, where "/" is written %2F. */
@Injectable()
class PromptNamePipe implements PipeTransform<string, string> {
  transform(name: string): string {
    const fault = promptNameFault(name);
    if (fault === null) return name;
    throw new Invalid([{ path: ['path', 'prompt_name'], message: fault, rule: 'prompt_name' }]);
  }
}

/** The name of a prompt in the path. */
export function PromptNameParameter(): ParameterDecorator {
  return PathParameter('prompt_name', PromptNamePipe, {
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: LONGEST_PROMPT_NAME,
      example: 'Video Tutor',
    },
    description: 'The name of the prompt, percent-encoded: a slash in it is written %2F.',
  });
}
