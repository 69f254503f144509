import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { PersonalDataFile } from '../../../src/domain/privacy/personal-data-holder';
import { filesOfZip } from '../../support/zip-files';
import { archivePath, zipOf } from '../../../src/domain/privacy/exports/export-archive';

describe('zipOf', () => {
  async function* files(...given: PersonalDataFile[]): AsyncGenerator<PersonalDataFile> {
    yield* given;
  }

  it('holds texts, bytes and streams, one after the other', async () => {
    const archive = zipOf(
      files(
        { path: 'a.txt', content: 'one' },
        { path: 'folder/b', content: Buffer.from('two') },
        { path: 'c', content: Readable.from(['thr', 'ee']) },
        { path: 'empty', content: '' },
      ),
    );
    const found = await filesOfZip(await buffer(archive));
    expect([...found]).toEqual([
      ['a.txt', 'one'],
      ['folder/b', 'two'],
      ['c', 'three'],
      ['empty', ''],
    ]);
  });

  it('fails when a file does', async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error('the store is away'));
      },
    });
    const archive = zipOf(files({ path: 'a', content: 'one' }, { path: 'b', content: broken }));
    await expect(buffer(archive)).rejects.toThrow('the store is away');
  });

  it('fails when the next file cannot be told', async () => {
    async function* failing(): AsyncGenerator<PersonalDataFile> {
      yield { path: 'a', content: 'one' };
      throw new Error('the database is away');
    }
    await expect(buffer(zipOf(failing()))).rejects.toThrow('the database is away');
  });
});

describe('archivePath', () => {
  it.each([
    ['documents/1/essay.pdf', 'documents/1/essay.pdf'],
    ['../../etc/passwd', '_/_/etc/passwd'],
    ['/absolute', 'absolute'],
    ['documents/C:\\windows\\x', 'documents/C__windows_x'],
    ['a/./b//c', 'a/b/c'],
    ['line\r\nbreak', 'line__break'],
  ])('makes %j into %j', (given, expected) => {
    expect(archivePath(given)).toBe(expected);
  });
});
