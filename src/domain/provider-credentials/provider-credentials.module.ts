import { Module } from '@nestjs/common';
import { AWS_CREDENTIAL_SOURCE } from '../../platform/llm/aws-credentials';
import { AuditModule } from '../audit/audit.module';
import { AwsCredentialsService } from './aws-credentials.service';
import { BedrockProbe } from './bedrock-probe';
import { CredentialVault } from './credential-vault';
import { InstallationAwsCredentials } from './installation-aws-credentials';
import { ProviderCredentialsRepository } from './provider-credentials.repository';

/** Credentials with which providers of models are asked. */
@Module({
  imports: [AuditModule],
  providers: [
    AwsCredentialsService,
    BedrockProbe,
    CredentialVault,
    InstallationAwsCredentials,
    ProviderCredentialsRepository,
    { provide: AWS_CREDENTIAL_SOURCE, useExisting: InstallationAwsCredentials },
  ],
  exports: [AWS_CREDENTIAL_SOURCE, AwsCredentialsService, CredentialVault],
})
export class ProviderCredentialsModule {}
