import { Invalid } from '../../kernel/errors';
import { requireReturnUrl } from './return-url';

const ORIGINS = ['https://app.example.com', 'http://localhost:3000'];

function outcome(text: string): string {
  try {
    requireReturnUrl('success_url', text, ORIGINS);
    return 'taken';
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return (error.issues[0]?.path ?? []).join('.');
  }
}

describe('Where people may be sent back to', () => {
  it.each([
    'https://app.example.com',
    'https://app.example.com/',
    'https://app.example.com/payment/success?session={CHECKOUT_SESSION_ID}#done',
    'https://app.example.com?paid=1',
    'http://localhost:3000/a/b?next=https://elsewhere.example/',
  ])('takes %s', (text) => expect(outcome(text)).toBe('taken'));

  it.each([
    ['nothing', ''],
    ['a path', '/payment/success'],
    ['no scheme', '//app.example.com/'],
    ['another scheme', 'http://app.example.com/'],
    ['a scheme in capitals', 'HTTPS://app.example.com/'],
    ['a host in capitals', 'https://APP.example.com/'],
    ['javascript', 'javascript:alert(1)//https://app.example.com/'],
    ['data', 'data:text/html,https://app.example.com/'],
    ['a user', 'https://user@app.example.com/'],
    ['our name as user', 'https://app.example.com@evil.example/'],
    ['our name as user with password', 'https://app.example.com:x@evil.example/'],
    ['our address as user', 'https://app.example.com%40evil.example/'],
    ['a longer suffix', 'https://app.example.com.evil.example/'],
    ['a look-alike suffix', 'https://app.example.community/'],
    ['a longer prefix', 'https://evil-app.example.com/'],
    ['a subdomain', 'https://x.app.example.com/'],
    ['the parent', 'https://example.com/'],
    ['a dot at the end', 'https://app.example.com./'],
    ['another port', 'https://app.example.com:8443/'],
    ['the default port written out', 'https://app.example.com:443/'],
    ['a digit more of the port', 'http://localhost:30000/'],
    ['no port', 'http://localhost/'],
    ['a backslash for a slash', 'https:\\\\app.example.com/'],
    ['a backslash after the host', 'https://app.example.com\\@evil.example/'],
    ['a backslash in the path', 'https://app.example.com/\\evil.example'],
    ['two slashes', 'https://app.example.com//evil.example/'],
    ['two slashes after a step back', 'https://app.example.com/..//evil.example/'],
    ['two slashes after a hidden step', 'https://app.example.com/%2e//evil.example/'],
    ['three slashes', 'https:///app.example.com/'],
    ['one slash', 'https:/app.example.com/'],
    ['a space before', ' https://app.example.com/'],
    ['a space after', 'https://app.example.com/ '],
    ['a line break', 'https://app.example.com/\r\nLocation: https://evil.example'],
    ['a tab in the host', 'https://app.exa\tmple.com/'],
    ['U+0000', 'https://app.example.com/\u0000'],
    ['a letter of another script', 'https://\u0430pp.example.com/'],
    ['a full-width dot', 'https://app\uff0eexample.com/'],
    ['an ideographic full stop', 'https://app\u3002example\u3002com/'],
    ['a soft hyphen', 'https://app.exam\u00adple.com/'],
    ['punycode of a look-alike', 'https://xn--pp-6kc.example.com/'],
    ['a full-width slash', 'https://app.example.com\uff0f@evil.example/'],
    ['more than anybody needs', `https://app.example.com/${'a'.repeat(2_048)}`],
  ])('refuses %s', (_, text) => expect(outcome(text)).toBe('body.success_url'));
});
