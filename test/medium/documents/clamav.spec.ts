import { Readable } from 'node:stream';
import { ClamavScanner } from '../../../src/platform/scanning/clamav-scanner';
import type { Scanner } from '../../../src/platform/scanning/scanner';
import { ScannerUnavailable } from '../../../src/platform/scanning/scanning.errors';
import { ClamdServer, INFECTED_WORDS } from '../../support/clamd-server';
import { eventually } from '../../support/eventually';
import { CLAMD_PROGRAM, RealClamd } from '../../support/real-clamd';
import { docx } from '../../support/sample-files';

const MOST_BYTES = 2 * 1_048_576;
const LIMITS = { failures: 3, openMs: 60_000 };
/** For a daemon that never answers; one that is well has the usual time. */
const SHORT = { ...LIMITS, deadlineMs: 800 };
const SIGNATURE = 'Trellis.Test.Words.UNOFFICIAL';
const of = (bytes: string | Buffer) => Readable.from([Buffer.from(bytes as string)]);

/** What every daemon does, ours for tests and the real one. */
function declareDialogue(scanner: () => Scanner): void {
  it('finds what is in its signatures, and nothing else', async () => {
    expect(await scanner().scan(of('An essay about drums.'))).toEqual({ kind: 'clean' });
    expect(await scanner().scan(of(`Before. ${INFECTED_WORDS} After.`))).toEqual({
      kind: 'infected',
      signature: SIGNATURE,
    });
  });

  it('takes a file in many pieces, also where the words fall between two', async () => {
    const filler = Buffer.alloc(700_000, 'a');
    const half = INFECTED_WORDS.length / 2;
    const pieces = [
      filler,
      Buffer.from(INFECTED_WORDS.slice(0, half)),
      Buffer.from(INFECTED_WORDS.slice(half)),
      filler,
    ];
    expect(await scanner().scan(Readable.from(pieces))).toMatchObject({ kind: 'infected' });
    expect(await scanner().scan(Readable.from([filler, filler]))).toEqual({ kind: 'clean' });
  });

  it('says when a file is too large for it', async () => {
    const pieces = Array.from({ length: 60 }, () => Buffer.alloc(100_000, 'a'));
    // A daemon that hangs up while bytes are on their way can take its last words with it: then it
    // counts as away, and whoever asks does so again.
    const scan = () =>
      scanner()
        .scan(Readable.from(pieces))
        .catch((error: unknown) => error);
    const outcome = await eventually(scan, (seen) => !(seen instanceof ScannerUnavailable), 60_000);
    expect(outcome).toEqual({ kind: 'refused', reason: 'too_large' });
  });

  it('answers whether it is there', async () => {
    await expect(scanner().probe()).resolves.toBeUndefined();
  });
}

describe('The ClamAV driver', () => {
  describe('with a daemon for tests', () => {
    let daemon: ClamdServer;
    let scanner: ClamavScanner;

    beforeAll(async () => {
      daemon = await ClamdServer.start(MOST_BYTES);
    });
    beforeEach(() => {
      daemon.mood = 'well';
      scanner = new ClamavScanner(daemon.address, LIMITS);
    });
    afterAll(() => daemon.stop());

    declareDialogue(() => scanner);

    it('gives up a daemon that hangs, and leaves it alone after a few times', async () => {
      const impatient = new ClamavScanner(daemon.address, SHORT);
      daemon.mood = 'hanging';
      for (let call = 0; call < LIMITS.failures; call += 1) {
        await expect(impatient.scan(of('words'))).rejects.toThrow(ScannerUnavailable);
      }
      daemon.mood = 'well';
      const looked = daemon.scanned.length;
      await expect(impatient.scan(of('words'))).rejects.toThrow(ScannerUnavailable);
      expect(daemon.scanned).toHaveLength(looked);
    });

    it('tells an outage from a refusal', async () => {
      daemon.mood = 'away';
      await expect(scanner.scan(of('words'))).rejects.toThrow(ScannerUnavailable);
      await expect(scanner.probe()).rejects.toThrow(ScannerUnavailable);
      daemon.mood = 'confused';
      expect(await scanner.scan(of('words'))).toEqual({ kind: 'refused', reason: 'scanner_error' });
      const nobody = new ClamavScanner({ host: '127.0.0.1', port: 9 }, LIMITS);
      await expect(nobody.scan(of('words'))).rejects.toThrow(ScannerUnavailable);
      const noSocket = new ClamavScanner({ path: '/nowhere/clamd.sock' }, LIMITS);
      await expect(noSocket.probe()).rejects.toThrow(ScannerUnavailable);
    });

    it('passes on what broke the file, and ends its stream', async () => {
      const broken = new Readable({
        read() {
          this.destroy(new Error('the store fell silent'));
        },
      });
      await expect(scanner.scan(broken)).rejects.toThrow('the store fell silent');
      expect(broken.destroyed).toBe(true);
    });
  });

  for (const program of CLAMD_PROGRAM === undefined ? [] : [CLAMD_PROGRAM]) {
    describe(`with ${program}`, () => {
      let daemon: RealClamd;

      beforeAll(async () => {
        daemon = await RealClamd.start(program, MOST_BYTES);
      });
      afterAll(() => daemon.stop());

      describe('over TCP', () => {
        declareDialogue(() => new ClamavScanner({ host: '127.0.0.1', port: daemon.port }));
      });

      describe('over a socket of the system', () => {
        declareDialogue(() => new ClamavScanner({ path: daemon.socket }));
      });

      it('looks into archives', async () => {
        const scanner = new ClamavScanner({ path: daemon.socket });
        const word = await docx([`It says: ${INFECTED_WORDS}`]);
        expect(await scanner.scan(of(word))).toEqual({ kind: 'infected', signature: SIGNATURE });
      });
    });
  }
});
