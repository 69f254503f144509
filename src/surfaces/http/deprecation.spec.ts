import { SURFACES } from '../surface-list';
import { deprecationHeaders } from './deprecation';

describe('deprecationHeaders', () => {
  it('names since when, until when and where to go for a deprecated prefix', () => {
    expect(deprecationHeaders('/v1/auth/login', SURFACES)).toEqual({
      Deprecation: '@1795305600',
      Sunset: 'Mon, 22 Nov 2027 00:00:00 GMT',
      Link: '</v2/auth/login>; rel="successor-version"',
    });
  });

  it('says nothing of current prefixes, nor of paths that another contract owns', () => {
    expect(deprecationHeaders('/v2/auth/login', SURFACES)).toEqual({});
    expect(deprecationHeaders('/api/auth/login', SURFACES)).toEqual({});
    expect(deprecationHeaders('/api/v1/auth/login', SURFACES)).toEqual({});
    expect(deprecationHeaders('/v1/user/profile', SURFACES)).toEqual({});
    expect(deprecationHeaders('/v1', SURFACES)).toEqual({});
  });

  it('lets nothing of the path break out of the link', () => {
    const { Link } = deprecationHeaders('/v1/students/a>; rel="x", <b\r\n', SURFACES);
    expect(Link).toBe('</v2/students/a%3E;%20rel=%22x%22,%20%3Cb%0D%0A>; rel="successor-version"');
  });
});
