import { Module } from '@nestjs/common';
import { DeveloperProfileRepository } from './developer-profile.repository';
import { DeveloperProfiles } from './developer-profile.service';

/** Who somebody is, with the sums of what they did, for programs of theirs. */
@Module({
  providers: [DeveloperProfileRepository, DeveloperProfiles],
  exports: [DeveloperProfiles],
})
export class DeveloperProfileModule {}
