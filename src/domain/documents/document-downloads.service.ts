import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor';
import { DomainError, NotFound, Unauthenticated } from '../../kernel/errors';
import { Database } from '../../platform/database/database';
import { type ByteRange, FILE_STORAGE, type FileStorage } from '../../platform/storage/storage';
import { ActorResolver } from '../auth/actor-resolver';
import { type Document, type DocumentVersion, isDownloadable } from './document';
import { DocumentAccess } from './document-access';
import { DocumentVersionsRepository } from './document-versions.repository';
import { DownloadLinkInvalid, NotDownloadable, VersionNotFound } from './documents.errors';
import { DownloadTokens } from './download-tokens';

const LINK_MS = 300_000;

/** A file that may be handed out, and how to get at its bytes. */
export interface Download {
  readonly fileName: string;
  readonly mediaType: string;
  readonly byteLength: number;
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
  /** @throws StorageUnavailable @throws StoredFileMissing */
  open(range?: ByteRange): Promise<Readable>;
}

/** A link that works for a short while, for whoever asked for it. */
export interface DownloadLink {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Hands out files that were found clean, to whoever may read them at that very moment. */
@Injectable()
export class DocumentDownloads {
  constructor(
    private readonly database: Database,
    private readonly access: DocumentAccess,
    private readonly versions: DocumentVersionsRepository,
    private readonly tokens: DownloadTokens,
    private readonly actors: ActorResolver,
    @Inject(FILE_STORAGE) private readonly storage: FileStorage,
  ) {}

  /**
   * A file of a document.
   *
   * @param number of the version; null for the current one.
   * @throws DocumentNotFound
   * @throws VersionNotFound
   * @throws NotDownloadable
   */
  async get(actor: Actor, id: string, number: number | null): Promise<Download> {
    return this.downloadOf(await this.open(actor, id, number, 'document.download'));
  }

  /**
   * A link to a file, which works for five minutes: for the actor, and no longer than they may read
   * the document and stay signed in.
   *
   * @throws DocumentNotFound
   * @throws VersionNotFound
   * @throws NotDownloadable
   */
  async link(actor: Actor, id: string, number: number | null): Promise<DownloadLink> {
    const { id: versionId } = await this.open(actor, id, number, 'document.link');
    const expiresAt = new Date(Math.floor((Date.now() + LINK_MS) / 1_000) * 1_000);
    const { userId, userUuid, sessionId } = actor;
    return {
      token: this.tokens.issue({ versionId, userId, userUuid, sessionId, expiresAt }),
      expiresAt,
    };
  }

  /** The file that a link leads to. @throws DownloadLinkInvalid */
  async follow(token: string): Promise<Download> {
    const claims = this.tokens.read(token);
    const version = claims === null ? null : await this.versions.find(claims.versionId);
    if (claims === null || version === null) throw new DownloadLinkInvalid();
    try {
      const actor = await this.actors.resolve({
        typ: 'access',
        sub: claims.userUuid,
        uid: claims.userId,
        sid: claims.sessionId,
      });
      return await this.get(actor, version.documentId, version.number);
    } catch (error) {
      throw isRefusal(error) ? new DownloadLinkInvalid() : error;
    }
  }

  private open(
    actor: Actor,
    id: string,
    number: number | null,
    action: string,
  ): Promise<DocumentVersion> {
    return this.database.transaction(async () => {
      const document = await this.access.open(actor, id, action);
      const version = await this.versionOf(document, number);
      if (!isDownloadable(version)) throw new NotDownloadable(version.status);
      return version;
    });
  }

  private async versionOf(document: Document, number: number | null): Promise<DocumentVersion> {
    if (number === null || number === document.current.number) return document.current;
    const versions = await this.versions.list(document.id);
    const version = versions.find((candidate) => candidate.number === number);
    if (version === undefined) throw new VersionNotFound();
    return version;
  }

  private downloadOf(version: DocumentVersion): Download {
    const { fileName, mediaType, byteLength, sha256, fileKey } = version;
    const open = (range?: ByteRange) => this.storage.read(fileKey, range);
    return { fileName, mediaType, byteLength, sha256, open };
  }
}

/** The bearer may not know why. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof DomainError &&
    (error instanceof NotFound ||
      error instanceof Unauthenticated ||
      error instanceof NotDownloadable)
  );
}
