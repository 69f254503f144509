import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { PeopleRepository } from '../people.repository';
import { DownloadLinkRefused, ExportNotFound } from '../privacy.errors';
import type { DataExport } from './data-export';
import { DataExportsRepository } from './data-exports.repository';
import { DownloadLinks, type DownloadPass } from './download-links';
import { ExportArchives } from './export-archives.service';

/** An archive on its way to the person. */
interface Archive {
  readonly byteLength: number;
  readonly content: Readable;
}

/** How archives leave: by a link of a few minutes that only their person is given. */
@Injectable()
export class ExportDownloads {
  constructor(
    private readonly exports: DataExportsRepository,
    private readonly archives: ExportArchives,
    private readonly links: DownloadLinks,
    private readonly people: PeopleRepository,
  ) {}

  /** A pass for an export that was handed to its person; null while there is no archive. */
  passFor(wanted: DataExport): DownloadPass | null {
    const isThere = wanted.status === 'done' && (wanted.expiresAt?.getTime() ?? 0) > Date.now();
    return isThere ? this.links.issue(wanted.id) : null;
  }

  /**
   * The archive, for whoever holds a pass.
   *
   * @throws DownloadLinkRefused also when the person's account was closed since.
   * @throws ExportNotFound when the archive was removed meanwhile, or its days are over.
   */
  async open(id: string, pass: DownloadPass): Promise<Archive> {
    this.links.check(id, pass);
    const found = await this.exports.find(id);
    if (found === null || this.passFor(found) === null) throw new ExportNotFound();
    if (!(await this.people.isActive(found.userId))) throw new DownloadLinkRefused();
    return { byteLength: found.byteLength ?? 0, content: await this.archives.read(id) };
  }
}
