import { EmbeddedPostgresFailed } from './embedded-postgres.errors';
import { settingsText } from './server-settings';

describe('the settings file of the server', () => {
  it('quotes values the way PostgreSQL reads them', () => {
    const text = settingsText(5555, { 'app.motto': `it's a \\ day`, fsync: true });
    expect(text).toContain(`app.motto = 'it''s a \\\\ day'\n`);
    expect(text).toContain(`fsync = 'true'\n`);
    expect(text).toContain(`port = '5555'\n`);
  });

  it('ends with what keeps the server private, so that nothing overrides it', () => {
    const text = settingsText(5555, { listen_addresses: '*', unix_socket_directories: '/tmp' });
    expect(text.lastIndexOf(`listen_addresses = '127.0.0.1'`)).toBeGreaterThan(
      text.indexOf(`listen_addresses = '*'`),
    );
    expect(text.lastIndexOf(`unix_socket_directories = ''`)).toBeGreaterThan(
      text.indexOf(`unix_socket_directories = '/tmp'`),
    );
  });

  it.each([
    ['a value of two lines', { log_line_prefix: `x\nport = 1` }],
    ['a name that is none', { 'port = 1 #': 1 }],
  ])('refuses %s', (_case, settings: Record<string, string | number>) => {
    expect(() => settingsText(5555, settings)).toThrow(EmbeddedPostgresFailed);
  });
});
