import { Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DeveloperProfiles } from '../../../domain/developer-profile/developer-profile.service';
import type { Actor } from '../../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../../platform/config/configuration';
import { CurrentActor, WithKey } from '../../access';
import { DeveloperController } from '../developer-controller';
import { type Envelope, enveloped, EnvelopeOf } from '../envelope';
import { ProfileReply, toProfile } from './profile.dto';

@ApiTags('User')
@WithKey('read:user')
@DeveloperController('user')
export class DeveloperProfileController {
  constructor(
    private readonly profiles: DeveloperProfiles,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @Get('profile')
  @ApiOperation({
    summary: 'The person that the key belongs to',
    description: 'With what they did: tasks that are done, points earned, points staked.',
  })
  @ApiOkResponse({ type: EnvelopeOf(ProfileReply) })
  async get(@CurrentActor() actor: Actor): Promise<Envelope<ProfileReply>> {
    const profile = await this.profiles.getOwn(actor);
    return enveloped(toProfile(profile, this.configuration.http.publicUrl));
  }
}
