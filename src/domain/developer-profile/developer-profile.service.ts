import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { NotFound } from '../../kernel/errors';
import { type DeveloperProfile, DeveloperProfileRepository } from './developer-profile.repository';

/** What programs may know of the person that they call for. */
@Injectable()
export class DeveloperProfiles {
  constructor(private readonly profiles: DeveloperProfileRepository) {}

  /** The actor's own. @throws NotFound when the account went a moment ago. */
  async getOwn(actor: Actor): Promise<DeveloperProfile> {
    const profile = await this.profiles.find(actor.userId);
    if (profile === null) throw new NotFound('This account does not exist any more.');
    return profile;
  }
}
