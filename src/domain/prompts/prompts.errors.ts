import {
  Conflict,
  Forbidden,
  Invalid,
  Malformed,
  NotFound,
  Unprocessable,
} from '../../kernel/errors';
import type { PromptType } from './prompt-body';
import { describeReference, type PromptReference } from './prompt-reference';
import { describePrompt, type PromptNode } from './prompt-source';

/** No prompt of that name, or none with that version or label. */
export class PromptNotFound extends NotFound {
  override readonly code = 'prompt_not_found';

  constructor(name: string, reference?: PromptReference) {
    super(
      reference === undefined
        ? `There is no prompt "${name}".`
        : `There is no prompt ${describeReference(reference)}.`,
    );
  }
}

/** Prompts are written, and read as they are written, by instructors and platform admins. */
export class PromptsNotAllowed extends Forbidden {
  override readonly code = 'prompts_not_allowed';

  constructor() {
    super('Prompts are for instructors and platform admins only.');
  }
}

/** Removing what others may rest on is for platform admins. */
export class PromptDeletionNotAllowed extends Forbidden {
  override readonly code = 'prompt_deletion_not_allowed';

  constructor() {
    super('Prompts are deleted by platform admins only.');
  }
}

/** The label is protected: an instructor may neither put it anywhere nor take it away. */
export class LabelProtected extends Forbidden {
  override readonly code = 'prompt_label_protected';

  constructor(labels: readonly string[]) {
    const named = labels.map((label) => `"${label}"`).join(', ');
    super(`Only a platform admin may move protected labels: ${named}.`);
  }
}

/** The label has no split at present. */
export class SplitNotFound extends NotFound {
  override readonly code = 'prompt_split_not_found';

  constructor(name: string, label: string) {
    super(`The label ${label} of the prompt "${name}" has no split.`);
  }
}

/** All versions of a name are of one type. */
export class PromptTypeConflict extends Conflict {
  override readonly code = 'prompt_type_conflict';

  constructor(name: string, type: PromptType) {
    super(`The versions of "${name}" are of type ${type}; choose another name for another type.`);
  }
}

/** Others include what was to be deleted. */
export class PromptInUse extends Conflict {
  override readonly code = 'prompt_in_use';

  constructor(subject: string, dependents: readonly Pick<PromptNode, 'name' | 'version'>[]) {
    super(
      `${subject} stays, because other prompts include it: ` +
        `${dependents.map(describePrompt).join(', ')}.`,
    );
  }
}

/** A version and a label may point at different prompts. */
export class AmbiguousPromptReference extends Malformed {
  override readonly code = 'ambiguous_prompt_reference';

  constructor() {
    super('Ask for a prompt by version or by label, not by both.');
  }
}

/** A tag in a prompt's text begins like one that includes a prompt, and is none. */
export class MalformedPromptTag extends Unprocessable {
  override readonly code = 'malformed_prompt_tag';

  constructor(tag: string) {
    super(
      `The tag ${tag} is malformed: write @@@langfusePrompt:name=…|label=…@@@ ` +
        'or @@@langfusePrompt:name=…|version=N@@@.',
    );
  }
}

/** A prompt whose text cannot be put together; the message names the chain that leads there. */
export abstract class PromptUnresolvable extends Unprocessable {
  constructor(problem: string, chain: readonly string[]) {
    super(`${problem}: ${chain.join(' → ')}.`);
  }
}

/** The last of the chain does not exist. */
export class DependencyMissing extends PromptUnresolvable {
  override readonly code = 'prompt_dependency_missing';

  constructor(chain: readonly string[]) {
    super('This includes a prompt that does not exist', chain);
  }
}

/** The last of the chain is a chat prompt, and only texts can stand inside a text. */
export class DependencyNotText extends PromptUnresolvable {
  override readonly code = 'prompt_dependency_not_text';

  constructor(chain: readonly string[]) {
    super('A prompt of type chat cannot be included in another', chain);
  }
}

/** The chain comes back to a name that it has been at. */
export class DependencyCycle extends PromptUnresolvable {
  override readonly code = 'prompt_dependency_cycle';

  constructor(chain: readonly string[]) {
    super('A prompt may not include itself, not through others either', chain);
  }
}

/** The chain has too many links. */
export class DependencyTooDeep extends PromptUnresolvable {
  override readonly code = 'prompt_dependency_too_deep';

  constructor(deepest: number, chain: readonly string[]) {
    super(`Prompts include each other at most ${deepest} levels deep`, chain);
  }
}

/** Inclusions multiply; their sum is limited. */
export class ResolvedPromptTooLong extends PromptUnresolvable {
  override readonly code = 'resolved_prompt_too_long';

  constructor(longest: number, chain: readonly string[]) {
    super(`With everything it includes, a prompt has at most ${longest} characters`, chain);
  }
}

/** The field of the body whose text cannot be resolved, and why. */
export class PromptTextInvalid extends Invalid {
  constructor(field: string, cause: MalformedPromptTag | PromptUnresolvable) {
    super([{ path: ['body', field], message: cause.message, rule: cause.code }]);
  }
}

/** Moving the labels would break a prompt that is in use. */
export class LabelMoveRefused extends Unprocessable {
  override readonly code = 'label_move_refused';

  constructor(cause: PromptUnresolvable) {
    super(
      `The labels stay where they are, because a labelled prompt would break. ${cause.message}`,
      {
        cause,
      },
    );
  }
}
