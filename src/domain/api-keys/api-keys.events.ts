import { DomainEvent } from '../../platform/queue/domain-event';

/** What its owner is told of a key. */
export type KeyChange = 'made' | 'rotated' | 'leaked' | 'reset';

/** Something happened to the keys of a person that may have been somebody else's doing. */
export class ApiKeysChanged extends DomainEvent<{
  readonly userId: number;
  readonly change: KeyChange;
}> {
  override readonly name = 'api_keys.changed';
}
