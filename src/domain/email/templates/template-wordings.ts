import { Injectable } from '@nestjs/common';
import type { EmailTemplateName } from '../email-template-name';
import type { EmailWording } from './email-template';
import { starterTemplate } from './starter-templates';
import { TemplateVersionsRepository } from './template-versions.repository';

/** Words of one version of a template. */
export interface VersionedWording {
  readonly version: number;
  readonly wording: EmailWording;
}

/** Finds the words of templates: those of the program, or those that admins wrote. */
@Injectable()
export class TemplateWordings {
  constructor(private readonly versions: TemplateVersionsRepository) {}

  /** The words in use. */
  async active(name: EmailTemplateName): Promise<VersionedWording> {
    const version = await this.versions.activeVersion(name);
    return (await this.find(name, version)) ?? this.first(name);
  }

  /** The words of this version, or null when there is none. */
  async find(name: EmailTemplateName, version: number): Promise<VersionedWording | null> {
    if (version === 1) return this.first(name);
    const stored = await this.versions.find(name, version);
    return stored === null ? null : { version, wording: stored };
  }

  private first(name: EmailTemplateName): VersionedWording {
    return { version: 1, wording: starterTemplate(name).wording };
  }
}
