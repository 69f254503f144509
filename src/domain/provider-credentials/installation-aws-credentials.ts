import { Inject, Injectable } from '@nestjs/common';
import type { BedrockAccess } from '../../platform/config/bedrock-access';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import type { AwsCredentials, AwsCredentialSource } from '../../platform/llm/aws-credentials';
import { CredentialVault } from './credential-vault';
import type { StoredCredentials } from './provider-credentials.repository';

/** How long the database is not asked again, in milliseconds; a change acts within that time. */
const FRESH_MS = 2_000;

/** Where the credentials in use come from. */
export type CredentialOrigin = 'database' | 'environment' | 'none';

/**
 * The AWS credentials of this installation: those that an administrator stored, else those of the
 * environment. Every process looks again after two seconds, so a change acts without a restart.
 */
@Injectable()
export class InstallationAwsCredentials implements AwsCredentialSource {
  private latest: Promise<AwsCredentials | null> | null = null;
  private askedAt = Number.NEGATIVE_INFINITY;
  private opened: { readonly seal: string; readonly credentials: AwsCredentials } | null = null;

  constructor(
    private readonly vault: CredentialVault,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /**
   * The credentials to sign with; null where there are none, or only a bearer token.
   *
   * @throws SecretKeyUnknown or SecretDamaged for stored ones that cannot be opened: another
   * account's from the environment never step in for them unnoticed.
   */
  current(): Promise<AwsCredentials | null> {
    const now = performance.now();
    if (this.latest === null || now - this.askedAt > FRESH_MS) {
      this.askedAt = now;
      const asked = this.read();
      this.latest = asked;
      asked.catch(() => {
        if (this.latest === asked) this.forget();
      });
    }
    return this.latest;
  }

  /** Looks into the database at the next call. */
  forget(): void {
    this.latest = null;
  }

  /** What the environment says; it acts while nothing is stored. */
  get environment(): BedrockAccess {
    return this.configuration.bedrock;
  }

  /** Where credentials come from while these are stored. */
  originWith(stored: StoredCredentials | null): CredentialOrigin {
    if (stored !== null) return 'database';
    const { bearerToken, keys } = this.environment;
    return bearerToken === null && keys === null ? 'none' : 'environment';
  }

  private async read(): Promise<AwsCredentials | null> {
    const stored = await this.vault.find();
    if (stored === null) return this.ofEnvironment();
    const seal = `${stored.id} ${stored.nonce.toString('hex')}`;
    if (this.opened?.seal !== seal) {
      this.opened = { seal, credentials: this.vault.open(stored) };
    }
    return this.opened.credentials;
  }

  private ofEnvironment(): AwsCredentials | null {
    const { bearerToken, keys } = this.environment;
    return bearerToken !== null || keys === null ? null : { ...keys, region: null };
  }
}
