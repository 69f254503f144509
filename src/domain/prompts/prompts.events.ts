import { DomainEvent } from '../../platform/queue/domain-event';

/** A version was published, or its labels were set; `labels` are those it carries now. */
export class PromptChanged extends DomainEvent<{
  readonly name: string;
  readonly version: number;
  readonly labels: readonly string[];
}> {
  override readonly name = 'prompt.changed';
}

/** These versions of a name are gone. */
export class PromptDeleted extends DomainEvent<{
  readonly name: string;
  readonly versions: readonly number[];
}> {
  override readonly name = 'prompt.deleted';
}
