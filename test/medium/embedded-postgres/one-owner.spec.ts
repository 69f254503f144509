import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataFolderInUse } from '../../../src/platform/database/embedded/embedded-postgres.errors';
import { startEmbeddedPostgres } from '../../../src/platform/database/embedded/embedded-postgres';
import { claimFolder } from '../../../src/platform/database/embedded/folder-claim';
import { identityOf } from '../../../src/platform/database/embedded/process-identity';
import { ask, kill, Playground } from './playground';

jest.setTimeout(120_000);

interface ClaimLine {
  readonly claimed: boolean;
  readonly error?: string;
  readonly holder?: number;
}

describe('a data folder has one owner', () => {
  const playground = new Playground();

  afterAll(() => playground.clear());

  it('a second process is refused, told whom to stop, and disturbs nothing', async () => {
    const dataFolder = join(await playground.folder(), 'data');
    const owner = await playground.owner(dataFolder);
    const refused = await startEmbeddedPostgres({ dataFolder }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DataFolderInUse);
    expect(refused).toMatchObject({
      kind: 'conflict',
      code: 'data_folder_in_use',
      pid: owner.child.pid,
      message: expect.stringContaining(`process ${owner.child.pid}. Stop that process first`),
    });
    expect(await ask(owner.line.url, 'SELECT 1')).toBe(1);
  });

  it('the same process is refused too, until it lets go', async () => {
    const folder = await playground.folder();
    const claim = await claimFolder(folder);
    await expect(claimFolder(folder)).rejects.toThrow(`process ${process.pid}`);
    await claim.release();
    await (await claimFolder(folder)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('a later process that got the number of a dead owner does not keep the folder', async () => {
    const folder = await playground.folder();
    const bystander = await playground.bystander();
    const claim = { pid: bystander.pid, startedAt: 'in an earlier life' };
    await writeFile(join(folder, 'owner.json'), JSON.stringify(claim));
    await (await claimFolder(folder)).release();
  });

  it('an owner file that makes no sense keeps nobody out', async () => {
    const folder = await playground.folder();
    await writeFile(join(folder, 'owner.json'), '');
    await (await claimFolder(folder)).release();
  });

  it('of many that find a dead owner at once, exactly one succeeds it', async () => {
    const folder = await playground.folder();
    await writeFile(join(folder, 'owner.json'), await claimOfTheDead());
    const start = String(Date.now() + 3_000);
    const script = join(__dirname, 'claim-process.js');
    const claims = await Promise.all(
      Array.from({ length: 6 }, () => playground.script<ClaimLine>(script, [folder, start])),
    );
    const winners = claims.filter(({ line }) => line.claimed);
    expect(winners).toHaveLength(1);
    for (const { line } of claims.filter((each) => !each.line.claimed)) {
      expect(line.error).toBe('DataFolderInUse');
    }
    await expect(claimFolder(folder)).rejects.toThrow(`process ${winners[0]?.child.pid}`);
    await Promise.all(claims.map(({ child }) => kill(child)));
  });

  it('a successor that died half-way is succeeded', async () => {
    const folder = await playground.folder();
    const path = join(folder, 'owner.json');
    const dead = await claimOfTheDead();
    await writeFile(path, dead);
    await writeFile(`${path}.after-${fingerprint(dead)}`, await claimOfTheDead());
    const claim = await claimFolder(folder);
    expect(await readdir(folder)).toEqual(['owner.json']);
    await claim.release();
  });

  /** How the claim to a succession names the owner to be succeeded. */
  function fingerprint(claim: string): string {
    return createHash('sha256').update(claim).digest('hex').slice(0, 12);
  }

  /** What a process that is no more had written into the owner file. */
  async function claimOfTheDead(): Promise<string> {
    const bystander = await playground.bystander();
    const identity = await identityOf(bystander.pid ?? 0);
    await kill(bystander);
    return JSON.stringify(identity);
  }
});
