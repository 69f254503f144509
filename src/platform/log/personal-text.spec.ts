import { describeError } from './error-description';
import { withoutSecrets, withoutValues } from './personal-text';

describe('what is told of an error', () => {
  it('leaves out what its message quotes', () => {
    expect(withoutValues('invalid input syntax for type integer: "my secret"')).toBe(
      'invalid input syntax for type integer: …',
    );
  });

  it('leaves out statements and their values, and names what is wrong in the schema', () => {
    const driverError = Object.assign(new Error('duplicate key'), {
      constraint: 'users_email_key',
      table: 'users',
      detail: 'Key (email)=(ada@example.com) already exists.',
    });
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      query: 'INSERT INTO users',
      parameters: ['ada@example.com', 'my secret'],
      driverError,
      cause: new Error('because of "my secret"'),
    });
    const text = JSON.stringify(describeError(error));
    expect(text).toContain('users_email_key');
    expect(text).toContain('personal-text.spec');
    expect(text).toContain('23505');
    expect(text).not.toMatch(/ada@|my secret|INSERT/);
  });

  it('tells a value that is no error by its type alone', () => {
    expect(JSON.stringify(describeError('my secret'))).not.toContain('my secret');
  });
});

describe('a line of the log', () => {
  it.each([
    ['an access token', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl here', 'eyJ'],
    ['an API key', 'got trl_live_4f7a9c2e1b8d here', '4f7a9c2e1b8d'],
    ['a key of Stripe', 'got sk_test_51HxyzABCdef here', '51Hxyz'],
    ['a mail address', 'to ada.lovelace+test@mail.example.co.uk now', 'lovelace'],
    ['a password in an address', 'postgres://trellis:hunter22@db:5432/x', 'hunter22'],
    ['a token in an address', 'GET /account/reset?token=abcdef123 done', 'abcdef123'],
    ['a bearer', 'Authorization: Bearer abcdef123456', 'abcdef123456'],
  ])('does not tell %s', (_what, line, secret) => {
    expect(line).toContain(secret);
    expect(withoutSecrets(line)).not.toContain(secret);
  });

  it('stays as it is otherwise', () => {
    const line = '{"level":30,"request_id":"7c9e6679","msg":"Job email.send 12 done in 3 ms"}';
    expect(withoutSecrets(line)).toBe(line);
  });
});
