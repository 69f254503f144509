import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service';
import { ApiKeysRepository } from './api-keys.repository';
import { ApiKeys } from './api-keys.service';
import { KeyOwnerNotices } from './key-owner-notices';

/** Ends all keys of a person whose account somebody else may have got into. */
@Injectable()
export class KeyEnding {
  constructor(
    private readonly repository: ApiKeysRepository,
    private readonly keys: ApiKeys,
    private readonly audit: AuditService,
    private readonly notices: KeyOwnerNotices,
  ) {}

  /**
   * For whoever set a new password by mail. Part of the transaction around it; call {@link forget}
   * when it is through.
   */
  async endAll(userId: number): Promise<void> {
    const ended = await this.repository.revokeAllOf(userId, 'password_reset');
    const [first] = ended;
    if (first === undefined) return;
    await this.audit.record({
      actor: null,
      action: 'api_key.revoke_all',
      subjectType: 'api_key',
      subjectIds: ended,
      details: { because: 'password_reset' },
    });
    await this.notices.tell(userId, 'reset', first);
  }

  /** Lets the end act at once in this process; others notice within a second. */
  forget(): void {
    this.keys.forget();
  }
}
