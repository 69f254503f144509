import { Injectable } from '@nestjs/common';
import { type Actor, holdsRole, isPlatformAdmin } from '../../../kernel/actor';
import { Invalid } from '../../../kernel/errors';
import { Database } from '../../../platform/database/database';
import { AuditService } from '../../audit/audit.service';
import type { EmailVariables } from '../email';
import { EmailLinks } from '../email-links.service';
import {
  EmailTemplateNotFound,
  EmailTemplateVersionNotFound,
  EmailUnwritable,
  MayNotSendEmail,
} from '../email.errors';
import { type EmailTemplateName, isEmailTemplateName } from '../email-template-name';
import { PRODUCT } from '../product';
import type { EmailTemplate, EmailWording } from './email-template';
import { inFrame } from './frame';
import { STARTER_TEMPLATES, starterTemplate } from './starter-templates';
import { renderWording } from './template-engine';
import { TemplateVersionsRepository, type VersionSummary } from './template-versions.repository';
import { TemplateWordings, type VersionedWording } from './template-wordings';

/** A template in a list. */
export interface TemplateSummary {
  readonly template: EmailTemplate;
  readonly activeVersion: number;
}

/** A template with its words in use. */
export interface TemplateDetails extends TemplateSummary {
  readonly active: VersionedWording;
  /** Those that admins wrote, from version 2 on. */
  readonly versions: readonly VersionSummary[];
}

/** The words of mails: coaches and platform admins read them, platform admins write them. */
@Injectable()
export class EmailTemplates {
  constructor(
    private readonly database: Database,
    private readonly versions: TemplateVersionsRepository,
    private readonly wordings: TemplateWordings,
    private readonly links: EmailLinks,
    private readonly audit: AuditService,
  ) {}

  /** @throws MayNotSendEmail */
  async list(actor: Actor): Promise<TemplateSummary[]> {
    requireReader(actor);
    const active = await this.versions.activeVersions();
    return [...STARTER_TEMPLATES.values()].map((template) => ({
      template,
      activeVersion: active.get(template.name) ?? 1,
    }));
  }

  /** @throws MayNotSendEmail @throws EmailTemplateNotFound */
  async get(actor: Actor, name: string): Promise<TemplateDetails> {
    requireReader(actor);
    const template = starterTemplate(known(name));
    const active = await this.wordings.active(template.name);
    return {
      template,
      active,
      activeVersion: active.version,
      versions: await this.versions.list(template.name),
    };
  }

  /**
   * Stores new words; they are in use once they are activated.
   *
   * @returns their version.
   * @throws MayNotSendEmail
   * @throws EmailTemplateNotFound
   * @throws Invalid for words that the template's examples don't fit.
   */
  async addVersion(actor: Actor, name: string, wording: EmailWording): Promise<number> {
    requireWriter(actor);
    const template = starterTemplate(known(name));
    this.write(template, wording, {});
    return this.database.transaction(async () => {
      const version = await this.versions.insert(template.name, wording, actor.userId);
      await this.note(actor, 'email_template.write', template.name, version);
      return version;
    });
  }

  /** Takes a version into use; 1 is the program's own. @throws EmailTemplateVersionNotFound */
  async activate(actor: Actor, name: string, version: number): Promise<TemplateDetails> {
    requireWriter(actor);
    const template = known(name);
    if ((await this.wordings.find(template, version)) === null) {
      throw new EmailTemplateVersionNotFound();
    }
    await this.database.transaction(async () => {
      await this.versions.choose(template, version, actor.userId);
      await this.note(actor, 'email_template.activate', template, version);
    });
    return this.get(actor, name);
  }

  /**
   * Shows a mail as it would be, with examples for the values that are not given.
   *
   * @param version the one in use when null.
   * @throws EmailTemplateVersionNotFound
   * @throws Invalid when words and values don't fit.
   */
  async preview(
    actor: Actor,
    name: string,
    version: number | null,
    variables: EmailVariables,
  ): Promise<EmailWording> {
    requireReader(actor);
    const template = starterTemplate(known(name));
    const found =
      version === null
        ? await this.wordings.active(template.name)
        : await this.wordings.find(template.name, version);
    if (found === null) throw new EmailTemplateVersionNotFound();
    return inFrame(this.write(template, found.wording, variables), PRODUCT, null);
  }

  private write(
    template: EmailTemplate,
    wording: EmailWording,
    variables: EmailVariables,
  ): EmailWording {
    const examples = Object.entries(template.variables).map(([key, { example }]) => [key, example]);
    const link: EmailVariables =
      template.link === undefined ? {} : { link: this.links.exampleOf(template.link) };
    try {
      return renderWording(wording, {
        name: 'Ada Lovelace',
        product: PRODUCT,
        ...link,
        ...(Object.fromEntries(examples) as EmailVariables),
        ...variables,
      });
    } catch (error) {
      if (error instanceof EmailUnwritable) throw Invalid.field('template', error.message);
      throw error;
    }
  }

  private note(
    actor: Actor,
    action: string,
    name: EmailTemplateName,
    version: number,
  ): Promise<void> {
    return this.audit.record({
      actor,
      action,
      subjectType: 'email_template',
      subjectIds: [name],
      details: { version },
    });
  }
}

function known(name: string): EmailTemplateName {
  if (!isEmailTemplateName(name)) throw new EmailTemplateNotFound();
  return name;
}

function requireReader(actor: Actor): void {
  if (isPlatformAdmin(actor) || holdsRole(actor, 'COACH')) return;
  throw new MayNotSendEmail('Only coaches and platform admins see templates.');
}

function requireWriter(actor: Actor): void {
  if (!isPlatformAdmin(actor)) throw new MayNotSendEmail('Only platform admins write templates.');
}
