import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '../../kernel/errors';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { createLanguageModel } from '../../platform/llm/create-language-model';
import { ProviderFault } from '../../platform/llm/provider-fault';
import { InstallationAwsCredentials } from './installation-aws-credentials';
import { CredentialsMissing } from './provider-credentials.errors';

/** The longest a probe may take, in milliseconds: an administrator waits for it. */
const LIMIT_MS = 10_000;
/** Small and cheap; asked only while no model of Bedrock is configured. */
const SMALLEST_MODEL = 'amazon.nova-micro-v1:0';

/** What became of a call to Bedrock. */
export interface BedrockProbeResult {
  readonly success: boolean;
  /** For people; on failure what Bedrock itself said, without credentials. */
  readonly message: string;
  readonly latencyMs: number;
  readonly model: string;
}

/** Asks Bedrock for a few words, as the tutor would. */
@Injectable()
export class BedrockProbe {
  constructor(
    private readonly credentials: InstallationAwsCredentials,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  /** One real call with the credentials in use; a refusal or a failure is a result too. */
  async run(): Promise<BedrockProbeResult> {
    const model = this.configuration.bedrock.model ?? SMALLEST_MODEL;
    const begun = performance.now();
    const result = (success: boolean, message: string): BedrockProbeResult => ({
      success,
      message,
      latencyMs: Math.round(performance.now() - begun),
      model,
    });
    try {
      await this.ask(model);
      return result(true, 'Bedrock answered.');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return result(false, explain(error));
    }
  }

  private async ask(defaultModel: string): Promise<void> {
    const { baseUrl, bearerToken, region } = this.configuration.bedrock;
    const firstTokenTimeoutMs = Math.min(LIMIT_MS, this.configuration.llm.firstTokenTimeoutMs);
    const credentials = await this.credentials.current();
    if (credentials === null && bearerToken === null) throw new CredentialsMissing();
    const model = createLanguageModel({
      provider: 'bedrock',
      ...(baseUrl === null ? {} : { baseUrl }),
      ...(bearerToken === null ? {} : { apiKey: bearerToken }),
      region,
      awsCredentials: this.credentials,
      defaultModel,
      firstTokenTimeoutMs,
      idleTimeoutMs: LIMIT_MS,
      totalTimeoutMs: LIMIT_MS,
      breaker: { failures: Number.MAX_SAFE_INTEGER, openMs: 0 },
    });
    const reply = model.stream({
      model: defaultModel,
      messages: [{ role: 'user', content: 'Answer with the word OK.' }],
      parameters: { maxOutputTokens: 16 },
      signal: new AbortController().signal,
    });
    for await (const part of reply) if (part.type === 'finish') return;
  }
}

/** What the provider said, where it said something; its library's name of the error left out. */
function explain(error: DomainError): string {
  const fault = error.cause;
  if (!(fault instanceof ProviderFault)) return error.message;
  const said = fault.message.replace(/^[\w ]+: /, '');
  return fault.status === null ? said : `${said} (status ${fault.status})`;
}
