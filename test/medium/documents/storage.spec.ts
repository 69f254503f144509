import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { LocalFileStorage } from '../../../src/platform/storage/local-file-storage';
import { S3FileStorage } from '../../../src/platform/storage/s3-file-storage';
import type { FileStorage } from '../../../src/platform/storage/storage';
import {
  StorageUnavailable,
  StoredFileMissing,
} from '../../../src/platform/storage/storage.errors';
import { S3Server } from '../../support/s3-server';

const LIMITS = { backoffMs: 5, failures: 3, openMs: 60_000 };
/** For a store that never answers; one that is well has the usual time. */
const SHORT = { ...LIMITS, deadlineMs: 600 };
/** How long a store may be silent where a reader lets it wait longer than that. */
const SILENCE_MS = 4_000;
/** After a deadline, the machine may have other things to do first. */
const AFTER_DEADLINE_MS = 20_000;

describe('The file storage', () => {
  let folder: string;
  let store: S3Server;
  let s3: S3FileStorage;
  let impatient: S3FileStorage;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trellis-files-'));
    store = await S3Server.start();
  });
  beforeEach(() => {
    s3 = new S3FileStorage(store.access, LIMITS);
    impatient = new S3FileStorage(store.access, SHORT);
  });
  afterEach(() => {
    store.mood = 'well';
    s3.onApplicationShutdown();
    impatient.onApplicationShutdown();
  });
  afterAll(async () => {
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (storage: FileStorage, key: string, bytes: Buffer) =>
    storage.put(key, Readable.from([bytes]), bytes.length);
  const read = async (storage: FileStorage, key: string, range?: { first: number; last: number }) =>
    buffer(await storage.read(key, range));
  async function listed(storage: FileStorage, prefix: string) {
    const files = [];
    for await (const file of storage.list(prefix)) files.push(file);
    return files;
  }

  describe.each(['local', 's3'])('%s', (driver) => {
    const storage = (): FileStorage =>
      driver === 's3' ? s3 : new LocalFileStorage(join(folder, 'files'));

    it('gives back what it was given, whole and in parts', async () => {
      const bytes = randomBytes(300_000);
      const key = `documents/ab/${randomUUID()}`;
      await put(storage(), key, bytes);
      expect((await read(storage(), key)).equals(bytes)).toBe(true);
      const part = await read(storage(), key, { first: 1_000, last: 1_999 });
      expect(part.equals(bytes.subarray(1_000, 2_000))).toBe(true);
      await storage().remove(key);
      await expect(storage().read(key)).rejects.toThrow(StoredFileMissing);
      await storage().remove(key);
    });

    it('lists what lies in a folder', async () => {
      const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `lists/${name}/file`);
      for (const key of keys) await put(storage(), key, Buffer.from('12345'));
      await put(storage(), 'listsother/file', Buffer.from('1'));
      expect(await listed(storage(), 'lists/')).toEqual(
        keys.map((key) => ({ key, byteLength: 5 })),
      );
      expect(await listed(storage(), 'nothing/')).toEqual([]);
    });

    it('keeps nothing of a file that breaks off or is not as long as said', async () => {
      const key = `documents/cd/${randomUUID()}`;
      const broken = new Readable({
        read() {
          this.push('some');
          this.destroy(new Error('the sender left'));
        },
      });
      await expect(storage().put(key, broken, 1_000)).rejects.toThrow('the sender left');
      for (const length of [4, 6]) {
        await expect(
          storage().put(key, Readable.from([Buffer.from('12345')]), length),
        ).rejects.toThrow();
      }
      expect(await listed(storage(), 'documents/cd/')).toEqual([]);
    });

    it('takes no key that is not ours', async () => {
      for (const key of [
        '../secret',
        'a//b',
        '/a',
        'a/',
        'A',
        'a b',
        'a.txt',
        '',
        'é',
        'a\u0000',
        'x'.repeat(201),
      ]) {
        await expect(storage().put(key, Readable.from([]), 0)).rejects.toThrow(TypeError);
        await expect(storage().read(key)).rejects.toThrow(TypeError);
        await expect(storage().remove(key)).rejects.toThrow(TypeError);
      }
      await expect(listed(storage(), '../')).rejects.toThrow(TypeError);
      await expect(listed(storage(), 'a')).rejects.toThrow(TypeError);
    });

    it('says that it works', async () => {
      await expect(storage().probe()).resolves.toBeUndefined();
    });
  });

  it('local: files are the server’s own, and nothing half-written is left', async () => {
    const storage = new LocalFileStorage(join(folder, 'own'));
    await put(storage, 'documents/ef/one', Buffer.from('bytes'));
    expect(statSync(join(folder, 'own/documents/ef/one')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'own/.arriving'))).toEqual([]);
  });

  it('local: a folder that is none is an outage, not a crash', async () => {
    const storage = new LocalFileStorage('/dev/null/files');
    await expect(storage.probe()).rejects.toThrow(StorageUnavailable);
    await expect(put(storage, 'a/b', Buffer.from('x'))).rejects.toThrow(StorageUnavailable);
  });

  describe('s3: a store that', () => {
    it('hangs is given up at the deadline, and soon not asked any more', async () => {
      await put(s3, 'documents/gh/one', Buffer.from('bytes'));
      store.mood = 'hanging';
      const begin = performance.now();
      await expect(put(impatient, 'documents/gh/two', Buffer.from('bytes'))).rejects.toThrow(
        StorageUnavailable,
      );
      expect(performance.now() - begin).toBeLessThan(AFTER_DEADLINE_MS);
      for (let call = 0; call < LIMITS.failures; call += 1) {
        await expect(impatient.read('documents/gh/one')).rejects.toThrow(StorageUnavailable);
      }
      const asked = store.requests.length;
      await expect(impatient.read('documents/gh/one')).rejects.toMatchObject({
        code: 'storage_unavailable',
        retryAfterSeconds: expect.any(Number),
      });
      await expect(impatient.probe()).rejects.toThrow(StorageUnavailable);
      expect(store.requests).toHaveLength(asked);
    });

    it('falls silent in the middle of a file ends the stream with an error', async () => {
      await put(s3, 'documents/ij/one', Buffer.from('a file of some length'));
      store.mood = 'breaking off';
      await expect(read(impatient, 'documents/ij/one')).rejects.toThrow(StorageUnavailable);
    });

    it('has too much to do is asked again', async () => {
      await put(s3, 'documents/kl/one', Buffer.from('bytes'));
      store.mood = 'overloaded';
      const asked = store.requests.length;
      const reading = read(s3, 'documents/kl/one');
      reading.catch(() => undefined);
      while (store.requests.length === asked) await new Promise(setImmediate);
      store.mood = 'well';
      expect((await reading).toString()).toBe('bytes');
    });

    it('refuses our signature is not asked again', async () => {
      store.mood = 'refusing';
      const asked = store.requests.length;
      await expect(s3.remove('documents/mn/one')).rejects.toThrow(StorageUnavailable);
      expect(store.requests).toHaveLength(asked + 1);
      store.mood = 'well';
      const wrong = {
        ...store.access,
        credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'wrong' },
      };
      const stranger = new S3FileStorage(wrong, LIMITS);
      await expect(stranger.probe()).rejects.toThrow(StorageUnavailable);
      stranger.onApplicationShutdown();
    });

    it('is away is an outage', async () => {
      const nobody = new S3FileStorage({ ...store.access, endpoint: 'http://127.0.0.1:9' }, LIMITS);
      await expect(nobody.probe()).rejects.toThrow(StorageUnavailable);
      nobody.onApplicationShutdown();
    });
  });

  it('s3: a reader who takes their time is no silent store', async () => {
    const bytes = randomBytes(3_000_000);
    await put(s3, 'documents/op/one', bytes);
    const watchful = new S3FileStorage(store.access, { ...LIMITS, deadlineMs: SILENCE_MS });
    const stream = await watchful.read('documents/op/one');
    const pieces: Buffer[] = [];
    let isFirst = true;
    for await (const piece of stream as AsyncIterable<Buffer>) {
      pieces.push(piece);
      if (isFirst) await new Promise((resolve) => setTimeout(resolve, SILENCE_MS * 1.5));
      isFirst = false;
    }
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    watchful.onApplicationShutdown();
  });
});
