import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Invalid } from '../../kernel/errors';
import { requirePromptAccess } from './prompt-access';
import { PromptGraphRepository } from './prompt-graph.repository';
import type { PromptReference } from './prompt-reference';
import { PromptResolver } from './prompt-resolver';
import { referencesOf } from './prompt-tag';
import { renderedLength, renderTemplate, type TemplateVariables } from './prompt-template';
import { MalformedPromptTag, PromptTextInvalid, PromptUnresolvable } from './prompts.errors';

/** The longest preview, in UTF-16 code units: a large value may stand in many places. */
const LONGEST_PREVIEW = 2_000_000;

/** What a text comes to with its inclusions and values in place. */
export interface PromptPreview {
  readonly rendered: string;
  /** Names of the variables in the resolved text, with or without a value. */
  readonly variables: readonly string[];
  /** Those of them that were given no value. */
  readonly missingVariables: readonly string[];
  /** Values that the resolved text has no place for. */
  readonly unusedVariables: readonly string[];
  readonly dependencies: readonly PromptReference[];
}

/** Shows authors what a text would become, before it is saved. */
@Injectable()
export class PromptPreviewService {
  constructor(private readonly graph: PromptGraphRepository) {}

  /**
   * Resolves and renders a text that is not stored. Variables without a value stay as written.
   *
   * @throws PromptTextInvalid for a broken tag, and for a text that does not resolve.
   * @throws Invalid when the values make the text too long.
   */
  async preview(actor: Actor, text: string, variables: TemplateVariables): Promise<PromptPreview> {
    requirePromptAccess(actor);
    try {
      const dependencies = referencesOf(text);
      const resolver = new PromptResolver(await this.graph.load(dependencies));
      const resolved = resolver.resolve({ id: 0, name: '', version: 0, body: text });
      if (renderedLength(resolved.text, variables) > LONGEST_PREVIEW) {
        const message = `the rendered text would have more than ${LONGEST_PREVIEW} characters`;
        throw Invalid.field('variables', message, 'too_long');
      }
      const rendered = renderTemplate(resolved.text, variables);
      const used = new Set(resolved.variables);
      return {
        rendered,
        variables: resolved.variables,
        missingVariables: resolved.variables.filter((name) => !Object.hasOwn(variables, name)),
        unusedVariables: Object.keys(variables).filter((name) => !used.has(name)),
        dependencies,
      };
    } catch (error) {
      const isAuthors = error instanceof MalformedPromptTag || error instanceof PromptUnresolvable;
      throw isAuthors ? new PromptTextInvalid('prompt_text', error) : error;
    }
  }
}
