import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LeakedKeys } from '../../../domain/api-keys/leaked-keys.service';
import { Public } from '../../access';
import { DeveloperController } from '../developer-controller';
import { type Envelope, enveloped, EnvelopeOf } from '../envelope';
import { LeakedKeyReply, ReportLeakedKeyRequest, toLeakReport } from './leaked-keys.dto';

@ApiTags('API keys')
@DeveloperController('leaked-keys')
export class DeveloperLeakedKeysController {
  constructor(private readonly leaked: LeakedKeys) {}

  @Public()
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Report a leaked API key',
    description:
      'For whoever finds one, without an account. A key that works stops at once and for good, and ' +
      'its owner is told. The reply is the same for keys that nobody has.',
  })
  @ApiOkResponse({ type: EnvelopeOf(LeakedKeyReply) })
  async report(@Body() request: ReportLeakedKeyRequest): Promise<Envelope<LeakedKeyReply>> {
    await this.leaked.report(request.key, toLeakReport(request));
    return enveloped({ received: true });
  }
}
