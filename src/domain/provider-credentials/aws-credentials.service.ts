import { Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { Database } from '../../platform/database/database';
import type { AwsCredentials } from '../../platform/llm/aws-credentials';
import { AuditService } from '../audit/audit.service';
import { accessKeyHint } from './access-key-hint';
import { BedrockProbe, type BedrockProbeResult } from './bedrock-probe';
import { CredentialVault } from './credential-vault';
import { type CredentialOrigin, InstallationAwsCredentials } from './installation-aws-credentials';
import { ProviderCredentialsNotAllowed } from './provider-credentials.errors';
import type { StoredCredentials } from './provider-credentials.repository';

/** What may be known of the credentials in use. */
export interface AwsCredentialStatus {
  readonly source: CredentialOrigin;
  /** Masked; null where there is none, e.g. with a bearer token. */
  readonly accessKeyHint: string | null;
  readonly hasSessionToken: boolean;
  readonly region: string;
  /** When and by whom they were stored; null for those of the environment. */
  readonly updatedAt: Date | null;
  readonly updatedBy: number | null;
}

/** The AWS credentials with which Bedrock is asked. */
@Injectable()
export class AwsCredentialsService {
  constructor(
    private readonly database: Database,
    private readonly vault: CredentialVault,
    private readonly installation: InstallationAwsCredentials,
    private readonly probe: BedrockProbe,
    private readonly audit: AuditService,
  ) {}

  /**
   * Puts credentials into use, here at once and in other processes within seconds.
   *
   * @throws ProviderCredentialsNotAllowed
   */
  async set(actor: Actor, credentials: AwsCredentials): Promise<AwsCredentialStatus> {
    requirePlatformAdmin(actor);
    const stored = await this.database.transaction(async () => {
      const kept = await this.vault.put(credentials, actor.userId);
      await this.audit.record({
        actor,
        action: 'aws_credentials.set',
        subjectType: 'provider_credentials',
        subjectIds: [kept.id],
        details: { version: kept.version, region: kept.region },
      });
      return kept;
    });
    this.installation.forget();
    return this.statusWith(stored);
  }

  /** @throws ProviderCredentialsNotAllowed */
  async status(actor: Actor): Promise<AwsCredentialStatus> {
    requirePlatformAdmin(actor);
    return this.statusWith(await this.vault.find());
  }

  /**
   * One real call to Bedrock with the credentials in use.
   *
   * @throws ProviderCredentialsNotAllowed
   */
  async test(actor: Actor): Promise<BedrockProbeResult> {
    requirePlatformAdmin(actor);
    const stored = await this.vault.find();
    this.installation.forget();
    const source = this.installation.originWith(stored);
    const result = await this.probe.run();
    await this.audit.record({
      actor,
      action: 'aws_credentials.test',
      subjectType: 'provider_credentials',
      subjectIds: stored === null ? [] : [stored.id],
      details: { source, success: result.success, model: result.model },
    });
    return result;
  }

  private statusWith(stored: StoredCredentials | null): AwsCredentialStatus {
    const environment = this.installation.environment;
    const keys = environment.bearerToken === null ? environment.keys : null;
    return {
      source: this.installation.originWith(stored),
      accessKeyHint:
        stored?.accessKeyHint ?? (keys === null ? null : accessKeyHint(keys.accessKeyId)),
      hasSessionToken: stored?.hasSessionToken ?? (keys?.sessionToken ?? null) !== null,
      region: stored?.region ?? environment.region,
      updatedAt: stored?.createdAt ?? null,
      updatedBy: stored?.setBy ?? null,
    };
  }
}

function requirePlatformAdmin(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new ProviderCredentialsNotAllowed();
}
