import { Invalid } from '../../kernel/errors';
import { NetworkPolicy } from '../../platform/network/network-policy';
import { webhookAddress } from './webhook-address';

describe('The address of a webhook endpoint', () => {
  const network = new NetworkPolicy([]);

  it.each([
    ['https://hooks.example.com/trellis', 'hooks.example.com'],
    ['https://hooks.example.com:8443/a?b=c', 'hooks.example.com'],
    ['https://HOOKS.example.com.:1024', 'hooks.example.com.'],
    ['https://8.8.8.8/', '8.8.8.8'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
  ])('may be %s', (url, host) => {
    expect(webhookAddress(url, network)).toEqual({ url: new URL(url).href, host });
  });

  it.each([
    'http://hooks.example.com/',
    'http://8.8.8.8/',
    'ftp://hooks.example.com/',
    'javascript:alert(1)',
    'data:text/plain,hello',
    'hooks.example.com',
    '//hooks.example.com/',
    'https://',
    'https://user@hooks.example.com/',
    'https://user:secret@hooks.example.com/',
    'https://hooks.example.com/#part',
    'https://hooks.example.com:80/',
    'https://hooks.example.com:22/',
    'https://hooks.example.com:1023/',
    'https://hooks.example.com:65536/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://１２７.0.0.1/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[2002:7f00:1::]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://0.0.0.0/',
    `https://hooks.example.com/${'a'.repeat(2_000)}`,
  ])('may not be %s', (url) => {
    expect(() => webhookAddress(url, network)).toThrow(Invalid);
  });

  it('may be plain and private only inside a network that the operator allowed', () => {
    const own = new NetworkPolicy(['127.0.0.0/8']);
    expect(webhookAddress('http://127.0.0.1:8080/', own).host).toBe('127.0.0.1');
    expect(webhookAddress('https://127.0.0.1:8080/', own).host).toBe('127.0.0.1');
    for (const url of ['http://localhost:8080/', 'http://10.0.0.1:8080/', 'http://8.8.8.8:8080/']) {
      expect(() => webhookAddress(url, own)).toThrow(Invalid);
    }
  });
});
