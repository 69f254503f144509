import { CredentialVault } from '../domain/provider-credentials/credential-vault';
import { SettingSecrets } from '../domain/settings/setting-secrets';
import { WebhookSecretRotation } from '../domain/webhooks/webhook-secret-rotation';
import { loadConfiguration } from '../platform/config/configuration';
import { startTrellis } from '../start';

/**
 * Seals every stored secret under the newest key; after that the previous keys can be dropped.
 * Safe to run again, and beside running processes that know both keys.
 */
export async function rotateSecrets(): Promise<void> {
  const trellis = await startTrellis(loadConfiguration(), { surfaces: false, jobs: false });
  try {
    const credentials = await trellis.app.get(CredentialVault, { strict: false }).rotate();
    const settings = await trellis.app.get(SettingSecrets, { strict: false }).rotate();
    const webhooks = await trellis.app.get(WebhookSecretRotation, { strict: false }).rotate();
    const count = credentials + settings + webhooks;
    process.stdout.write(`Sealed anew under the newest key: ${count}.\n`);
  } finally {
    await trellis.stop();
  }
}
