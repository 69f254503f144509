import { Body, Delete, Get, Header, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OwnApiKeys } from '../../../domain/api-keys/own-api-keys.service';
import type { Actor } from '../../../kernel/actor';
import { CurrentActor, SignedIn } from '../../access';
import { DeveloperController } from '../developer-controller';
import {
  type Envelope,
  enveloped,
  envelopedPage,
  EnvelopeOf,
  type PageEnvelope,
  PageEnvelopeOf,
} from '../envelope';
import { PageQuery, sliceOf } from '../page-query';
import { PublicIdParameter } from '../public-id';
import {
  ApiKeyReply,
  ApiKeyWithSecretReply,
  CreateApiKeyRequest,
  graceOf,
  RotateApiKeyRequest,
  toApiKeyChanges,
  toApiKeyReply,
  toApiKeyWithSecretReply,
  toNewApiKey,
  UpdateApiKeyRequest,
} from './api-keys.dto';

@ApiTags('API keys')
@SignedIn()
@DeveloperController('api-keys')
export class DeveloperApiKeysController {
  constructor(private readonly keys: OwnApiKeys) {}

  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Make an API key',
    description:
      'For people who are signed in, with the access token of the sign-in. `data.key` is shown this ' +
      'once. One person has at most 50 keys that work.',
  })
  @ApiOkResponse({ type: EnvelopeOf(ApiKeyWithSecretReply) })
  async create(
    @CurrentActor() actor: Actor,
    @Body() request: CreateApiKeyRequest,
  ): Promise<Envelope<ApiKeyWithSecretReply>> {
    return enveloped(toApiKeyWithSecretReply(await this.keys.create(actor, toNewApiKey(request))));
  }

  @Get()
  @ApiOperation({
    summary: 'List your API keys',
    description: 'The newest first, with those that were revoked or have expired.',
  })
  @ApiOkResponse({ type: PageEnvelopeOf(ApiKeyReply) })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: PageQuery,
  ): Promise<PageEnvelope<ApiKeyReply>> {
    return envelopedPage(await this.keys.list(actor, sliceOf(query)), query, toApiKeyReply);
  }

  @Get(':api_key_id')
  @ApiOperation({ summary: 'Look at one of your API keys' })
  @ApiOkResponse({ type: EnvelopeOf(ApiKeyReply) })
  async get(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('api_key_id', 'key') id: string,
  ): Promise<Envelope<ApiKeyReply>> {
    return enveloped(toApiKeyReply(await this.keys.get(actor, id)));
  }

  @Patch(':api_key_id')
  @ApiOperation({ summary: 'Rename an API key, or change from where it may be used' })
  @ApiOkResponse({ type: EnvelopeOf(ApiKeyReply) })
  async update(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('api_key_id', 'key') id: string,
    @Body() request: UpdateApiKeyRequest,
  ): Promise<Envelope<ApiKeyReply>> {
    return enveloped(toApiKeyReply(await this.keys.change(actor, id, toApiKeyChanges(request))));
  }

  @Delete(':api_key_id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke an API key',
    description: 'For good, and everywhere within a second. Revoking it again changes nothing.',
  })
  @ApiNoContentResponse()
  async revoke(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('api_key_id', 'key') id: string,
  ): Promise<void> {
    await this.keys.revoke(actor, id);
  }

  @Post(':api_key_id/rotate')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Give an API key a new secret',
    description:
      'The key keeps its id and permissions. Its earlier secrets work on for `grace_seconds` at most; ' +
      'with 0 they end at once. `data.key` is shown this once.',
  })
  @ApiOkResponse({ type: EnvelopeOf(ApiKeyWithSecretReply) })
  async rotate(
    @CurrentActor() actor: Actor,
    @PublicIdParameter('api_key_id', 'key') id: string,
    @Body() request: RotateApiKeyRequest,
  ): Promise<Envelope<ApiKeyWithSecretReply>> {
    return enveloped(toApiKeyWithSecretReply(await this.keys.rotate(actor, id, graceOf(request))));
  }
}
