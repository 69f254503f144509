import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import type { LeakReport } from './api-key';
import { ApiKeysRepository } from './api-keys.repository';
import { ApiKeys } from './api-keys.service';
import { KeyOwnerNotices } from './key-owner-notices';
import { KeySecretsRepository } from './key-secrets.repository';
import { isKeyText, withoutKeys } from './key-text';

/** Keys that strangers found where they should not be. */
@Injectable()
export class LeakedKeys {
  constructor(
    private readonly database: Database,
    private readonly repository: ApiKeysRepository,
    private readonly secrets: KeySecretsRepository,
    private readonly keys: ApiKeys,
    private readonly audit: AuditService,
    private readonly notices: KeyOwnerNotices,
  ) {}

  /**
   * Ends a key whose whole text somebody has, and tells its owner. A secret that was rotated away
   * ends alone: the newer one of its key did not leak. For a key that is unknown or has ended
   * nothing happens, and nobody is told the difference.
   */
  async report(text: string, report: LeakReport): Promise<void> {
    if (!isKeyText(text)) return;
    const isEnded = await this.database.transaction(async () => {
      const keyId = await this.secrets.keyIdOf(text);
      if (keyId === null) return false;
      // A rotation under way changes which secret is in use: look only when it is through.
      await this.repository.lock(keyId);
      const found = await this.secrets.findWorking(text);
      if (found === null) return false;
      if (found.isInUse) await this.repository.revoke(keyId, 'leaked');
      else await this.secrets.retire(found.id);
      await this.secrets.insertReport(keyId, withoutAnyKey(report));
      await this.audit.record({
        actor: null,
        action: 'api_key.leak',
        subjectType: 'api_key',
        subjectIds: [keyId],
        details: { was_in_use: found.isInUse },
      });
      await this.notices.tell(found.userId, 'leaked', found.id, found);
      return true;
    });
    if (isEnded) this.keys.forget();
  }
}

/** A finder may paste the key once more into what they write. */
function withoutAnyKey({ sourceUrl, note }: LeakReport): LeakReport {
  return {
    sourceUrl: sourceUrl === null ? null : withoutKeys(sourceUrl),
    note: note === null ? null : withoutKeys(note),
  };
}
