import { Writable } from 'node:stream';
import { pino, type LoggerOptions } from 'pino';
import { configurationFrom } from '../config/configuration';
import { withLogContext } from './log-context';
import { loggerOptions } from './logger-options';

describe('loggerOptions', () => {
  function written(log: (logger: pino.Logger) => void): string {
    const lines: string[] = [];
    const configuration = configurationFrom({
      NODE_ENV: 'production',
      TRELLIS_SECRET: 'q7Zr2mXv9Lk4Tn8Wb3Yc6Hd1Jf5Gs0Pe',
      LOG_LEVEL: 'trace',
    });
    const destination = new Writable({
      write: (line: Buffer, _encoding, done) => {
        lines.push(line.toString());
        done();
      },
    });
    log(pino(loggerOptions(configuration).pinoHttp as LoggerOptions, destination));
    return lines.join('');
  }

  it('keeps credentials out of the log, wherever in an object they are', () => {
    const credentials = {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'hidden-key',
      sessionToken: 'hidden-token',
    };
    const body = { aws_secret_access_key: 'hidden-key', aws_session_token: 'hidden-token' };
    const text = written((logger) => {
      logger.info({ ...credentials, ...body }, 'flat');
      logger.error({ credentials, body }, 'inside');
      logger.warn({ request: { body, options: { credentials } } }, 'deeper');
      logger.error({ err: Object.assign(new Error('refused'), { credentials }) }, 'an error');
    });
    expect(text).toContain('deeper');
    expect(text).toContain('refused');
    expect(text).toContain('[redacted]');
    expect(text).not.toMatch(/hidden|AKIAIOSFODNN7EXAMPLE/);
  });

  it('takes no words from an error that quotes what it was given', () => {
    const text = written((logger) => {
      const error = new Error('invalid input syntax for type integer: "hidden words"');
      logger.error(error);
      logger.error({ err: error });
      logger.error({ err: error, path: '/x' }, 'It failed');
    });
    expect(text.match(/invalid input syntax/g)).toHaveLength(5);
    expect(text).toContain(' at ');
    expect(text).not.toContain('hidden');
  });

  it('tells which work a line comes from', () => {
    const text = written((logger) => {
      withLogContext({ request_id: 'one' }, () => logger.info('inside'));
      logger.info('outside');
    });
    const [inside = '', outside = ''] = text.split('\n');
    expect(inside).toContain('"request_id":"one"');
    expect(outside).not.toContain('request_id');
  });

  it('writes everything else as it is', () => {
    expect(written((logger) => logger.info({ model: 'm', route: '/x' }, 'asked'))).toContain(
      '"model":"m","route":"/x","msg":"asked"',
    );
  });
});
