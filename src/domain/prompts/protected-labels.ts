import { Inject, Injectable } from '@nestjs/common';
import { type Actor, isPlatformAdmin } from '../../kernel/actor';
import { CONFIGURATION, type Configuration } from '../../platform/config/configuration';
import { LabelProtected } from './prompts.errors';

/** The labels that an operator keeps for platform admins. */
@Injectable()
export class ProtectedLabels {
  private readonly labels: ReadonlySet<string>;

  constructor(@Inject(CONFIGURATION) configuration: Configuration) {
    this.labels = new Set(configuration.prompts.protectedLabels);
  }

  /**
   * Lets through whoever may put these labels somewhere or take them away.
   *
   * @throws LabelProtected naming those that need a platform admin.
   */
  requireAuthority(actor: Actor, labels: readonly string[]): void {
    if (isPlatformAdmin(actor)) return;
    const refused = labels.filter((label) => this.labels.has(label));
    if (refused.length > 0) throw new LabelProtected(refused);
  }
}
