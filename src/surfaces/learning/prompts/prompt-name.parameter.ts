import { Injectable, Param, type PipeTransform } from '@nestjs/common';
import { promptNameFault } from '../../../domain/prompts/prompt-name';
import { Invalid } from '../../../kernel/errors';

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
  return Param('prompt_name', PromptNamePipe);
}
