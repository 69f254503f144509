import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { S3Access } from '../config/file-store-access';
import { type CallLimits, GuardedCalls } from '../resilience/guarded-calls';
import { checkedKey, checkedPrefix } from './file-key';
import { asStorageFault, isTransientStorageFault } from './s3-fault';
import type { ByteRange, FileStorage, StoredFile } from './storage';
import { StorageUnavailable } from './storage.errors';
import { CountedBytes, endedWhenSilent } from './watched-stream';

/** How long the store may say nothing, whatever it is doing. */
const SILENCE_MS = 10_000;
/** What goes wrong is raised; the client would write it to the console besides. */
const nothing = () => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
/** An upload of 50 MB over a slow line is no hanging store: it is watched for silence instead. */
const LONGEST_UPLOAD_MS = 300_000;

/** Files in a bucket of an S3-compatible store. */
export class S3FileStorage implements FileStorage, OnApplicationShutdown {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly calls: GuardedCalls;
  private readonly uploads: GuardedCalls;
  private readonly silenceMs: number;

  /** @param limits other than those of every service outside, for tests. */
  constructor(access: S3Access, limits: Partial<CallLimits> = {}) {
    this.bucket = access.bucket;
    this.silenceMs = limits.deadlineMs ?? SILENCE_MS;
    this.client = new S3Client({
      region: access.region,
      forcePathStyle: access.forcePathStyle,
      // Retries are ours; stores other than AWS's know no trailing checksums.
      maxAttempts: 1,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: 5_000 },
      logger: SILENT,
      ...(access.endpoint === null ? {} : { endpoint: access.endpoint }),
      ...(access.credentials === null ? {} : { credentials: access.credentials }),
    });
    const faults = {
      isTransient: isTransientStorageFault,
      timedOut: () => new StorageUnavailable(),
      leftAlone: (retryAfterSeconds: number) =>
        new StorageUnavailable(undefined, { retryAfterSeconds }),
    };
    this.calls = new GuardedCalls(faults, limits);
    this.uploads = new GuardedCalls(faults, { ...limits, deadlineMs: LONGEST_UPLOAD_MS });
  }

  onApplicationShutdown(): void {
    this.client.destroy();
  }

  async put(key: string, content: Readable, byteLength: number): Promise<void> {
    const Key = checkedKey(key);
    // A stream can be sent once, so there is one try.
    await this.uploads.run((signal) => this.upload(Key, content, byteLength, signal), 1);
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const Key = checkedKey(key);
    const Range = range === undefined ? undefined : `bytes=${range.first}-${range.last}`;
    const { Body } = await this.guarded((abortSignal) =>
      this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key, Range }), { abortSignal }),
    );
    if (!(Body instanceof Readable)) throw new StorageUnavailable();
    return endedWhenSilent(Body, this.silenceMs, (cause) => asStorageFault(cause));
  }

  async remove(key: string): Promise<void> {
    const Key = checkedKey(key);
    await this.guarded((abortSignal) =>
      this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key }), { abortSignal }),
    );
  }

  async *list(prefix: string): AsyncIterable<StoredFile> {
    const Prefix = checkedPrefix(prefix);
    let ContinuationToken: string | undefined;
    do {
      const input = { Bucket: this.bucket, Prefix, ContinuationToken };
      const page: ListObjectsV2CommandOutput = await this.guarded((abortSignal) =>
        this.client.send(new ListObjectsV2Command(input), { abortSignal }),
      );
      for (const { Key, Size } of page.Contents ?? []) {
        if (Key !== undefined) yield { key: Key, byteLength: Size ?? 0 };
      }
      ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (ContinuationToken !== undefined);
  }

  async probe(): Promise<void> {
    await this.guarded((abortSignal) =>
      this.client.send(new HeadBucketCommand({ Bucket: this.bucket }), { abortSignal }),
    );
  }

  private async upload(
    Key: string,
    content: Readable,
    ContentLength: number,
    deadline: AbortSignal,
  ): Promise<void> {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), this.silenceMs);
    const Body = new CountedBytes(ContentLength, () => timer.refresh());
    content.on('error', (error) => Body.destroy(error));
    // Nobody else would tell the store that no more is to come.
    Body.on('error', () => silence.abort());
    try {
      await this.client.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key,
          Body: content.pipe(Body),
          ContentLength,
          ContentType: 'application/octet-stream',
        }),
        { abortSignal: AbortSignal.any([deadline, silence.signal]) },
      );
    } catch (error) {
      throw content.errored ?? Body.errored ?? asStorageFault(error);
    } finally {
      clearTimeout(timer);
      content.destroy();
      Body.destroy();
    }
  }

  private guarded<Result>(call: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return this.calls.run((signal) =>
      call(signal).catch((error: unknown) => {
        throw asStorageFault(error);
      }),
    );
  }
}
