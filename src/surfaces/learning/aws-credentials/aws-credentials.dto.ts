import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import type { AwsCredentialStatus } from '../../../domain/provider-credentials/aws-credentials.service';
import type { BedrockProbeResult } from '../../../domain/provider-credentials/bedrock-probe';
import type { AwsCredentials } from '../../../platform/llm/aws-credentials';
import { TextField } from '../../http/fields';

/** What a header can carry: visible characters without spaces. */
const VISIBLE = /^[\x21-\x7e]*$/;
const NOT_VISIBLE = 'value holds spaces or characters that no credential has';

/** Credentials to put into use in place of the present ones. */
export class UpdateAwsCredentialsRequest {
  @TextField({ minimum: 16, maximum: 128, example: 'AKIAIOSFODNN7EXAMPLE' })
  @Matches(/^\w*$/, { message: 'value is not an AWS access key id' })
  aws_access_key_id: string;

  @TextField({ minimum: 16, maximum: 256, example: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' })
  @Matches(VISIBLE, { message: NOT_VISIBLE })
  aws_secret_access_key: string;

  @TextField({
    minimum: 0,
    maximum: 8_192,
    example: 'optional',
    description: 'Only for temporary credentials.',
    optional: true,
    nullable: true,
  })
  @Matches(VISIBLE, { message: NOT_VISIBLE })
  aws_session_token?: string | null;

  @TextField({
    maximum: 32,
    example: 'eu-central-1',
    description: 'Where Bedrock is asked with these credentials; the configured region if absent.',
    optional: true,
    nullable: true,
  })
  @Matches(/^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/, {
    message: 'value is not an AWS region such as eu-central-1',
  })
  region?: string | null;
}

/** What may be known of the credentials in use. */
export class AwsCredentialStatusReply {
  @ApiProperty({ example: true })
  configured: boolean;

  @ApiProperty({ enum: ['database', 'environment', 'none'], example: 'database' })
  source: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'AKIA…MPLE', description: 'Masked.' })
  access_key_id: string | null;

  @ApiProperty({ example: false })
  has_session_token: boolean;

  @ApiProperty({ example: 'us-east-1' })
  region: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    nullable: true,
    example: '2026-01-01T00:00:00.000Z',
  })
  updated_at: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 1, description: 'The id of a user.' })
  updated_by: number | null;
}

/** What became of a call to Bedrock. */
export class AwsConnectionTestReply {
  @ApiProperty({ example: true })
  success: boolean;

  @ApiProperty({
    example: 'Bedrock answered.',
    description: 'On failure what Bedrock said, without credentials.',
  })
  message: string;

  @ApiProperty({ type: 'integer', example: 640, description: 'In milliseconds.' })
  latency_ms: number;

  @ApiProperty({ example: 'amazon.nova-micro-v1:0', description: 'The model that was asked.' })
  model: string;
}

/** The credentials that a body names. */
export function toAwsCredentials(request: UpdateAwsCredentialsRequest): AwsCredentials {
  return {
    accessKeyId: request.aws_access_key_id,
    secretAccessKey: request.aws_secret_access_key,
    sessionToken: request.aws_session_token || null,
    region: request.region ?? null,
  };
}

/** The status as this contract shows it. */
export function toAwsCredentialStatus(status: AwsCredentialStatus): AwsCredentialStatusReply {
  return {
    configured: status.source !== 'none',
    source: status.source,
    access_key_id: status.accessKeyHint,
    has_session_token: status.hasSessionToken,
    region: status.region,
    updated_at: status.updatedAt?.toISOString() ?? null,
    updated_by: status.updatedBy,
  };
}

/** The result of a test as this contract shows it. */
export function toAwsConnectionTest(result: BedrockProbeResult): AwsConnectionTestReply {
  return {
    success: result.success,
    message: result.message,
    latency_ms: result.latencyMs,
    model: result.model,
  };
}
