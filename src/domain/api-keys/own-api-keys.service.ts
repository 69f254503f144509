import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { Forbidden } from '../../kernel/errors';
import type { Page, Slice } from '../../kernel/page';
import { Database } from '../../platform/database/database';
import { AuditService } from '../audit/audit.service';
import type { ApiKey, ApiKeyChanges, ApiKeyWithSecret, NewApiKey } from './api-key';
import { ApiKeyEnded, ApiKeyNotFound, ExpiryInThePast, TooManyApiKeys } from './api-keys.errors';
import { ApiKeysRepository } from './api-keys.repository';
import { ApiKeys } from './api-keys.service';
import { KeyOwnerNotices } from './key-owner-notices';
import { KeySecretsRepository } from './key-secrets.repository';
import { newKeyText } from './key-text';

/** How many keys of one person may work at a time. */
const MOST_LIVE_KEYS = 50;

/** A person's own keys. A key makes and changes no keys, whatever it is permitted. */
@Injectable()
export class OwnApiKeys {
  constructor(
    private readonly database: Database,
    private readonly repository: ApiKeysRepository,
    private readonly secrets: KeySecretsRepository,
    private readonly keys: ApiKeys,
    private readonly audit: AuditService,
    private readonly notices: KeyOwnerNotices,
  ) {}

  /**
   * Makes a key. Its secret is in the reply and nowhere else.
   *
   * @throws Forbidden for a caller with a key.
   * @throws ExpiryInThePast @throws TooManyApiKeys
   */
  async create(actor: Actor, asked: NewApiKey): Promise<ApiKeyWithSecret> {
    requirePerson(actor);
    if (asked.expiresAt !== null && asked.expiresAt.getTime() <= Date.now()) {
      throw new ExpiryInThePast();
    }
    return this.database.transaction(async () => {
      await this.repository.lockOwner(actor.userId);
      if ((await this.repository.countLive(actor.userId)) >= MOST_LIVE_KEYS) {
        throw new TooManyApiKeys(MOST_LIVE_KEYS);
      }
      const id = await this.repository.insert(actor.userId, asked);
      return this.giveSecret(actor, id, 'made');
    });
  }

  /** All keys of the caller, ended ones too, the newest first. @throws Forbidden */
  list(actor: Actor, slice: Slice): Promise<Page<ApiKey>> {
    requirePerson(actor);
    return this.repository.list(actor.userId, slice);
  }

  /** @throws Forbidden @throws ApiKeyNotFound */
  async get(actor: Actor, id: string): Promise<ApiKey> {
    requirePerson(actor);
    const key = await this.repository.find(actor.userId, id);
    if (key === null) throw new ApiKeyNotFound();
    return key;
  }

  /**
   * Renames a key, or changes from where it may be used.
   *
   * @throws Forbidden @throws ApiKeyNotFound @throws ApiKeyEnded
   */
  async change(actor: Actor, id: string, changes: ApiKeyChanges): Promise<ApiKey> {
    const changed = await this.database.transaction(async () => {
      await this.lockWorking(actor, id);
      await this.repository.update(id, changes);
      await this.leaveTrace(actor, 'api_key.update', id, { fields: Object.keys(changes) });
      return this.get(actor, id);
    });
    this.keys.forget();
    return changed;
  }

  /**
   * Gives a key a new secret. The earlier ones work on for so long at most.
   *
   * @param graceSeconds 0 ends them at once.
   * @throws Forbidden @throws ApiKeyNotFound @throws ApiKeyEnded
   */
  async rotate(actor: Actor, id: string, graceSeconds: number): Promise<ApiKeyWithSecret> {
    const rotated = await this.database.transaction(async () => {
      await this.lockWorking(actor, id);
      await this.secrets.retireAll(id, graceSeconds);
      return this.giveSecret(actor, id, 'rotated');
    });
    this.keys.forget();
    return rotated;
  }

  /** Ends a key for good; doing it again changes nothing. @throws Forbidden @throws ApiKeyNotFound */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.get(actor, id);
      await this.repository.lock(id);
      if ((await this.get(actor, id)).revokedAt !== null) return;
      await this.repository.revoke(id, 'owner');
      await this.leaveTrace(actor, 'api_key.revoke', id);
    });
    this.keys.forget();
  }

  private async giveSecret(
    actor: Actor,
    id: string,
    change: 'made' | 'rotated',
  ): Promise<ApiKeyWithSecret> {
    const secret = newKeyText();
    const secretId = await this.secrets.insert(id, secret);
    await this.leaveTrace(actor, change === 'made' ? 'api_key.create' : 'api_key.rotate', id);
    const apiKey = await this.get(actor, id);
    await this.notices.tell(actor.userId, change, secretId, apiKey);
    return { apiKey, secret };
  }

  private async lockWorking(actor: Actor, id: string): Promise<void> {
    await this.get(actor, id);
    await this.repository.lock(id);
    const { revokedAt, isExpired } = await this.get(actor, id);
    if (revokedAt !== null || isExpired) throw new ApiKeyEnded();
  }

  private leaveTrace(
    actor: Actor,
    action: string,
    id: string,
    details: { readonly fields?: string[] } = {},
  ): Promise<void> {
    return this.audit.record({ actor, action, subjectType: 'api_key', subjectIds: [id], details });
  }
}

function requirePerson(actor: Actor): void {
  if (actor.key !== undefined) throw new Forbidden('Only people who signed in manage API keys.');
}
